"""What stands in a plan: six to ten goals, tasks and ratings, with steps and history."""

from datetime import date, datetime, timedelta
from typing import Any

from enplan.accounts.models import User
from enplan.demo.scale import texts
from enplan.demo.scale.course import Course
from enplan.demo.scale.writers import Writer
from plans.models import Goal, Rating, Section, SubGoal, Task

GOAL_STATUS = ("active", "active", "active", "reached", "not_working", "changed", "stopped", "blocked")
NEEDS_REASON = frozenset({"not_working", "changed", "stopped", "blocked"})
TASK_STATUS = ("not_started", "in_progress", "done", "done", "cancelled")
WORDS = ("citizen", "agreed", "agreed", "hypothesis")
TYPES = ("develop", "develop", "maintain", "limit_loss")


def add_content(course: Course, writers: list[Writer]) -> None:
    """Goals and tasks by those who have a part in the plan, and numbers on the ruler."""
    goals: list[tuple[Writer, Goal]] = []
    with_goals = [writer for writer in writers if writer.writes_goals]
    for _ in range(course.rng.randint(2, 4)):
        writer = course.rng.choice(with_goals)
        goals.append((writer, _add_goal(course, writer)))
    for _ in range(course.rng.randint(2, 4)):
        if goals and course.happens(0.7):
            writer, goal = course.rng.choice(goals)
            _add_task(course, writer, goal)
        else:
            _add_task(course, course.rng.choice(writers), None)
    for _ in range(2):
        _add_rating(course, course.rng.choice(writers))
    if course.login is not None:
        for months in range(course.rng.randint(0, 2)):
            _add_overall_rating(course, course.login, months)


def _guards(course: Course, writer: Writer, written_at: datetime) -> dict[str, Any]:
    """Few are drafts, kept by the citizen, or withheld from the citizen with a leader's approval."""
    if writer.section.is_citizens:
        return {"is_private": course.happens(0.06)}
    if course.happens(0.03):
        return {"is_draft": True}
    if course.happens(0.005):
        leader = course.place.leaders[course.place.unit(writer.user).key]
        until = written_at + timedelta(days=course.rng.randrange(10, 60))
        return {"withheld_until": until, "withheld_ground": texts.REASONS[0], "withheld_approved_by": leader}
    return {}


def _add_goal(course: Course, writer: Writer) -> Goal:
    rng, section = course.rng, writer.section
    written_at = course.moment(writer.after, writer.before)
    proposed = section.is_citizens and course.happens(0.6)
    status = "proposed" if proposed else rng.choice(GOAL_STATUS)
    goal = Goal(
        id=course.new_id(),
        section=section,
        written_by=writer.user,
        written_at=written_at,
        title=rng.choice(texts.GOALS[section.area_id]),
        why=rng.choice(texts.WHYS),
        words="citizen" if section.is_citizens else rng.choice(WORDS),
        type=rng.choice(TYPES),
        due_on=_some_day(course, written_at),
        expected=rng.choice((None, 0, 1, 2)),
        actual=rng.choice((None, 1, 2, 3, 4)),
        status=status,
        reason=rng.choice(texts.REASONS) if status in NEEDS_REASON else "",
        responsible=None if section.is_citizens else writer.user,
        responsible_is_citizen=section.is_citizens,
        version=1 if status in ("active", "proposed") else 2,
        **_guards(course, writer, written_at),
    )
    course.add(goal)
    course.record(by=writer.user, at=written_at, thing=goal, section=section, title=(None, goal.title))
    if goal.version > 1:
        at = course.moment(written_at, writer.before)
        course.record(by=writer.user, at=at, thing=goal, section=section, status=("active", status))
    _add_steps(course, writer, goal)
    return goal


def _add_steps(course: Course, writer: Writer, goal: Goal) -> None:
    for position in range(0 if goal.status == "proposed" else course.rng.randint(0, 3)):
        step = SubGoal(
            id=course.new_id(),
            goal=goal,
            title=course.rng.choice(texts.STEPS),
            status=course.rng.choice(("not_started", "in_progress", "done")),
            position=position,
            written_by=writer.user,
            written_at=goal.written_at,
        )
        course.add(step)
        course.record(
            by=writer.user,
            at=goal.written_at,
            thing=step,
            section=goal.section,
            title=(None, step.title),
        )


def _add_task(course: Course, writer: Writer, goal: Goal | None) -> None:
    rng, section = course.rng, writer.section
    written_at = course.moment(goal.written_at if goal else writer.after, writer.before)
    status = rng.choice(TASK_STATUS)
    changed_at = course.moment(written_at, writer.before)
    task = Task(
        id=course.new_id(),
        section=section,
        goal=goal,
        written_by=writer.user,
        written_at=written_at,
        title=rng.choice(texts.TASKS),
        due_on=_some_day(course, written_at),
        status=status,
        done_at=changed_at if status == "done" else None,
        version=1 if status == "not_started" else 2,
        **_guards(course, writer, written_at),
        **_responsible(course, writer),
    )
    course.add(task)
    course.record(by=writer.user, at=written_at, thing=task, section=section, title=(None, task.title))
    if task.version > 1:
        course.record(
            by=writer.user, at=changed_at, thing=task, section=section, status=("not_started", status)
        )


def _responsible(course: Course, writer: Writer) -> dict[str, Any]:
    """The citizen, a relative, a colleague on the team, nobody yet, or the writer."""
    draw = course.rng.random()
    if writer.section.is_citizens or draw < 0.3:
        return {"responsible_is_citizen": True}
    if draw < 0.35 and course.network:
        return {"responsible_contact": course.network[0]}
    if draw < 0.45:
        return {"responsible": course.rng.choice(course.memberships).member.user}
    return {} if draw < 0.5 else {"responsible": writer.user}


def _add_rating(course: Course, writer: Writer) -> None:
    """The citizen's number in the citizen's part, or a professional's beside it."""
    written_at = course.moment(writer.after, writer.before)
    is_citizens = writer.section.is_citizens
    _store_rating(course, writer.user, written_at, section=writer.section, is_by_citizen=is_citizens)


def _add_overall_rating(course: Course, citizen: User, months: int) -> None:
    earliest = course.plan.created_at + timedelta(days=30 * months)
    _store_rating(course, citizen, course.moment(earliest, course.end), section=None, is_by_citizen=True)


def _store_rating(
    course: Course, by: User, written_at: datetime, *, section: Section | None, is_by_citizen: bool
) -> None:
    value = course.rng.choice((None, 1, 2, 3, 4, 5, 6, 7, 8))
    rating = Rating(
        id=course.new_id(),
        plan=course.plan,
        section=section,
        value=value,
        note=course.rng.choice(texts.NOTES),
        rated_on=written_at.date(),
        is_by_citizen=is_by_citizen,
        written_by=by,
        written_at=written_at,
    )
    course.add(rating)
    after = "ved ikke" if value is None else value
    course.record(by=by, at=written_at, thing=rating, section=section, value=(None, after))


def _some_day(course: Course, written_at: datetime) -> date | None:
    """A deadline within a year, or none."""
    return written_at.date() + timedelta(days=course.rng.randrange(14, 360)) if course.happens(0.8) else None
