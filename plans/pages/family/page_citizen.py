"""What the citizen's side sees of linked plans. Never the other side's answers, nor who coordinates there."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.lookups.families import KnownSide, plans_open_to
from plans.models import FamilyAnswer, FamilySide
from plans.reading import Reading

Decision = FamilySide.Decision


@dataclass(frozen=True)
class MyFamilyLine:
    """One link. Addresses are empty where there is nothing to answer, end or open."""

    pk: UUID
    name: str
    text: str
    answers: list[str]
    answer: str
    end: str
    open: str


@dataclass(frozen=True)
class MyFamily:
    to_answer: list[MyFamilyLine]
    held: list[MyFamilyLine]
    asked: list[MyFamilyLine]
    over: list[MyFamilyLine]


def my_family(known: list[KnownSide], reading: Reading) -> MyFamily:
    held = [one for one in known if one.is_in_force]
    waiting = [one for one in known if _is_mine_to_answer(one, reading)]
    asked = [one for one in known if one.is_asked and one.side.is_asking and one not in waiting]
    rest = [one for one in known if one not in held and one not in waiting and one not in asked]
    is_open = plans_open_to(reading.user, [one.side for one in held])
    return MyFamily(
        to_answer=[_line(one, reading, is_open) for one in waiting],
        held=[_line(one, reading, is_open) for one in held],
        asked=[_line(one, reading, is_open) for one in asked],
        over=[_line(one, reading, is_open) for one in rest],
    )


def waits_for_family(known: list[KnownSide], reading: Reading) -> bool:
    return any(_is_mine_to_answer(one, reading) for one in known)


def _is_mine_to_answer(one: KnownSide, reading: Reading) -> bool:
    side = one.side
    if not one.is_asked or side.decision != Decision.WAITING or not reading.plan.is_active:
        return False
    return any(row.answer == "waiting" and _is_own(row, side, reading) for row in one.answers)


def _is_own(row: FamilyAnswer, side: FamilySide, reading: Reading) -> bool:
    if side.answering == FamilySide.Answering.CUSTODY:
        return row.representative is not None and row.representative.user_id == reading.user.pk
    return row.representative_id is None


def _line(one: KnownSide, reading: Reading, is_open: frozenset[UUID]) -> MyFamilyLine:
    side = one.side
    key = [reading.plan.pk, side.pk]
    may_end = one.is_in_force or (one.is_asked and side.is_asking)
    return MyFamilyLine(
        pk=side.pk,
        name=side.other_named,
        text=_text(one),
        answers=[_said(row, reading) for row in one.answers if row.answer != "waiting"],
        answer=reverse("my-family-answer", args=key) if _is_mine_to_answer(one, reading) else "",
        end=reverse("my-family-end", args=key) if may_end and reading.plan.is_active else "",
        open=f"{reverse('min-plan')}?plan={side.other_id}" if side.other_id in is_open else "",
    )


def _text(one: KnownSide) -> str:
    side = one.side
    if one.is_in_force:
        until = spoken.full_day(spoken.last_day(side.link.valid_until)) if side.link.valid_until else ""
        return _("Planerne er knyttet sammen til og med %(day)s.") % {"day": until}
    if one.is_asked and side.is_asking and side.decision == Decision.YES:
        return _("Der er sagt ja her. Det gælder først, når den anden også har sagt ja.")
    if one.is_asked and side.decision == Decision.WAITING:
        return _("Det venter på svar.")
    return ""


def _said(row: FamilyAnswer, reading: Reading) -> str:
    """Who coordinates is not named: the citizen reads what was answered, by whom of their own side, and when."""
    if row.representative is not None:
        is_reader = row.representative.user_id == reading.user.pk
        who = _("Dig") if is_reader else row.representative.name
    else:
        who = _("Dig") if reading.standing.is_citizen else spoken.first_name(reading.plan.citizen.name)
    day = spoken.full_day(row.answered_at) if row.answered_at else ""
    return f"{who}: {row.get_answer_display()}, {day}"
