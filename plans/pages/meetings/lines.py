"""A meeting in words: who comes and why, what is to be talked about, what was decided. For everybody's page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.utils.translation import gettext as _

from enplan.web import danish, spoken
from plans.agenda import proposals_for
from plans.lookups.meetings import openings_with
from plans.models import Decision, MeetingPoint, Participant
from plans.pages.disputes.lines import ViewLine, view_lines
from plans.pages.meetings.became import Linked, became_of
from plans.pages.meetings.preparing import asked_to_prepare
from plans.pages.meetings.room import Room
from plans.reading import Reading
from plans.standing import Action


@dataclass(frozen=True)
class PersonLine:
    """Somebody who was asked to come. `said`: whether they come, or were there."""

    pk: UUID
    name: str
    why: str
    said: str
    message: str
    is_me: bool
    prepares: str
    opened: str  # when they first had the agenda on their screen, for who coordinates


@dataclass(frozen=True)
class PointLine:
    pk: UUID
    text: str
    about: str
    can_edit: bool
    can_move: bool
    version: int
    before: UUID | None = None  # the point it can be moved up past
    after: UUID | None = None  # and the one it can be moved down past


@dataclass(frozen=True)
class ProposalLine:
    """What the plan proposes for the agenda."""

    pk: UUID
    text: str
    why: str


@dataclass(frozen=True)
class DecisionLine:
    pk: UUID
    text: str
    said: str
    can_edit: bool
    became: Linked | None


@dataclass(frozen=True)
class ColumnLines:
    """A column of the board."""

    name: str
    points: list[PointLine]


@dataclass(frozen=True)
class DisputeLines:
    """What one disagrees about: the area, and each view."""

    about: str
    pk: UUID
    views: list[ViewLine]


def people_lines(room: Room) -> list[PersonLine]:
    opened = openings_with(room.reading.keys, room.meeting) if room.may(Action.EDIT_MEETING) else {}
    return [person_line(one, room.reading, opened) for one in room.said.participants]


def person_line(one: Participant, reading: Reading, opened: Mapping[UUID, datetime]) -> PersonLine:
    return PersonLine(
        one.pk,
        name_of(one, reading),
        one.why,
        _answer(one),
        one.message if _reads_messages(one, reading) else "",
        is_me(one, reading),
        asked_to_prepare(one) if _reads_messages(one, reading) else "",
        _opened(one, reading, opened),
    )


def _opened(one: Participant, reading: Reading, opened: Mapping[UUID, datetime]) -> str:
    if is_me(one, reading):
        return ""
    user_id = reading.plan.citizen.user_id if one.is_citizen else one.user_id
    if one.contact is not None:
        user_id = one.contact.user_id
    at = opened.get(user_id) if user_id is not None else None
    return f"åbnede dagsordenen {danish.near(at, today=danish.day_of(reading.at))}" if at is not None else ""


def is_me(one: Participant, reading: Reading) -> bool:
    """Does the invitation stand in the reader's own name, or in that of whom they act for?"""
    if one.is_citizen:
        return reading.standing.is_citizens_side
    user_id = one.contact.user_id if one.contact is not None else one.user_id
    return user_id is not None and user_id == reading.user.pk


def name_of(one: Participant, reading: Reading) -> str:
    """Who the row shows may be known: the rule has been asked for it (rule 6)."""
    if one.is_citizen:
        return _("Dig") if reading.standing.is_citizen else reading.plan.citizen.name
    if one.contact is not None:
        return f"{one.contact.name} ({one.contact.relation})"
    if one.user is None:
        return one.outsider
    if one.user.pk == reading.user.pk:
        return _("Dig")
    if not one.user.is_employee:
        return reading.name_of(one.user)
    return f"{one.user.name}, {one.user.department}" if one.user.department else one.user.name


def _reads_messages(one: Participant, reading: Reading) -> bool:
    """What somebody wrote about why they cannot come is for who called it, the citizen, and themselves."""
    return reading.standing.is_citizen or reading.standing.coordinates or is_me(one, reading)


def _answer(one: Participant) -> str:
    if one.was_there is not None:
        return _("var der") if one.was_there else _("var der ikke")
    return {
        Participant.Answer.WAITING: "",
        Participant.Answer.COMES: _("kommer"),
        Participant.Answer.CANNOT: _("kan ikke"),
    }[Participant.Answer(one.answer)]


def point_lines(room: Room, column: str = MeetingPoint.Column.AGENDA) -> list[PointLine]:
    points = [one for one in room.said.points if one.column == column]
    lines = [_point(one, room) for one in points]
    if not (room.takes_lines and room.is_professional and room.may(Action.EDIT_MEETING)):
        return lines
    for upper, lower in pairwise(range(len(points))):
        if points[upper].stands_first == points[lower].stands_first:
            lines[upper] = replace(lines[upper], after=points[lower].pk)
            lines[lower] = replace(lines[lower], before=points[upper].pk)
    return lines


def board_lines(room: Room) -> list[ColumnLines]:
    """The three columns of the board; none for a meeting without one."""
    if not room.meeting.kind.has_columns:
        return []
    names = (
        (MeetingPoint.Column.WORRIES, _("Det bekymrer")),
        (MeetingPoint.Column.WORKS, _("Det virker")),
        (MeetingPoint.Column.NEXT, _("Det skal der ske")),
    )
    return [ColumnLines(name, point_lines(room, column)) for column, name in names]


def _point(point: MeetingPoint, room: Room) -> PointLine:
    reading = room.reading
    by = reading.name_of(point.written_by)
    if point.is_proposed:
        by = _("fra planen")
    elif point.section.is_citizens:
        by = _("dig") if point.written_by_id == reading.user.pk else reading.plan.citizen.name
        if point.is_by_representative:
            by = reading.name_of(point.written_by)
    can_edit = room.takes_lines and room.may(Action.EDIT_POINT, point)
    return PointLine(
        point.pk,
        point.text,
        f"{point.section.area.said_name} · {by}",
        can_edit,
        can_edit
        and room.is_professional
        and any(one.takes_lines and one.pk != room.meeting.pk for one in reading.meetings),
        point.version,
    )


def taken_off_lines(room: Room) -> list[PointLine]:
    return [_point(one, room) for one in room.said.taken_off]


def proposal_lines(room: Room) -> list[ProposalLine]:
    """What is not on the agenda, and was not taken off it, for who calls the meeting."""
    if not (room.takes_lines and room.is_professional and room.may(Action.EDIT_MEETING)):
        return []
    there = {one.about for one in (*room.said.points, *room.said.taken_off) if one.is_proposed}
    return [
        ProposalLine(one.pk, one.text, one.why)
        for one in proposals_for(room.reading, room.meeting)
        if one.thing not in there
    ]


def decision_lines(room: Room) -> list[DecisionLine]:
    return [_decision(one, room) for one in room.said.decisions]


def _decision(decision: Decision, room: Room) -> DecisionLine:
    return DecisionLine(
        decision.pk,
        decision.text,
        decision_in_words(decision, room.reading),
        room.takes_lines and room.may(Action.EDIT_DECISION, decision),
        became_of(decision, room.reading, is_professional=room.is_professional),
    )


def waiting_decisions(room: Room) -> list[Decision]:
    """Those that are not laid in the plan yet and that the reader may lay there."""
    if not room.reading.plan.is_active or room.meeting.is_cancelled:
        return []
    return [one for one in room.said.decisions if not one.became and room.may(Action.EDIT_DECISION, one)]


def decision_in_words(decision: Decision, reading: Reading) -> str:
    """Who sees to it, from when, and where it stands; the area only where the reader reads there."""
    who = reading.responsible_name(decision)
    if decision.responsible_is_citizen and reading.standing.is_citizen:
        who = _("dig")
    said = [
        _("%(who)s står for det") % {"who": who} if who else "",
        _("gælder fra %s") % spoken.day_near(decision.takes_effect_on),
    ]
    if any(section.pk == decision.section_id for section in reading.sections):
        said.append(decision.section.area.said_name)
    text = " · ".join(filter(None, said))
    return text[:1].upper() + text[1:]


def dispute_lines(room: Room) -> list[DisputeLines]:
    """What came up at this meeting."""
    here = (one for one in room.reading.disputes if one.disagreement.meeting_id == room.meeting.pk)
    return [
        DisputeLines(
            one.disagreement.section.area.said_name, one.disagreement.pk, view_lines(one, room.reading)
        )
        for one in here
    ]


def unseen_people(room: Room) -> str:
    """ "og 2 andre" """
    if room.said.unseen <= 0:
        return ""
    return _("og 1 anden") if room.said.unseen == 1 else _("og %d andre") % room.said.unseen
