"""The first page: what people round a table need before anything else. Texts are cut here and are whole in the detail.

It lies open on the table, so drafts, and what is kept from somebody who sits there, are not on it.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils.safestring import SafeString

from enplan.web import charts, danish
from plans.consents_in_words import ConsentLine
from plans.models import Goal, SubGoal, Task
from plans.prints import fitting
from plans.prints.consents import consent_lines
from plans.prints.disputes import DisputeRow, disputes_at_a_glance, height_of
from plans.prints.lately import Curve, curve, news
from plans.prints.measures import measures_at_a_glance
from plans.prints.phrases import (
    LINE,
    capital,
    day,
    due,
    is_told_of_delay,
    levels,
    lies_open,
    lying_open,
    responsible,
    short_first_name,
    shortened,
    then_from_the_left,
    whole,
    whose_words,
)
from plans.prints.transitions import checklists_at_a_glance
from plans.prints.transitions import height_of as height_of_checklists
from plans.reading import Reading

SINCE = timedelta(weeks=4)
MOST_NEWS = 3
MOST = ((3, 5), (1, 5), (1, 2))  # consents and measures: fewer where long names leave no room for them
MOST_NAMES = 3  # in one consent
DREAM = 270
TITLE = 64
WHO = 46
GOAL = 42
NAME, NAME_WIDE = 18.0, 98.0  # points, and millimetres beside the longest name of a coordinator
OWN_WORDS = 12.0  # points
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
    is_overdue: bool


@dataclass(frozen=True)
class Overview:
    dream: str
    dream_by: str
    next_step: NextStep | None
    since: str
    news: list[str]
    curve: Curve | None
    consents: list[ConsentLine] = field(default_factory=list)
    more_consents: str = ""
    tasks: list[TaskRow] = field(default_factory=list)
    more_tasks: str = ""
    goals: list[GoalRow] = field(default_factory=list)
    more_goals: str = ""
    measures: list[str] = field(default_factory=list)
    more_measures: str = ""
    disputes: list[DisputeRow] = field(default_factory=list)
    more_disputes: str = ""
    checklists: list[str] = field(default_factory=list)
    more_checklists: str = ""


def overview(reading: Reading) -> Overview:
    today = day(reading.at)
    all_goals, all_tasks = lying_open(reading)
    tasks = _still_to_do([*all_tasks, *(task for task in reading.own_titles if lies_open(task, reading))])
    goals = [goal for goal in all_goals if goal.status in UNDER_WAY]
    task_rows = [_task_row(task, reading, today) for task in tasks]
    goal_rows = [_goal_row(goal, reading, today) for goal in goals]
    since = max(today - SINCE, reading.plan.started_on)
    new = news(reading, all_goals, all_tasks, since)
    disputes, more_disputes = disputes_at_a_glance(reading)
    checklists, more_checklists = checklists_at_a_glance(reading, all_tasks)
    page = Overview(
        dream=shortened(reading.dream.text, DREAM) if reading.dream else "",
        dream_by=_dream_by(reading, today),
        next_step=_next_step(tasks, reading, today),
        since=danish.day_near(since, today=today),
        news=new[:MOST_NEWS] + _and_more(len(new) - MOST_NEWS, "ting", "ting"),
        curve=curve(reading),
        disputes=disputes,
        more_disputes=more_disputes,
        checklists=checklists,
        more_checklists=more_checklists,
    )
    page = _on_one_page(page, reading)
    tasks_here, goals_here = fitting.shared(
        [_task_height(row) for row in task_rows],
        [_goal_height(row) for row in goal_rows],
        fitting.PAGE - _height(page, reading),
    )
    return replace(
        page,
        tasks=task_rows[:tasks_here],
        more_tasks=_rest(len(tasks), tasks_here, "aftale", "aftaler"),
        goals=goal_rows[:goals_here],
        more_goals=_rest(len(goals), goals_here, "mål", "mål"),
    )


def _on_one_page(page: Overview, reading: Reading) -> Overview:
    """With as many consents and measures as leave the page one, if it were without a row of the two tables."""
    consents = consent_lines(reading, most=MOST_NAMES)
    for most_consents, most_measures in MOST:
        measures, more_measures = measures_at_a_glance(reading, most_measures)
        page = replace(
            page,
            consents=consents[:most_consents],
            more_consents=" ".join(_and_more(len(consents) - most_consents, "samtykke", "samtykker")),
            measures=measures,
            more_measures=more_measures,
        )
        if _height(page, reading) <= fitting.PAGE:
            break
    return page


def _height(page: Overview, reading: Reading) -> float:
    """What everything but the rows of the two tables takes."""
    step = page.next_step
    step_lines = (
        fitting.lines(step.title, fitting.HALF)
        + fitting.lines(f"{step.who} · ! {step.when}", fitting.HALF, fitting.SMALL * fitting.BOLD)
        if step
        else 1
    )
    news_lines = sum(fitting.lines(line, fitting.HALF) for line in page.news)
    said = [f"{c.areas}: {c.receivers} {c.until} ({c.soon})" for c in page.consents]
    consents_lines = sum(fitting.lines(line, fitting.HALF) for line in (*said, page.more_consents))
    measure_lines = sum(fitting.lines(line, fitting.WIDE) for line in (*page.measures, page.more_measures))
    name_lines = fitting.lines(whole(reading.plan.citizen.name), NAME_WIDE, NAME * fitting.BOLD)
    dream_lines = fitting.lines(f"“{page.dream}”", fitting.WIDE, OWN_WORDS) if page.dream else 0
    return (
        fitting.HEAD
        + (name_lines - 1) * 8
        + (dream_lines * 5.8 + 9 if dream_lines else 0)
        + fitting.PART
        + max(step_lines, news_lines) * fitting.LINE
        + 2 * fitting.TABLE
        + (fitting.PART + measure_lines * fitting.LINE if page.measures else 0)
        + height_of(page.disputes, page.more_disputes)
        + height_of_checklists(page.checklists, page.more_checklists)
        + fitting.PART
        + max(fitting.CURVE, consents_lines * fitting.LINE + 2)
    )


def _task_height(row: TaskRow) -> float:
    return fitting.row((row.title, 54), (row.who, 36), (row.goal, 34), (f"! {row.when}", 40 / fitting.BOLD))


def _goal_height(row: GoalRow) -> float:
    lines = fitting.row((row.title, 56), (row.words, 20), (row.levels, 34), (row.due, 20))
    return lines + (fitting.ROW_LINE if row.status else 0)


def _still_to_do(tasks: list[Task]) -> list[Task]:
    """What is not done, the earliest first; own tasks of which only the title may be shown are among them."""
    undone = [task for task in tasks if task.is_open()]
    return sorted(undone, key=lambda task: (task.due_on is None, task.due_on or date.max, task.written_at))


def _and_more(amount: int, one: str, many: str) -> list[str]:
    return [f"og {danish.count(amount, one, many)} mere"] if amount > 0 else []


def _rest(amount: int, here: int, one: str, many: str) -> str:
    """What the table leaves to the next pages; where it has room for none, that there are any."""
    if here == 0 and amount:
        return danish.count(amount, one, many)
    return " ".join(_and_more(amount - here, one, many))


def _dream_by(reading: Reading, today: date) -> str:
    if reading.dream is None:
        return ""
    when = danish.day_near(reading.dream.written_at, today=today)
    if reading.dream.is_by_representative:
        return f"Skrevet for {short_first_name(reading)}, {when}"
    if reading.dream.is_told:
        return f"Fortalt til {then_from_the_left(reading.name_of(reading.dream.written_by))}, {when}"
    whose = "Dine" if reading.standing.is_citizen else danish.possessive(short_first_name(reading))
    return f"{whose} egne ord, {when}"


def _next_step(tasks: list[Task], reading: Reading, today: date) -> NextStep | None:
    """The first thing that is still ahead; without one, the first that waits."""
    ahead = [task for task in tasks if task.due_on is not None and task.due_on >= today]
    task = next(iter(ahead or tasks), None)
    if task is None:
        return None
    return NextStep(
        title=shortened(task.title, LINE),
        who=then_from_the_left(shortened(responsible(task, reading), WHO)),
        when=_agreed_for(task, reading, today),
        is_overdue=is_told_of_delay(reading) and task.is_overdue(today),
    )


def _agreed_for(task: Task, reading: Reading, today: date) -> str:
    if task.due_on is None:
        return "ingen dato endnu"
    if task.is_overdue(today) and not is_told_of_delay(reading):
        return f"aftalt til {due(task.due_on, today)}"
    return due(task.due_on, today)


def _task_row(task: Task, reading: Reading, today: date) -> TaskRow:
    goal = reading.goal_of(task)
    return TaskRow(
        title=shortened(task.title, TITLE),
        who=shortened(responsible(task, reading), WHO),
        when=_agreed_for(task, reading, today),
        is_overdue=is_told_of_delay(reading) and task.is_overdue(today),
        # Of an own task in a closed part only title and date are known: not what goal it serves.
        goal=shortened(goal.title, GOAL) if goal is not None else "",
    )


def _goal_row(goal: Goal, reading: Reading, today: date) -> GoalRow:
    steps = list(goal.subgoals.all())
    reached = sum(step.status == SubGoal.Status.DONE for step in steps)
    return GoalRow(
        title=shortened(goal.title, TITLE),
        words=shortened(whose_words(goal, reading), 20),
        levels=levels(goal),
        status="" if goal.status == Goal.Status.ACTIVE else capital(Goal.Status(goal.status).label),
        bar=charts.step_bar(reached, len(steps), colours=charts.PRINT),
        steps=f"{reached} af {len(steps)}" if steps else "",
        due=due(goal.due_on, today),
    )
