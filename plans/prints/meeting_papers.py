"""What is printed around a meeting beside its summary: the agenda, the agreement to be signed, and the letters.

Of what the reader sees, and of that only what may lie on the table (`plans.summaries.pieces`).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings

from citizens.ages import is_of_age
from enplan.web import danish
from plans.models import Decision, Meeting, MeetingPoint, Participant
from plans.prints.meeting import UNDONE, Line, coordinator_line, copy_line, heading_of, line_of
from plans.prints.phrases import capital, shortened, whole
from plans.reading import Reading
from plans.summaries import pieces as kinds
from plans.summaries.pieces import Piece, lies_open
from plans.summaries.showing import pieces_now

NO_DAY = "9999"


@dataclass(frozen=True)
class Paper:
    """What the head and foot of each of them say."""

    title: str
    author: str
    name: str
    heading: str
    place: str
    coordinator: str
    copy: str


@dataclass(frozen=True)
class AgendaPrint(Paper):
    citizens_points: list[Line] = field(default_factory=list)
    points: list[Line] = field(default_factory=list)
    programme: list[str] = field(default_factory=list)
    prepared: list[Line] = field(default_factory=list)
    last_time: str = ""  # which meeting that was
    decisions: list[Line] = field(default_factory=list)
    tasks: list[Line] = field(default_factory=list)
    people: list[Line] = field(default_factory=list)
    more_people: str = ""


@dataclass(frozen=True)
class AgreementPrint(Paper):
    first: str = ""
    decisions: list[Line] = field(default_factory=list)
    tasks: list[Line] = field(default_factory=list)
    is_child: bool = False
    writer: str = ""


@dataclass(frozen=True)
class InvitationPrint:
    """A letter: to the citizen by name and with who comes; to all others without a word of whose meeting it is."""

    title: str
    author: str
    to: str
    is_citizen: bool
    why: str
    when: str
    place: str
    programme: list[str]
    people: list[str]
    contact: str
    copy: str


def agenda_print(reading: Reading, meeting: Meeting, *, asked: int) -> AgendaPrint:
    """`asked`: how many were asked to come, whether the reader may know them or not."""
    by_kind = _by_kind(reading, meeting)
    points = [one for one in by_kind.get(kinds.POINT, []) if one["status"] == MeetingPoint.Column.AGENDA]
    people = [line_of(one) for one in by_kind.get(kinds.PARTICIPANT, [])]
    last, decisions = _last_time(reading, meeting)
    unseen = asked - len(people)
    return AgendaPrint(
        **_paper(reading, meeting, "Dagsorden"),
        citizens_points=[line_of(one, "") for one in points if one["who"]],
        points=[line_of(one, "") for one in points if not one["who"]],
        programme=whole(meeting.programme).splitlines(),
        prepared=[line_of(one) for one in by_kind.get(kinds.NOTE, [])],
        last_time=last,
        decisions=decisions,
        tasks=_undone(by_kind, until=danish.day_of(meeting.at)),
        people=people,
        more_people=f"og {danish.count(unseen, 'anden', 'andre')}" if unseen > 0 else "",
    )


def agreement_print(reading: Reading, meeting: Meeting) -> AgreementPrint:
    """What was decided, and who does what by when, to be signed by the citizen."""
    by_kind = _by_kind(reading, meeting)
    user = reading.user
    return AgreementPrint(
        **_paper(reading, meeting, "Aftale"),
        first=whole(danish.first_name(reading.plan.citizen.name)),
        decisions=[line_of(one) for one in by_kind.get(kinds.DECISION, [])],
        tasks=_undone(by_kind),
        is_child=not is_of_age(reading.plan.citizen, at=reading.at),
        writer=whole(", ".join(filter(None, [user.name, str(user.department or "")]))),
    )


def invitation_print(
    reading: Reading, meeting: Meeting, to: Participant, names: list[str]
) -> InvitationPrint:
    """`names`: the others who were asked, as the reader may know them. Only the citizen's own letter holds them."""
    found = reading.coordinator
    contact = [found.user.name, found.user.phone] if found else []
    start, end = (
        danish.clock_time(meeting.at),
        danish.clock_time(meeting.at + timedelta(minutes=meeting.minutes)),
    )
    day = f"{danish.weekday(meeting.at)} den {danish.full_day(meeting.at)}"
    return InvitationPrint(
        title=f"Indkaldelse til møde {danish.full_day(meeting.at)}",
        author=settings.MUNICIPALITY,
        to=whole(reading.plan.citizen.name if to.is_citizen else _name(to)),
        is_citizen=to.is_citizen,
        why=whole(to.why),
        when=capital(f"{day} kl. {start} til {end}"),
        place=whole(meeting.place),
        programme=whole(meeting.programme).splitlines() if to.is_citizen else [],
        people=[whole(name) for name in names] if to.is_citizen else [],
        contact=whole(", tlf. ".join(filter(None, contact))),
        copy=f"Udskrevet {danish.full_day(reading.at)} kl. {danish.clock_time(reading.at)}",
    )


def _name(to: Participant) -> str:
    if to.contact is not None:
        return to.contact.name
    return to.user.name if to.user is not None else to.outsider


def _paper(reading: Reading, meeting: Meeting, what: str) -> dict[str, str]:
    return {
        "title": f"{what} for {shortened(reading.plan.citizen.name, 120)}",
        "author": settings.MUNICIPALITY,
        "name": whole(reading.plan.citizen.name),
        "heading": heading_of(meeting),
        "place": whole(meeting.place),
        "coordinator": coordinator_line(reading),
        "copy": copy_line(reading),
    }


def _by_kind(reading: Reading, meeting: Meeting) -> dict[str, list[Piece]]:
    found: dict[str, list[Piece]] = {}
    for piece in pieces_now(reading, meeting):
        found.setdefault(piece["kind"], []).append(piece)
    return found


def _undone(by_kind: dict[str, list[Piece]], *, until: date = date.max) -> list[Line]:
    """What is not done; with `until` that which is agreed for no later day."""
    undone = [one for one in by_kind.get(kinds.TASK, []) if one["status"] in UNDONE]
    if until < date.max:
        undone = [one for one in undone if one["when"] and one["when"] <= until.isoformat()]
    return [line_of(one) for one in sorted(undone, key=lambda one: one["when"] or NO_DAY)]


def _last_time(reading: Reading, meeting: Meeting) -> tuple[str, list[Line]]:
    """The newest earlier meeting of which the reader sees a decision, and what was decided there."""
    earlier = [one for one in reading.decisions if one.meeting.at < meeting.at and lies_open(one, reading)]
    if not earlier:
        return "", []
    last = earlier[0].meeting
    decided = [_decision(one, reading) for one in earlier if one.meeting_id == last.pk]
    return f"{last.kind.name}, {danish.full_day(last.at)}", decided


def _decision(one: Decision, reading: Reading) -> Line:
    who = reading.responsible_name(one)
    return Line(whole(one.text), whole(who), danish.full_day(one.takes_effect_on), "", one.section.area.name)
