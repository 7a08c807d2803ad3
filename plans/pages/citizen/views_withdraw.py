"""Withdrawing a consent, for one or for all, after seeing what closes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citizens.models import Ground, GroundParty
from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.closing import closing_of
from plans.looks import look_at_plan
from plans.lookup import ground_for
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.presenters.closing import closing_for
from plans.pages.citizen.presenters.grounds import is_for, is_over, party_name, shown_ground
from plans.pages.citizen.presenters.wording import Wording
from plans.reading import Reading, read_plan
from plans.services.checks import WHY_NOT, NotAllowed
from plans.services.grounds import withdraw_ground
from plans.standing import Action

NAMED = "modtager"  # the party's id; left out: all


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, plan_id: UUID, ground_id: UUID) -> HttpResponse:
    """GET tells what closes and for whom; POST closes it at once."""
    plan = own_plan_for(request, plan_id)
    user = user_of(request)
    ground = ground_for(user, plan, ground_id)
    reading = read_plan(user, plan)
    if not is_for(ground, reading):
        raise Http404
    if not reading.standing.may(Action.WITHDRAW_GROUND, ground):
        raise NotAllowed(WHY_NOT[Action.WITHDRAW_GROUND])
    if is_over(ground, reading.at) or ground.decision != Ground.Decision.YES:
        messages.info(request, _("Det gælder ikke længere, så der er ikke noget at lukke."))
        return redirect(page_address(plan, "consents"))
    asked = (request.POST if request.method == "POST" else request.GET).get(NAMED, "")
    named = _party(ground, asked) if asked else None
    if request.method == "POST":
        withdraw_ground(by=user, plan=plan, ground=ground, parties=[named] if named else [])
        messages.success(request, _("Det er lukket fra nu af. Du kan sige ja igen, når du vil."))
        return redirect(page_address(plan, "consents"))
    look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.PAGE, what="Samtykker")
    return render(request, "plans/citizen/withdraw.html", _context(reading, ground, named))


def _party(ground: Ground, asked: str) -> GroundParty:
    for party in ground.parties.all():
        if str(party.pk) == asked and party.withdrawn_at is None:
            return party
    raise Http404


def _context(reading: Reading, ground: Ground, named: GroundParty | None) -> dict[str, object]:
    leaving = [named] if named else [party for party in ground.parties.all() if party.withdrawn_at is None]
    lines = closing_for(closing_of(reading.plan, [party.pk for party in leaving], at=reading.at), reading)
    return {
        "plan": reading.plan,
        "wording": Wording.of(reading),
        "ground": shown_ground(ground, reading),
        "named": named,
        "named_name": party_name(named, reading) if named else "",
        "lines": lines,
        "coordinator_loses": next((line for line in lines if line.is_coordinator and line.parts), None),
        "back": page_address(reading.plan, "consents"),
    }
