"""One person's copy of a meeting's summary on paper: who does what by when first, the plan's content after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from enplan.web import danish
from plans.lookups.meetings import newest_summary, own_copy_of
from plans.models import CitizenWords, Meeting, MeetingPoint, Summary, Task
from plans.prints.phrases import capital, is_long, shortened, whole
from plans.reading import Reading
from plans.summaries import pieces as kinds
from plans.summaries.consents import consents_frozen, consents_now
from plans.summaries.pieces import Piece
from plans.summaries.showing import pieces_frozen, pieces_now

UNDONE = frozenset(str(Task.Status(status).label) for status in ("not_started", "in_progress"))
SHORT_CHECKSUM = 16


@dataclass(frozen=True)
class Line:
    """A row of a table, or a line of a list; what is empty is left out."""

    text: str
    who: str = ""
    when: str = ""
    status: str = ""
    area: str = ""

    @property
    def is_long(self) -> bool:
        return is_long(self.text)

    @property
    def about(self) -> str:
        """ "Jan Falk · 3. marts 2026 · i gang": what is known of it."""
        return " · ".join(filter(None, [self.who, self.when, self.status]))

    @property
    def whence(self) -> str:
        """ "Bolig, Rasmus Ager": in which area it stands, and who wrote it where that is told."""
        return ", ".join(filter(None, [self.area, self.who]))


@dataclass(frozen=True)
class Thing:
    """A goal or a measure in full."""

    title: str
    facts: list[tuple[str, str]]
    more: list[str]


@dataclass(frozen=True)
class Area:
    name: str
    goals: list[Thing]
    measures: list[Thing]
    tasks: list[Line]
    ratings: list[Line]


@dataclass(frozen=True)
class Column:
    name: str
    lines: list[Line]


@dataclass(frozen=True)
class MeetingPrint:
    """What the template writes down."""

    title: str
    author: str
    name: str
    heading: str
    place: str
    state: str  # which summary it is, or that it is not agreed on
    coordinator: str
    copy: str
    next_step: Line | None
    decisions: list[Line]
    tasks: list[Line]
    disputes: list[Line]
    consents: list[str]
    people: list[Line]
    more_people: str
    programme: list[str]
    points: list[Line]
    columns: list[Column]
    prepared: list[Line]
    words: list[tuple[str, str]]
    areas: list[Area]


def meeting_print(reading: Reading, meeting: Meeting, *, asked: int) -> MeetingPrint:
    """`asked`: how many were asked to come, whether the reader may know them or not."""
    summary = newest_summary(reading.user, meeting) if meeting.is_agreed else None
    if summary is not None:
        copy = own_copy_of(reading.user, summary)
        pieces, consents = pieces_frozen(reading, summary, copy), consents_frozen(reading, copy)
    else:
        pieces, consents = pieces_now(reading, meeting), consents_now(reading)
    by_kind: dict[str, list[Piece]] = {}
    for piece in pieces:
        by_kind.setdefault(piece["kind"], []).append(piece)
    people = [line_of(one) for one in by_kind.get(kinds.PARTICIPANT, [])]
    undone = sorted(
        (one for one in by_kind.get(kinds.TASK, []) if one["status"] in UNDONE),
        key=lambda one: one["when"] or "9999",
    )
    unseen = asked - len(people)
    agenda = by_kind.get(kinds.POINT, [])
    return MeetingPrint(
        title=f"{meeting.kind.name} for {shortened(reading.plan.citizen.name, 120)}",
        author=settings.MUNICIPALITY,
        name=whole(reading.plan.citizen.name),
        heading=heading_of(meeting),
        place=whole(meeting.place),
        state=_state(meeting, summary),
        coordinator=coordinator_line(reading),
        copy=copy_line(reading),
        next_step=line_of(undone[0], "") if undone else None,
        decisions=[line_of(one) for one in by_kind.get(kinds.DECISION, [])],
        tasks=[line_of(one) for one in undone],
        disputes=[line_of(one) for one in by_kind.get(kinds.VIEW, [])],
        consents=[whole(one) for one in consents],
        people=people,
        more_people=f"og {danish.count(unseen, 'anden', 'andre')}" if unseen > 0 else "",
        programme=whole(meeting.programme).splitlines(),
        points=[line_of(one, "") for one in agenda if one["status"] == MeetingPoint.Column.AGENDA],
        columns=_columns(agenda),
        prepared=[line_of(one) for one in by_kind.get(kinds.NOTE, [])],
        words=_words(by_kind.get(kinds.WORDS, []), reading),
        areas=_areas(by_kind),
    )


def heading_of(meeting: Meeting) -> str:
    day = f"{danish.weekday(meeting.at)} den {danish.full_day(meeting.at)}"
    return f"{meeting.kind.name}, {day} kl. {danish.clock_time(meeting.at)}"


def _state(meeting: Meeting, summary: Summary | None) -> str:
    if meeting.is_cancelled:
        return f"Mødet er aflyst: {whole(meeting.cancelled_reason)}"
    if summary is None:
        return "Referatet er ikke godkendt endnu. Sådan ser planen og mødet ud nu."
    version = f", {summary.version}. udgave" if summary.version > 1 else ""
    when = f"{danish.full_day(summary.agreed_at)} kl. {danish.clock_time(summary.agreed_at)}"
    return f"Referat nr. {summary.number}{version} · godkendt {when} · kontroltal {summary.checksum[:SHORT_CHECKSUM]}"


def coordinator_line(reading: Reading) -> str:
    found = reading.coordinator
    if found is None:
        return ""
    return ", ".join(filter(None, [whole(found.user.name), found.user.phone]))


def copy_line(reading: Reading) -> str:
    printed = f"udskrevet {danish.full_day(reading.at)} kl. {danish.clock_time(reading.at)}"
    return f"{danish.possessive(shortened(reading.user.name, 60))} eksemplar · {printed}"


def line_of(piece: Piece, status: str | None = None) -> Line:
    when = danish.full_day(date.fromisoformat(piece["when"])) if piece["when"] else ""
    said = piece["status"] if status is None else status
    return Line(whole(piece["text"]), whole(piece["who"]), when, said, piece["area"])


def _columns(points: Iterable[Piece]) -> list[Column]:
    board = [one for one in MeetingPoint.Column if one != MeetingPoint.Column.AGENDA]
    found = [
        Column(capital(str(one.label)), [line_of(point, "") for point in points if point["status"] == one])
        for one in board
    ]
    return found if any(column.lines for column in found) else []


def _words(pieces: Iterable[Piece], reading: Reading) -> list[tuple[str, str]]:
    whose = danish.possessive(danish.first_name(reading.plan.citizen.name))
    headings = {CitizenWords.Kind.DREAM: f"{whose} drøm", CitizenWords.Kind.MATTERS: "Det er vigtigt"}
    return [(headings[CitizenWords.Kind(one["status"])], whole(one["text"])) for one in pieces]


def _areas(by_kind: dict[str, list[Piece]]) -> list[Area]:
    def of(kind: str, area: str) -> list[Piece]:
        return [one for one in by_kind.get(kind, []) if one["area"] == area]

    of_the_plan = (kinds.GOAL, kinds.MEASURE, kinds.TASK, kinds.RATING)
    named = {
        (one["place"], one["area"]) for kind in of_the_plan for one in by_kind.get(kind, []) if one["area"]
    }
    return [
        Area(
            name=area,
            goals=[_thing(one, "Ansvarlig", "Senest") for one in of(kinds.GOAL, area)],
            measures=[_thing(one, "Udføres af", "Følges op senest") for one in of(kinds.MEASURE, area)],
            tasks=[line_of(one) for one in of(kinds.TASK, area)],
            ratings=[line_of(one, " ".join(one["more"])) for one in of(kinds.RATING, area)],
        )
        for _place, area in sorted(named)
    ]


def _thing(piece: Piece, who: str, when: str) -> Thing:
    day = danish.full_day(date.fromisoformat(piece["when"])) if piece["when"] else ""
    facts = [
        ("Status", capital(piece["status"])),
        *((name, capital(value)) for name, value in (*piece["facts"], *piece["assessed"])),
        (who, piece["who"]),
        (when, day),
    ]
    return Thing(
        whole(piece["text"]),
        [(name, whole(value)) for name, value in facts if value],
        [whole(text) for text in piece["more"]],
    )
