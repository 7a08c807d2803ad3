"""`/min-plan/samtykker/`: what I have said yes and no to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citizens.explaining import Glossary
from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.lookups.replaced import replaced_by
from plans.models import Plan
from plans.pages.citizen.finding import plan_asked_for
from plans.pages.citizen.presenters.closing_together import areas_together, health_together
from plans.pages.citizen.presenters.ground_readers import readers_of
from plans.pages.citizen.presenters.grounds import grounds_of, is_for, is_over
from plans.pages.citizen.presenters.saying_no import saying_no
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.representatives.page import waiting_grounds, waiting_plan
from plans.panels import PanelPlace, panels_at
from plans.reading import Reading, read_plan
from plans.renewing import renewable


@require_safe
def consents_page(request: HttpRequest) -> HttpResponse:
    """Yes, no, what is shared without asking, and what is over."""
    plan = plan_asked_for(request)
    reading = _read(request, plan)
    context = {
        "plan": plan,
        "wording": Wording.of(reading),
        "grounds": grounds_of(reading, readers_of(reading)),
        "health": health_together(reading),
        "by_area": areas_together(reading),
        "saying_no": saying_no(
            ground
            for ground in reading.grounds
            if is_for(ground, reading) and not is_over(ground, reading.at)
        ),
        "to_renew": [ground for ground in renewable(reading.grounds, reading.at) if is_for(ground, reading)],
        "waiting": [*waiting_plan(reading), *waiting_grounds(reading)],
        "is_citizen": reading.standing.is_citizen,
        "replaced": [row for row in replaced_by(reading.user, plan) if row.ended_at is None],
        "panels": panels_at(PanelPlace.CITIZEN_CONSENTS, reading),
        "glossary": Glossary(),
    }
    return render(request, "plans/citizen/consents.html", context)


def _read(request: HttpRequest, plan: Plan) -> Reading:
    reading = read_plan(user_of(request), plan)
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what="Samtykker")
    return reading
