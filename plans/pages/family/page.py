"""What the team's page of linked plans shows: what is in force, and for who coordinates also what is asked."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from enplan.web import danish
from plans.lookups.families import KnownSide, coordinators_of_family, plans_open_to, plans_to_talk_in
from plans.models import FamilyAnswer, FamilySide
from plans.pages.workspace.desk import Desk
from plans.standing import Action

STATES = {
    FamilySide.Decision.WAITING: "Venter på svar.",
    FamilySide.Decision.NO: "Der er sagt nej.",
    FamilySide.Decision.CLOSED: "Der blev ikke svaret.",
}
NOT_PUT = "Der er sagt ja til at spørge den anden."
PUT = "Den anden er spurgt. Det gælder først, når der også er sagt ja dér."


@dataclass(frozen=True)
class HeldLine:
    """A link in force. Addresses are empty where there is nothing to open or end."""

    pk: UUID
    name: str
    until: str
    coordinator: str
    open: str
    talk: str
    end: str


@dataclass(frozen=True)
class AnswerLine:
    who: str
    said: str
    note: str


@dataclass(frozen=True)
class AskedLine:
    pk: UUID
    name: str
    own_named: str
    state: str
    answers: list[AnswerLine]
    ask_other: str
    end: str


@dataclass(frozen=True)
class FamilyPage:
    held: list[HeldLine]
    asked: list[AskedLine]
    coordinates: bool
    is_active: bool


def family_page(known: list[KnownSide], desk: Desk) -> FamilyPage:
    held = [one.side for one in known if one.is_in_force]
    may = desk.plan.is_active and desk.standing.may(Action.LINK_FAMILY, desk.plan)
    return FamilyPage(
        held=held_lines(held, desk, may=may),
        asked=[_asked(one, desk) for one in known if one.is_asked and may],
        coordinates=may,
        is_active=desk.plan.is_active,
    )


def held_lines(sides: list[FamilySide], desk: Desk, *, may: bool) -> list[HeldLine]:
    names = coordinators_of_family(desk.user, sides) if sides else {}
    is_open = plans_open_to(desk.user, sides)
    talks = plans_to_talk_in(desk.user, is_open) if desk.standing.is_caseworker else frozenset()
    return [
        HeldLine(
            pk=side.pk,
            name=side.other_named,
            until=danish.full_day(danish.last_day(side.link.valid_until)) if side.link.valid_until else "",
            coordinator=names.get(side.pk, ""),
            open=reverse("workspace", args=[side.other_id]) if side.other_id in is_open else "",
            talk=reverse("family-talk", args=[desk.plan.pk, side.pk]) if side.other_id in talks else "",
            end=reverse("family-end", args=[desk.plan.pk, side.pk]) if may else "",
        )
        for side in sides
    ]


def _asked(one: KnownSide, desk: Desk) -> AskedLine:
    side = one.side
    key = [desk.plan.pk, side.pk]
    is_yes = side.decision == FamilySide.Decision.YES
    state = STATES.get(FamilySide.Decision(side.decision), NOT_PUT if side.other_id is None else PUT)
    return AskedLine(
        pk=side.pk,
        name=side.other_named,
        own_named=side.own_named,
        state=state,
        answers=[_answer(row, side, key) for row in one.answers],
        ask_other=reverse("family-ask-other", args=key) if is_yes and side.other_id is None else "",
        end=reverse("family-end", args=key),
    )


def _answer(row: FamilyAnswer, side: FamilySide, key: list[UUID]) -> AnswerLine:
    is_missing = row.answer == "waiting" and side.decision == FamilySide.Decision.WAITING
    return AnswerLine(
        who=row.representative.name if row.representative else "Borgeren",
        said=str(row.get_answer_display()),
        note=reverse("family-note", args=[*key, row.pk]) if is_missing else "",
    )
