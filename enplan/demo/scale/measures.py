"""Measures of the made-up plans: one to three of each, by those who write goals, with a follow-up of some."""

from datetime import date, timedelta

from enplan.demo.scale import texts
from enplan.demo.scale.course import Course
from enplan.demo.scale.writers import Writer
from plans.models import FollowUp, Measure, Progress
from plans.rhythm import Rhythm


def add_measures(course: Course, writers: list[Writer]) -> None:
    able = [writer for writer in writers if writer.writes_goals and not writer.section.is_citizens]
    for _ in range(course.rng.randint(1, 3) if able else 0):
        _add_measure(course, course.rng.choice(able))


def _add_measure(course: Course, writer: Writer) -> None:
    rng = course.rng
    written_at = course.moment(writer.after, writer.before)
    title, law, paragraph, months = rng.choice(texts.MEASURES)
    starts_on = written_at.date() + timedelta(days=rng.randrange(0, 30))
    held_on = _held_on(course, starts_on, months)
    is_over = course.happens(0.2) and held_on is not None
    measure = Measure(
        id=course.new_id(),
        section=writer.section,
        written_by=writer.user,
        written_at=written_at,
        title=title,
        law=law,
        paragraph=paragraph,
        extent=rng.choice(texts.EXTENTS),
        starts_on=starts_on,
        ends_on=held_on if is_over else None,
        follow_up_months=months,
        followed_up_on=held_on,
        progress="" if held_on is None else _progress(course, is_over=is_over),
        status=_status(course, starts_on, is_over=is_over),
        version=1 if held_on is None else 2,
    )
    if not is_over:
        measure.next_follow_up_on = Rhythm.of(measure).next_after(held_on, progress=measure.progress)
    course.add(measure)
    course.record(by=writer.user, at=written_at, thing=measure, section=writer.section, title=(None, title))
    if held_on is not None:
        _add_follow_up(course, writer, measure, held_on)


def _add_follow_up(course: Course, writer: Writer, measure: Measure, held_on: date) -> None:
    at = course.moment(measure.written_at, writer.before)
    held = FollowUp(
        id=course.new_id(),
        measure=measure,
        held_on=held_on,
        happened=course.rng.choice(texts.NOTE_SENTENCES),
        next_on=measure.next_follow_up_on,
        progress=measure.progress,
        result="end" if measure.progress == Progress.ENDED else "continue",
        written_by=writer.user,
        written_at=at,
    )
    course.add(held)
    course.record(by=writer.user, at=at, thing=held, section=writer.section, happened=(None, held.happened))


def _held_on(course: Course, starts_on: date, months: int) -> date | None:
    """The last follow-up, where there has been time for one: mostly when it was due."""
    today = course.end.date()
    passed = (today - starts_on).days // (30 * months)
    if passed < 1:
        return None
    return starts_on + timedelta(days=30 * months * course.rng.randint(max(1, passed - 1), passed))


def _progress(course: Course, *, is_over: bool) -> str:
    if is_over:
        return Progress.ENDED
    return Progress.OFF_TRACK if course.happens(0.2) else Progress.ON_TRACK


def _status(course: Course, starts_on: date, *, is_over: bool) -> str:
    if is_over:
        return Measure.Status.ENDED
    return Measure.Status.PLANNED if starts_on > course.end.date() else Measure.Status.RUNNING
