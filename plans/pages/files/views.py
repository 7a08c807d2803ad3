"""`/planer/<uuid>/filer/<uuid>/`: the one place that hands out a file, to everybody who may see it.

A picture is shown, as we have drawn it ourselves; a PDF is downloaded, because browsers show none within a sandbox and
would run it in our name without one.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from enplan import clock
from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.files.kinds import STORED, Kind
from plans.files.titles import download_name
from plans.looks import look_at_plan
from plans.lookups.files import file_for, stored_content
from plans.lookups.things import plan_for
from plans.permissions import ANY, standing_of

SHOWN = frozenset({Kind.JPEG, Kind.PNG})
# Nothing in the file may run, load, send or be framed, whatever it turns out to be.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@require_safe
def plan_file(request: HttpRequest, plan_id: UUID, file_id: UUID) -> HttpResponse:
    """The file, after the look is written. 404 for whom it is closed to, and when it was taken out."""
    user = user_of(request)
    plan = plan_for(user, plan_id, *ANY)
    attachment = file_for(user, plan, file_id)
    # Without its title: the citizen reads this line, also where the file, or what it is signed for, is withheld.
    is_told = attachment.ground is not None and not attachment.ground.is_withheld(clock.now())
    what = "Underskrevet samtykke" if is_told else "Fil i planen"
    look_at_plan(by=user, standing=standing_of(user, plan), kind=Look.Kind.PAGE, what=what)
    kind = Kind(attachment.content_type)
    name = download_name(attachment.title, STORED[kind])
    return HttpResponse(
        stored_content(attachment),
        content_type=kind.value,
        headers={
            "Content-Disposition": content_disposition_header(kind not in SHOWN, name) or "attachment",
            "Content-Security-Policy": CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Accept-Ranges": "none",
        },
    )
