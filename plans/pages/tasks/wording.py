"""When a task is due, in words, for staff: the citizen is never told that something is late."""

from datetime import date, datetime

from enplan.web import danish
from plans.models import Task

SOON = 6  # days within which the weekday says more than the date


def due_in_words(task: Task, today: date) -> str:
    """ "3 dage over tiden, 7. marts", "i dag", "fredag den 13. marts", "gjort 3. marts"."""
    if task.status == Task.Status.DONE:
        return f"gjort {danish.short_day(task.done_at)}" if task.done_at else "gjort"
    if task.status == Task.Status.CANCELLED:
        return "aflyst"
    if task.due_on is None:
        return "ingen dato"
    if task.is_overdue(today):
        return late_in_words(task.due_on, today)
    away = (task.due_on - today).days
    if 1 < away <= SOON:
        return f"{danish.weekday(task.due_on)} den {danish.day(task.due_on)}"
    return danish.near(task.due_on, today=today)


def late_in_words(due: date | datetime, today: date) -> str:
    """ "3 dage over tiden, 7. marts"; without the date where it is long ago."""
    day = danish.day_of(due)
    late = f"{danish.length((today - day).days)} over tiden"
    return f"{late}, {danish.short_day(day)}" if day.year == today.year else late
