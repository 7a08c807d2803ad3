"""Consents and other grounds on a plan: listed, noted as given or refused, and withdrawn."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from citizens.models import Ground
from plans.closing import closing_of
from plans.lookups.things import ground_for
from plans.pages.closing import closing_for
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.forms_consents import ConsentForm, WithdrawForm
from plans.pages.workspace.grounds import party_name
from plans.pages.workspace.page_consents import consents_page, renewal
from plans.pages.workspace.sheet import FormSheet
from plans.services.grounds import note_ground
from plans.services.withdrawing import withdraw_ground
from plans.standing import Action

PREVIEW = "vis"  # the button that only shows what would close


def to_consents(desk: Desk) -> HttpResponse:
    response = redirect("workspace-consents", desk.plan.pk)
    response.status_code = 303
    return response


@require_safe
def consents(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_GROUND, desk.plan, writes=False)
    page = consents_page(desk.reading)
    return desk.show("plans/workspace/consents.html", {"consents": page}, what="Samtykker")


def new_consent(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A consent as it was given. With ?som=<id> the form begins as that one, for renewing it."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_GROUND, desk.plan)
    form = ConsentForm(request.POST if desk.is_post else None, reading=desk.reading, initial=_begins_as(desk))
    intro = (
        "Borgeren må gerne sige nej, og et nej noteres også. Skriv det, borgeren faktisk har sagt ja til, "
        "og ikke mere end det."
    )
    sheet = FormSheet(desk, form, title="Notér et samtykke", button="Gem samtykket", intro=intro)
    return sheet.answer(
        lambda: note_ground(by=desk.user, plan=desk.plan, **form.saved_fields),
        said="Samtykket er noteret.",
        to=lambda: to_consents(desk),
    )


def withdraw(request: HttpRequest, plan_id: UUID, ground_id: UUID) -> HttpResponse:
    """A withdrawal, for some of the receivers or all: what it opened closes at this moment."""
    desk = desk_of(request, plan_id)
    ground = ground_for(desk.user, desk.plan, ground_id)
    desk.allow(Action.WITHDRAW_GROUND, ground)
    named = [(party, party_name(party, desk.reading)) for party in ground.parties.all()]
    form = WithdrawForm(
        request.POST if desk.is_post else None,
        parties=[(party, name) for party, name in named if name],
        areas=[area for area in ground.open_areas if desk.standing.works_in(area.pk)],
    )
    sheet = FormSheet(
        desk,
        form,
        title="Notér, at et samtykke er trukket tilbage",
        what="Samtykker",  # the citizen reads it, and may not know yet that there is something to close
        button="Luk nu",
        template="plans/workspace/withdraw.html",
        context=_would_close(desk, ground, form) if PREVIEW in request.POST and form.is_valid() else {},
    )
    if PREVIEW in request.POST:
        return sheet.show()
    closed: list[bool] = []
    return sheet.answer(
        lambda: closed.append(
            withdraw_ground(
                by=desk.user, plan=desk.plan, ground=ground, parties=form.chosen, areas=form.chosen_areas
            )
        ),
        to=lambda: _closed(desk, is_new=closed == [True]),
    )


def _would_close(desk: Desk, ground: Ground, form: WithdrawForm) -> dict[str, Any]:
    """What the choices would close, by the rule, as far as the viewer may know of it."""
    parties = form.chosen or list(ground.parties.all())
    closing = closing_of(desk.plan, [party.pk for party in parties], form.chosen_areas, at=desk.reading.at)
    return {
        "is_preview": True,
        "lines": closing_for(closing, desk.reading),
        "is_blinding": closing.is_blinding and desk.standing.coordinates,
        "sees_all": desk.standing.coordinates,
    }


def _closed(desk: Desk, *, is_new: bool) -> HttpResponse:
    if is_new:
        messages.success(desk.request, "Det er trukket tilbage og lukket.")
    else:
        messages.info(desk.request, "Det var allerede trukket tilbage. Der er ikke ændret noget.")
    return to_consents(desk)


def _begins_as(desk: Desk) -> dict[str, Any]:
    """What an earlier consent said, as far as the viewer may know it."""
    earlier = desk.request.GET.get("som")
    if not earlier:
        return {}
    try:
        ground_id = UUID(earlier)
    except ValueError:
        raise Http404 from None
    return renewal(ground_for(desk.user, desk.plan, ground_id), desk.reading)
