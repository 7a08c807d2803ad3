"""The first page: what people round a table need before anything else. Texts are cut here and are whole in the detail.

It lies open on the table, so drafts, and what is kept from somebody who sits there, are not on it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from enplan.web import charts, danish
from plans.models import Goal, Rating, SubGoal, Task
from plans.prints.consents import ConsentLine, consent_lines
from plans.prints.phrases import (
    LINE,
    capital,
    citizen_first_name,
    day,
    due,
    is_told_of_delay,
    levels,
    lies_open,
    responsible,
    shortened,
    whose_words,
)
from plans.reading import Reading

SINCE = timedelta(weeks=4)
MOST_TASKS = 8
MOST_GOALS = 6
MOST_NEWS = 4
MOST_CONSENTS = 4
DREAM = 280
UNDER_WAY = (Goal.Status.ACTIVE, Goal.Status.PROPOSED, Goal.Status.BLOCKED, Goal.Status.NOT_WORKING)


@dataclass(frozen=True)
class TaskRow:
    title: str
    who: str
    when: str
    is_overdue: bool
    goal: str


@dataclass(frozen=True)
class GoalRow:
    title: str
    words: str
    levels: str
    status: str  # only when it is not simply under way
    bar: SafeString
    steps: str
    due: str


@dataclass(frozen=True)
class NextStep:
    title: str
    who: str
    when: str


@dataclass(frozen=True)
class Curve:
    picture: SafeString
    in_words: str


@dataclass(frozen=True)
class Overview:
    dream: str
    dream_by: str
    next_step: NextStep | None
    since: str
    news: list[str]
    tasks: list[TaskRow]
    more_tasks: str
    goals: list[GoalRow]
    more_goals: str
    curve: Curve | None
    consents: list[ConsentLine]
    more_consents: str


def overview(reading: Reading) -> Overview:
    today = day(reading.at)
    tasks = open_tasks(reading)
    goals = [g for g in reading.goals if g.status in UNDER_WAY and not g.is_draft and lies_open(g, reading)]
    consents = consent_lines(reading)
    news = _news(reading, today)
    return Overview(
        dream=shortened(reading.dream.text, DREAM) if reading.dream else "",
        dream_by=_dream_by(reading, today),
        next_step=_next_step(tasks, reading, today),
        since=danish.day_near(today - SINCE, today=today),
        news=news[:MOST_NEWS] + _and_more(len(news) - MOST_NEWS, "ting", "ting"),
        tasks=[_task_row(task, reading, today) for task in tasks[:MOST_TASKS]],
        more_tasks=" ".join(_and_more(len(tasks) - MOST_TASKS, "aftale", "aftaler")),
        goals=[_goal_row(goal, reading, today) for goal in goals[:MOST_GOALS]],
        more_goals=" ".join(_and_more(len(goals) - MOST_GOALS, "mål", "mål")),
        curve=_curve(reading),
        consents=consents[:MOST_CONSENTS],
        more_consents=" ".join(_and_more(len(consents) - MOST_CONSENTS, "samtykke", "samtykker")),
    )


def open_tasks(reading: Reading) -> list[Task]:
    """What is still to be done, the earliest first; own tasks of which only the title may be shown among them."""
    tasks = [
        task
        for task in (*reading.tasks, *reading.own_titles)
        if task.is_open() and not task.is_draft and lies_open(task, reading)
    ]
    return sorted(tasks, key=lambda task: (task.due_on is None, task.due_on or date.max, task.written_at))


def _and_more(amount: int, one: str, many: str) -> list[str]:
    return [f"og {danish.count(amount, one, many)} mere"] if amount > 0 else []


def _dream_by(reading: Reading, today: date) -> str:
    if reading.dream is None:
        return ""
    when = danish.day_near(reading.dream.written_at, today=today)
    if reading.dream.is_by_representative:
        return f"Skrevet for {citizen_first_name(reading)}, {when}"
    whose = "Dine" if reading.standing.is_citizen else danish.possessive(citizen_first_name(reading))
    return f"{whose} egne ord, {when}"


def _next_step(tasks: list[Task], reading: Reading, today: date) -> NextStep | None:
    """The first thing that is still ahead; without one, the first that waits."""
    ahead = [task for task in tasks if task.due_on is not None and task.due_on >= today]
    task = next(iter(ahead or tasks), None)
    if task is None:
        return None
    return NextStep(
        shortened(task.title, LINE), responsible(task, reading), _agreed_for(task, reading, today)
    )


def _agreed_for(task: Task, reading: Reading, today: date) -> str:
    if task.due_on is None:
        return "ingen dato endnu"
    if task.is_overdue(today) and not is_told_of_delay(reading):
        return f"aftalt til {due(task.due_on, today)}"
    return due(task.due_on, today)


def _task_row(task: Task, reading: Reading, today: date) -> TaskRow:
    seen = {goal.pk for goal in reading.goals}
    return TaskRow(
        title=shortened(task.title),
        who=shortened(responsible(task, reading), 60),
        when=_agreed_for(task, reading, today),
        is_overdue=is_told_of_delay(reading) and task.is_overdue(today),
        # Of an own task in a closed part only title and date are known: not what goal it serves.
        goal=shortened(task.goal.title, 45) if task.goal is not None and task.goal_id in seen else "",
    )


def _goal_row(goal: Goal, reading: Reading, today: date) -> GoalRow:
    steps = list(goal.subgoals.all())
    reached = sum(step.status == SubGoal.Status.DONE for step in steps)
    return GoalRow(
        title=shortened(goal.title),
        words=shortened(whose_words(goal, reading), 30),
        levels=levels(goal),
        status="" if goal.status == Goal.Status.ACTIVE else capital(Goal.Status(goal.status).label),
        bar=charts.step_bar(reached, len(steps), colours=charts.PRINT),
        steps=f"{reached} af {len(steps)}" if steps else "",
        due=due(goal.due_on, today),
    )


def _news(reading: Reading, today: date) -> list[str]:
    """What has happened in the last weeks: done, begun, and how the wellbeing has moved."""
    since = today - SINCE
    done = [
        t
        for t in reading.tasks
        if t.done_at is not None and day(t.done_at) >= since and lies_open(t, reading)
    ]
    begun = [
        goal
        for goal in reading.goals
        if day(goal.written_at) >= since > reading.plan.started_on
        and not goal.is_draft
        and lies_open(goal, reading)
    ]
    lines = [
        f"Gjort: {shortened(task.title, 70)}"
        for task in sorted(done, key=lambda task: task.done_at or reading.at, reverse=True)
    ]
    lines += [f"Nyt mål: {shortened(goal.title, 70)}" for goal in begun]
    values = [(r.rated_on, r.value) for r in _overall(reading) if r.value is not None]
    if len(values) > 1 and values[-1][0] >= since:
        (_, before), (_, now) = values[-2:]
        lines.insert(0, f"Trivsel: stadig {now}." if before == now else f"Trivsel fra {before} til {now}.")
    return lines


def _overall(reading: Reading) -> list[Rating]:
    return [r for r in reading.ratings if r.section_id is None and r.is_by_citizen and lies_open(r, reading)]


def _curve(reading: Reading) -> Curve | None:
    ratings = _overall(reading)
    if not ratings:
        return None
    points = [
        (r.rated_on, r.value, f"{danish.short_day(r.rated_on)}: {'?' if r.value is None else r.value}")
        for r in ratings
    ]
    return Curve(charts.wellbeing_curve(points, colours=charts.PRINT), charts.curve_in_words(points))
