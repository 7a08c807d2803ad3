"""The team's side: a file in an area, the signed page of a consent, and taking a file out of view."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from citizens.models import Ground
from plans.lookups.files import file_for
from plans.lookups.things import ground_for
from plans.pages.files.forms import FileForm, RemoveFileForm, ScanForm
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.grounds import ground_line
from plans.pages.workspace.sheet import FormSheet
from plans.services.attachments import add_attachment, add_scan_to_grounds, remove_attachment
from plans.standing import Action

page = require_http_methods(["GET", "HEAD", "POST"])
WHAT_IS_KEPT = "Sted, tid og navne, som telefonen eller programmet har gemt i filen, bliver taget ud."


@page
def new(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A file in the own department's part of an area."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.ADD_ATTACHMENT, desk.plan)
    form = FileForm(*_posted(desk), areas=own_areas(desk.reading))
    intro = f"De, der kan se området hos din afdeling, kan se filen. Borgeren kan også. {WHAT_IS_KEPT}"
    sheet = FormSheet(desk, form, title="Læg en fil ind", button="Læg ind", intro=intro)
    return sheet.answer(
        lambda: add_attachment(
            by=desk.user,
            plan=desk.plan,
            area_id=form.cleaned_data["area"],
            file=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
        ),
        anchor=f"omraade-{request.POST.get('area', '')}",
        said="Filen er lagt ind.",
    )


@page
def scan(request: HttpRequest, plan_id: UUID, ground_id: UUID) -> HttpResponse:
    """The signed page of a written consent, and of the others that were signed on the same page."""
    desk = desk_of(request, plan_id)
    ground = ground_for(desk.user, desk.plan, ground_id)
    desk.allow(Action.ADD_SCAN, desk.plan)
    together = {str(one.pk): one for one in _signed_together(ground, desk)}
    form = ScanForm(*_posted(desk), others=[(key, _in_a_line(one, desk)) for key, one in together.items()])
    intro = f"{ground.kind_name}. Borgeren, den, der koordinerer, og du kan se siden. Andre kan ikke. {WHAT_IS_KEPT}"
    sheet = FormSheet(
        desk, form, title="Læg den underskrevne side ind", button="Læg ind", intro=intro, what="Samtykker"
    )
    return sheet.answer(
        lambda: add_scan_to_grounds(
            by=desk.user,
            plan=desk.plan,
            grounds=[ground, *(together[key] for key in form.cleaned_data.get("others", []))],
            file=form.cleaned_data["file"],
            title="Underskrevet samtykke",
        ),
        said="Siden er lagt ind.",
        to=lambda: _to_consents(desk),
    )


@page
def remove(request: HttpRequest, plan_id: UUID, file_id: UUID) -> HttpResponse:
    """Out of view for everybody, with the reason."""
    desk = desk_of(request, plan_id)
    attachment = file_for(desk.user, desk.plan, file_id)
    desk.allow(Action.REMOVE_ATTACHMENT, attachment)
    form = RemoveFileForm(*_posted(desk))
    then = "Ingen kan se filen bagefter, heller ikke borgeren. Historikken viser, at den er taget ud."
    intro = f"{attachment.title}\n{then}"
    sheet = FormSheet(desk, form, title="Tag filen ud", button="Tag filen ud", intro=intro)
    return sheet.answer(
        lambda: remove_attachment(by=desk.user, attachment=attachment, reason=form.cleaned_data["reason"]),
        said="Filen er taget ud.",
        to=lambda: desk.back() if attachment.section_id else _to_consents(desk),
    )


def _signed_together(ground: Ground, desk: Desk) -> list[Ground]:
    """Other consents of the same citizen, given in writing the same day, that have no signed page yet."""
    signed = {file.ground_id for file in desk.reading.attachments}
    return [
        one
        for one in desk.reading.grounds
        if one.pk != ground.pk
        and one.form == Ground.Form.WRITTEN
        and one.given_on == ground.given_on
        and one.withdrawn_at is None
        and one.pk not in signed
    ]


def _in_a_line(ground: Ground, desk: Desk) -> str:
    line = ground_line(ground, desk.reading)
    said = "Nej" if line.is_no else "Ja"
    return " · ".join(filter(None, [line.title, said, line.areas, line.parties]))


def _posted(desk: Desk) -> tuple[object, object] | tuple[()]:
    return (desk.request.POST, desk.request.FILES) if desk.is_post else ()


def _to_consents(desk: Desk) -> HttpResponse:
    response = redirect("workspace-consents", desk.plan.pk)
    response.status_code = 303
    return response
