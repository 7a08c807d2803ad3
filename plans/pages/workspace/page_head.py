"""The head of every page of a plan: whose plan, what one must know at once, and the way between the plan's pages."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from citizens.models import Ground
from enplan.web import danish
from plans.pages.workspace.grounds import areas_in_words, is_in_force, is_lapsing
from plans.reading import Reading
from plans.standing import Action

SOON = timedelta(days=30)
MOST_LAPSES = 1  # more are told of in one line


@dataclass(frozen=True)
class Note:
    """A line in the head: `kind` is the note's class; with an address there is something to do about it."""

    text: str
    kind: str = "note-soon"
    address: str = ""
    link: str = ""


@dataclass(frozen=True)
class Tab:
    name: str
    address: str


@dataclass(frozen=True)
class Head:
    """What stands over every page of the plan."""

    name: str
    cpr: str
    notes: list[Note]
    tabs: list[Tab]


def head_of(reading: Reading) -> Head:
    citizen = reading.plan.citizen
    return Head(name=citizen.name, cpr=citizen.cpr_masked, notes=_notes(reading), tabs=_tabs(reading))


def _tabs(reading: Reading) -> list[Tab]:
    key, may = [reading.plan.pk], reading.standing.may
    tabs = [Tab("Plan", reverse("workspace", args=key))]
    tabs.append(Tab("Journal", reverse("workspace-journal", args=key)))
    if may(Action.NOTE_GROUND, reading.plan):
        tabs.append(Tab("Samtykker", reverse("workspace-consents", args=key)))
    if may(Action.SEE_TEAM_WHOLE, reading.plan):
        tabs.append(Tab("Hvem ser hvad", reverse("workspace-who-sees", args=key)))
    if may(Action.MANAGE_TEAM, reading.plan):
        tabs.append(Tab("Team", reverse("workspace-team", args=key)))
    if reading.standing.is_on_team:
        tabs.append(Tab("Kladder", reverse("drafts", args=key)))
    tabs.append(Tab("Historik", reverse("workspace-history", args=key)))
    tabs.append(Tab("Udskriv", reverse("plan-pdf", args=key)))
    return tabs


def _notes(reading: Reading) -> list[Note]:
    plan = reading.plan
    if plan.ended_at is not None:
        ended = f"Planen blev afsluttet {danish.full_day(plan.ended_at)}: {plan.get_outcome_display()}."
        return [Note(ended, kind="note-closed")]
    return [*_agreement(reading), *_handover(reading), *_lapsing(reading)]


def _agreement(reading: Reading) -> list[Note]:
    plan = reading.plan
    if plan.agreed_on is not None:
        return []
    text = "Planen er uden samtykke: Borgeren har ikke sagt ja til én plan endnu."
    if plan.declined_on is not None:
        text = f"Borgeren sagde nej til én plan {danish.full_day(plan.declined_on)}. Aftal, hvad der så skal ske."
    if not reading.standing.may(Action.NOTE_GROUND, plan):
        return [Note(text)]
    return [Note(text, address=reverse("workspace-agreement", args=[plan.pk]), link="Notér et ja")]


def _handover(reading: Reading) -> list[Note]:
    offer = reading.handover
    if offer is None:
        return []
    if offer.to_id == reading.user.pk:
        where = reverse("workspace-handover-accept", args=[reading.plan.pk])
        return [
            Note(
                "Du er blevet bedt om at tage over som koordinerende sagsbehandler.",
                "note-soon",
                where,
                "Se og svar",
            )
        ]
    return [Note(f"{offer.to.name} er bedt om at tage over og har ikke svaret endnu.", kind="note-info")]


def _lapsing(reading: Reading) -> list[Note]:
    if not reading.standing.coordinates:
        return []
    answered = {ground.renews_id for ground in reading.grounds}
    lapsing = [
        ground
        for ground in reading.grounds
        if ground.pk not in answered
        and is_in_force(ground, reading.at)
        and is_lapsing(ground, reading.at, SOON)
    ]
    lapsing.sort(key=lambda ground: str(ground.valid_until))
    consents = [ground for ground in lapsing if ground.kind.is_consent]
    if len(consents) > MOST_LAPSES:
        first = danish.day(consents[0].valid_until) if consents[0].valid_until else ""
        every = Note(
            f"{len(consents)} samtykker udløber, det første {first}.",
            address=reverse("workspace-consents-renew", args=[reading.plan.pk]),
            link="Forny",
        )
        return [every, *(_lapse(reading, ground) for ground in lapsing if not ground.kind.is_consent)]
    return [_lapse(reading, ground) for ground in lapsing]


def _lapse(reading: Reading, ground: Ground) -> Note:
    what = "Samtykket" if ground.kind.is_consent else "Grundlaget"
    ends = ground.valid_until
    day = danish.day(ends) if ends else ""
    return Note(
        f"{what} om {areas_in_words(ground, reading)} udløber {day}.",
        address=reverse(
            "workspace-consents-renew" if ground.kind.is_consent else "workspace-consents",
            args=[reading.plan.pk],
        ),
        link="Forny" if ground.kind.is_consent else "Se",
    )
