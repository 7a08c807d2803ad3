"""The one thing a private person's page opens on: the meeting or the agreement that comes first."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from enplan.web import danish, spoken
from plans.models import Task
from plans.pages.citizen.presenters.tasks import ShownTask, shown_task, today_of
from plans.pages.meetings.cards import MeetingCard
from plans.reading import Reading


@dataclass(frozen=True)
class NextThing:
    """`who` stands for it, where that is somebody else. `task`: it can be ticked right away. `meeting`: it is one."""

    heading: str
    text: str
    who: str = ""
    task: ShownTask | None = None
    meeting: MeetingCard | None = None


def next_thing(reading: Reading, coming: MeetingCard | None) -> NextThing | None:
    """What comes first of the next meeting and the nearest open agreement, the meeting where both are on one day; else
    an own agreement without such a day, else a promise.
    """
    today = today_of(reading)
    ahead = [t for t in reading.tasks if t.is_open() and t.due_on is not None and t.due_on >= today]
    nearest = min(ahead, key=lambda t: (t.due_on, not t.responsible_is_citizen), default=None)
    if coming is not None and reading.next_meeting is not None:
        day = danish.day_of(reading.next_meeting.at)
        if nearest is None or nearest.due_on is None or day <= nearest.due_on:
            return NextThing(coming.when, coming.kind, meeting=coming)
    if nearest is not None:
        return _agreement(nearest, reading, _day_heading(nearest.due_on, today))
    waiting = [t for t in reading.tasks if t.is_open() and t.responsible_is_citizen]
    is_citizen = reading.standing.is_citizen
    if waiting:
        return _agreement(waiting[0], reading, _("Når det passer dig") if is_citizen else _("Når det passer"))
    promised = [task for task in reading.tasks if task.is_open() and reading.responsible_name(task)]
    if promised:
        name = spoken.first_name(reading.plan.citizen.name)
        return _agreement(
            promised[0], reading, _("Det venter du på") if is_citizen else _("Det venter %s på") % name
        )
    return None


def _agreement(task: Task, reading: Reading, heading: str) -> NextThing:
    shown = shown_task(task, reading)
    is_own = task.responsible_is_citizen
    return NextThing(
        heading, task.title, "" if is_own else shown.who, shown if is_own and shown.can_tick else None
    )


def _day_heading(day: date | None, today: date) -> str:
    if day is None:
        return ""
    named = _("%(weekday)s den %(day)s") % {
        "weekday": spoken.weekday(day),
        "day": spoken.day_near(day, today=today),
    }
    if (day - today).days in (0, 1):
        named = f"{spoken.near(day, today=today)}, {named}"
    return named[:1].upper() + named[1:]
