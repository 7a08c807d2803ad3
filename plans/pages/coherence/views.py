"""What the citizen has answered about coherence, for who reads the dream."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from plans.pages.coherence.shown import coherence_shown
from plans.pages.coherence.views_citizen import COHERENCE
from plans.pages.workspace.desk import desk_of


@require_safe
def coherence(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Every answer that one may see; for others the page is empty and says so."""
    desk = desk_of(request, plan_id)
    return desk.show(
        "plans/coherence/coherence.html", {"questions": coherence_shown(desk.reading)}, what=COHERENCE
    )
