"""Withdrawing a consent, for one or for all, in one area or all, after seeing what closes; and what has closed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizens.models import Ground
from enplan.audit.models import Look
from enplan.web import spoken
from enplan.web.requests import user_of
from plans.closing import Closing, closed_at, closing_of
from plans.looks import look_at_plan
from plans.lookups.things import ground_for
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.presenters.grounds import is_for, is_over, party_name, shown_among
from plans.pages.citizen.presenters.saying_no import saying_no
from plans.pages.citizen.presenters.shown_grounds import ShownGround
from plans.pages.citizen.presenters.still_open import still_open
from plans.pages.citizen.presenters.withdrawing import (
    Withdrawal,
    fewer_areas,
    fewer_receivers,
    last_closed,
    withdrawal_of,
)
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.closing import closing_for
from plans.panels import PanelPlace, panels_at
from plans.reading import Reading, read_plan
from plans.services.checks import WHY_NOT, NotAllowed
from plans.services.withdrawing import withdraw_ground
from plans.standing import Action

PARTY, AREA = "modtager", "omraade"  # left out: all


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, plan_id: UUID, ground_id: UUID) -> HttpResponse:
    """GET tells what closes and for whom; POST closes it at once."""
    reading, ground = _asked_for(request, plan_id, ground_id)
    if not reading.standing.may(Action.WITHDRAW_GROUND, ground):
        raise NotAllowed(WHY_NOT[Action.WITHDRAW_GROUND])
    asked = request.POST if request.method == "POST" else request.GET
    withdrawal = withdrawal_of(ground, asked.get(PARTY, ""), asked.get(AREA, ""))
    if withdrawal is None:
        raise Http404
    if is_over(ground, reading.at) or ground.decision != Ground.Decision.YES or withdrawal.is_over:
        return is_over_already(request, reading)
    if request.method == "POST":
        is_closed = withdraw_ground(
            by=reading.user,
            plan=reading.plan,
            ground=ground,
            parties=[withdrawal.party] if withdrawal.party else [],
            areas=withdrawal.areas,
        )
        if not is_closed:  # somebody else did it at the same moment
            return is_over_already(request, reading)
        messages.success(request, _("Det er lukket fra nu af. Du kan sige ja igen, når du vil."))
        return redirect("withdrawn-consent", reading.plan.pk, ground.pk)
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what="Samtykker")
    return render(request, "plans/citizen/withdraw.html", _before(reading, withdrawal))


@require_safe
def withdrawn(request: HttpRequest, plan_id: UUID, ground_id: UUID) -> HttpResponse:
    """What closed when something of this ground was last withdrawn. 404 where nothing ever was."""
    reading, ground = _asked_for(request, plan_id, ground_id)
    instant = last_closed(ground)
    if instant is None:
        raise Http404
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what="Samtykker")
    context = {
        **around(reading, closed_at(reading.plan, instant)),
        "when": spoken.moment(instant),
        "panels": panels_at(PanelPlace.CITIZEN_CONSENTS, reading),
    }
    return render(request, "plans/citizen/withdrawn.html", context)


def _asked_for(request: HttpRequest, plan_id: UUID, ground_id: UUID) -> tuple[Reading, Ground]:
    plan = own_plan_for(request, plan_id)
    user = user_of(request)
    ground = ground_for(user, plan, ground_id)
    reading = read_plan(user, plan)
    if not is_for(ground, reading):
        raise Http404
    return reading, ground


def is_over_already(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Back to all of them, where nothing is left to close."""
    messages.info(request, _("Det gælder ikke længere, så der er ikke noget at lukke."))
    return redirect(page_address(reading.plan, "consents"))


def _before(reading: Reading, withdrawal: Withdrawal) -> dict[str, Any]:
    closing = closing_of(
        reading.plan, [party.pk for party in withdrawal.parties], withdrawal.areas, at=reading.at
    )
    ground = shown_among(withdrawal.ground, reading)
    return {
        **around(reading, closing),
        "withdrawal": withdrawal,
        "words": _button(withdrawal, ground, reading),
        "areas": withdrawal.area.said_short if withdrawal.area else ground.areas,
        "saying_no": saying_no([withdrawal.ground]),
        "fewer_receivers": fewer_receivers(withdrawal, reading),
        "fewer_areas": fewer_areas(withdrawal),
    }


def _button(withdrawal: Withdrawal, ground: ShownGround, reading: Reading) -> str:
    """What was pressed to come here, said again where it is confirmed."""
    if withdrawal.area is not None:
        names = [party_name(party, reading) for party in withdrawal.parties]
        words = {"area": withdrawal.area.said_short, "who": spoken.listing(names)}
        return _("Luk %(area)s for %(who)s") % words
    party = withdrawal.party
    return next((one.button for one in ground.parties if party and one.id == party.pk), ground.button)


def around(reading: Reading, closing: Closing) -> dict[str, Any]:
    """What closes, for whom, and what stays open: for the page before and the page after."""
    lines = closing_for(closing, reading)
    return {
        "plan": reading.plan,
        "wording": Wording.of(reading),
        "lines": lines,
        "still": still_open(closing, reading),
        "coordinator_loses": next((line for line in lines if line.is_coordinator and line.parts), None),
        "is_blinding": closing.is_blinding,
        "back": page_address(reading.plan, "consents"),
    }
