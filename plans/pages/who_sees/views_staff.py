"""`/planer/<uuid>/hvem-ser-hvad/`: the same for whoever coordinates, of the parts they may know of."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.models import Plan
from plans.pages.conversation.talk import Step
from plans.pages.who_sees.finding import person_named
from plans.pages.who_sees.presenter import Steps, page_of, person_page
from plans.pages.workspace.desk import Desk, desk_of
from plans.panels import PanelPlace, panels_at
from plans.standing import Action
from plans.who_sees.whole import who_sees

WHAT = "Hvem ser hvad"


@require_safe
def overview(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Everybody. 404 for outsiders, 403 for other members."""
    desk = _coordinators_desk(request, plan_id)
    page = page_of(
        who_sees(desk.reading),
        address=lambda person: reverse("workspace-who-sees-person", args=[plan_id, person.id]),
        steps=_steps(desk.plan),
    )
    panels = panels_at(PanelPlace.WHO_SEES, desk.reading)
    return desk.show("plans/who_sees/staff.html", {"page": page, "panels": panels}, what=WHAT)


@require_safe
def one_person(request: HttpRequest, plan_id: UUID, person_id: UUID) -> HttpResponse:
    """One person, area by area."""
    desk = _coordinators_desk(request, plan_id)
    seen = who_sees(desk.reading)
    context = {
        "person": person_page(seen, person_named(seen, person_id)),
        "overview": reverse("workspace-who-sees", args=[plan_id]),
    }
    return desk.show("plans/who_sees/staff_person.html", context, what=WHAT)


def _coordinators_desk(request: HttpRequest, plan_id: UUID) -> Desk:
    desk = desk_of(request, plan_id)
    desk.allow(Action.SEE_TEAM_WHOLE, desk.plan, writes=False)
    return desk


def _steps(plan: Plan) -> Steps:
    team, health = (
        reverse("workspace-conversation", args=[plan.pk, step]) if plan.is_active else ""
        for step in (Step.TEAM, Step.HEALTH)
    )
    return Steps(give=team, give_health=health, renew=reverse("workspace-consents-renew", args=[plan.pk]))
