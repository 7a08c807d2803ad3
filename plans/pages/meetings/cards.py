"""Meetings as they stand on other pages: the next one, those that were, and what was decided last."""

from dataclasses import dataclass, field

from django.urls import reverse

from plans.lookups.meetings import participants_with
from plans.models import Decision, Meeting
from plans.pages.meetings.lines import decision_in_words, name_of
from plans.pages.meetings.wording import when_of
from plans.reading import Reading

NEWEST_DECISIONS = 5
NEWEST_MEETINGS = 3


@dataclass(frozen=True)
class MeetingCard:
    """`people`: names of those who come, as far as the reader may know them; filled only where it is asked for."""

    kind: str
    when: str
    place: str
    address: str
    people: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class DecisionCard:
    """`address`: the meeting."""

    text: str
    said: str
    address: str


@dataclass(frozen=True)
class Meetings:
    """What a private person's page says of meetings."""

    next: MeetingCard | None
    cancelled: MeetingCard | None  # one that was to come
    earlier: list[MeetingCard]

    def __bool__(self) -> bool:
        return bool(self.next or self.cancelled or self.earlier)


def next_card(reading: Reading) -> MeetingCard | None:
    return _card(reading.next_meeting) if reading.next_meeting and reading.plan.is_active else None


def newest_decisions(reading: Reading) -> list[DecisionCard]:
    return [
        DecisionCard(one.text, decision_in_words(one, reading), _address(one))
        for one in reading.decisions[:NEWEST_DECISIONS]
    ]


def meetings_of(reading: Reading) -> Meetings:
    """The next with who comes: one query more, asked only where there is one."""
    coming = reading.next_meeting if reading.plan.is_active else None
    over = [one for one in reading.meetings if one.ends_at <= reading.at and not one.is_cancelled]
    dropped = [one for one in reading.meetings if one.is_cancelled and one.at > reading.at]
    return Meetings(
        _card(coming, _people(reading, coming)) if coming else None,
        _card(dropped[0]) if dropped and reading.plan.is_active else None,
        [_card(one) for one in reversed(over)][:NEWEST_MEETINGS],
    )


def _people(reading: Reading, meeting: Meeting) -> list[str]:
    found = participants_with(reading.keys, meeting)
    return [name_of(one, reading) for one in found if not (one.is_citizen and reading.standing.is_citizen)]


def _card(meeting: Meeting, people: list[str] | None = None) -> MeetingCard:
    address = reverse("meeting", args=[meeting.plan_id, meeting.pk])
    return MeetingCard(meeting.kind.said_name, when_of(meeting), meeting.place, address, people or [])


def _address(decision: Decision) -> str:
    return reverse("meeting", args=[decision.section.plan_id, decision.meeting_id])
