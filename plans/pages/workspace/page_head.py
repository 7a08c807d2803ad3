"""The head of every page of a plan: whose plan, what one must know at once, and the way between the plan's pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from citizens.models import Ground
from enplan.web import danish
from plans.lookups.transitions import marks_for
from plans.models import TeamMember
from plans.pages.transitions.wording import mark_in_words
from plans.pages.workspace.grounds import areas_in_words, is_in_force, is_lapsing
from plans.reading import Reading
from plans.services.agreeing import is_waiting
from plans.standing import Action

SOON = timedelta(days=30)
NEWLY = timedelta(weeks=6)  # how long what one took over is one tap away
MOST_LAPSES = 1  # more are told of in one line


@dataclass(frozen=True)
class Note:
    """A line in the head: `kind` is the note's class; with an address there is something to do about it."""

    text: str
    kind: str = "note-soon"
    address: str = ""
    link: str = ""
    is_post: bool = False  # the link does it, and is a button


@dataclass(frozen=True)
class Tab:
    name: str
    address: str
    count: int = 0  # how much there is, where that is worth knowing


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
    tabs = [Tab("Plan", reverse("workspace", args=key)), _tasks(reading)]
    tabs.append(Tab("Møder", reverse("meetings", args=key)))
    tabs.append(Tab("Journal", reverse("workspace-journal", args=key)))
    if reading.standing.is_on_team:
        tabs.append(Tab("Spørgsmål", reverse("questions", args=key)))
    if may(Action.NOTE_MESSAGE, reading.plan):
        tabs.append(Tab("Beskeder", reverse("plan-messages", args=key)))
    if may(Action.NOTE_GROUND, reading.plan):
        tabs.append(Tab("Samtykker", reverse("workspace-consents", args=key)))
    if may(Action.SEE_TEAM_WHOLE, reading.plan):
        tabs.append(Tab("Hvem ser hvad", reverse("workspace-who-sees", args=key)))
    if may(Action.MANAGE_TEAM, reading.plan):
        tabs.append(Tab("Team", reverse("workspace-team", args=key)))
    if reading.standing.is_on_team:
        tabs.append(Tab("Overgange", reverse("transitions", args=key)))
        tabs.append(Tab("Kladder", reverse("drafts", args=key)))
    tabs.append(Tab("Historik", reverse("workspace-history", args=key)))
    tabs.append(Tab("Udskriv", reverse("plan-pdf", args=key)))
    return tabs


def _tasks(reading: Reading) -> Tab:
    """With how many are open, of which the viewer sees at least the title."""
    count = sum(task.is_open() for task in (*reading.tasks, *reading.own_titles))
    return Tab("Aftaler", reverse("workspace-tasks", args=[reading.plan.pk]), count)


def _notes(reading: Reading) -> list[Note]:
    plan = reading.plan
    if plan.ended_at is not None:
        return [_ended(reading, plan.ended_at), *_to_make_again(reading)]
    return [
        *_pause(reading),
        *_agreement(reading),
        *_to_make_again(reading),
        *_handover(reading),
        *_taken_over(reading),
        *_lapsing(reading),
        *_ages(reading),
    ]


def _ended(reading: Reading, ended_at: datetime) -> Note:
    plan, day = reading.plan, danish.full_day(ended_at)
    may = reading.standing.may(Action.REOPEN_PLAN, plan)
    where = reverse("workspace-reopen", args=[plan.pk]) if may else ""
    if plan.ended_by_death:
        text = f"{plan.citizen.name} er død. Planen blev afsluttet {day}."
        return Note(text, "note-closed", where, "Er det en fejl?")
    text = f"Planen blev afsluttet {day}: {plan.get_outcome_display()}."
    return Note(text, "note-closed", where, "Tag planen op igen")


def _to_make_again(reading: Reading) -> list[Note]:
    """Once the yes to one plan is over: which plans it stood in place of."""
    plan = reading.plan
    is_over = plan.ended_at is not None or plan.declined_on is not None
    if not is_over or plan.ended_by_death or not reading.standing.may(Action.REPLACE_PLAN, plan):
        return []
    names = [f"{row.kind_name} ({row.law})" for row in reading.to_make_again]
    if not names:
        return []
    where = reverse("workspace-replaced", args=[plan.pk])
    return [Note(f"Skal laves igen: {danish.listing(names)}.", "note-soon", where, "Se andre planer")]


def _pause(reading: Reading) -> list[Note]:
    plan = reading.plan
    if plan.look_again_on is None:
        return []
    is_due = plan.look_again_on <= danish.day_of(reading.at)
    again = f"Se på planen igen {danish.day_near(plan.look_again_on)}"
    # Why is about the citizen's whole life, so it is for those who read the dream (rule 5); that it rests, for all.
    why = f": {plan.pause_reason}" if reading.standing.reads_words else "."
    text = f"Planen holder pause{why} {again}{', det er nu' if is_due else ''}."
    kind = "note-soon" if is_due else "note-info"
    if not reading.standing.may(Action.PAUSE_PLAN, plan):
        return [Note(text, kind)]
    return [Note(text, kind, reverse("workspace-pause", args=[plan.pk]), "Ret eller slut pausen")]


def _agreement(reading: Reading) -> list[Note]:
    plan = reading.plan
    if plan.agreed_on is not None:
        return []
    text = "Planen er uden samtykke: Borgeren har ikke sagt ja til én plan endnu."
    if plan.declined_on is not None:
        text = f"Borgeren sagde nej til én plan {danish.full_day(plan.declined_on)}. Aftal, hvad der så skal ske."
    elif is_waiting(plan):
        text = "Planen er uden samtykke: Ja til én plan venter på alle, der har forældremyndigheden."
        return [Note(text, address=reverse("workspace-consents", args=[plan.pk]), link="Se svarene")]
    if not reading.standing.may(Action.NOTE_GROUND, plan):
        return [Note(text)]
    return [Note(text, address=reverse("workspace-agreement", args=[plan.pk]), link="Notér et ja")]


def _handover(reading: Reading) -> list[Note]:
    offer = reading.handover
    if offer is None:
        return _declined(reading)
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
    waits = f"{offer.to.name} er bedt om at tage over og har ikke svaret endnu."
    return [Note(waits, "note-info", reverse("workspace-team", args=[reading.plan.pk]), "Se teamet")]


def _declined(reading: Reading) -> list[Note]:
    offer = reading.declined_handover
    if offer is None or not reading.standing.may(Action.OFFER_HANDOVER, reading.plan):
        return []
    where = reverse("workspace-handover", args=[reading.plan.pk])
    text = f"{offer.to.name} kan ikke tage over: “{offer.declined_reason}”"
    return [Note(text, "note-soon", where, "Spørg en anden")]


def _taken_over(reading: Reading) -> list[Note]:
    """For who has come to coordinate, some weeks long: the way to the page that gathers what they take over."""
    mine = next((m for m in reading.team if m.user_id == reading.user.pk and m.is_coordinating), None)
    if mine is None:
        return []
    where = reverse("workspace-takeover", args=[reading.plan.pk])
    reopened_at = reading.plan.reopened_at
    if reopened_at is not None and reopened_at > reading.at - NEWLY:
        text = (
            f"Planen blev taget op igen {danish.day_near(reopened_at)}. Samtykkerne fra før gælder ikke mere."
        )
        return [Note(text, "note-info", where, "Se overblikket")]
    if not reading.plan.created_at < mine.starts_at > reading.at - NEWLY:
        return []
    return [Note(taken_over_in_words(mine), "note-info", where, "Se overblikket")]


def taken_over_in_words(member: TeamMember) -> str:
    """ "Overtaget 3. marts." and, for a deputy, until when."""
    if member.capacity == TeamMember.Capacity.DEPUTY and member.ends_at is not None:
        return f"Du er stedfortræder til og med {danish.day(danish.last_day(member.ends_at))}."
    return f"Overtaget {danish.day_near(member.starts_at)}."


def _ages(reading: Reading) -> list[Note]:
    """ "Maja fylder 17½ år 3. maj.", with the checklist one tap away; for who coordinates."""
    if not reading.standing.may(Action.BEGIN_TRANSITION, reading.plan):
        return []
    return [
        Note(
            f"{mark_in_words(mark, reading.plan.citizen.name, danish.day_of(reading.at))}.",
            address=reverse("transition-begin", args=[reading.plan.pk, mark.kind.pk]),
            link="Begynd tjeklisten",
            is_post=True,
        )
        for mark in marks_for(reading.plan)
    ]


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
        first = danish.day(danish.last_day(consents[0].valid_until)) if consents[0].valid_until else ""
        every = Note(
            f"{len(consents)} samtykker udløber snart. Det første gælder til og med {first}.",
            address=reverse("workspace-consents-renew", args=[reading.plan.pk]),
            link="Forny",
        )
        return [every, *(_lapse(reading, ground) for ground in lapsing if not ground.kind.is_consent)]
    return [_lapse(reading, ground) for ground in lapsing]


def _lapse(reading: Reading, ground: Ground) -> Note:
    what = "Samtykket" if ground.kind.is_consent else "Grundlaget"
    ends = ground.valid_until
    day = danish.day(danish.last_day(ends)) if ends else ""
    return Note(
        f"{what} om {areas_in_words(ground, reading)} gælder til og med {day}.",
        address=reverse(
            "workspace-consents-renew" if ground.kind.is_consent else "workspace-consents",
            args=[reading.plan.pk],
        ),
        link="Forny" if ground.kind.is_consent else "Se",
    )
