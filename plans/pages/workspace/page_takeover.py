"""The page for who takes a plan over: all that must not be lost on the way, from what they may see and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from citizens.models import Ground
from enplan.audit.models import Change
from enplan.web import danish
from plans.models import Goal, Task, TeamMember
from plans.pages.disputes.lines import DisputeLine, dispute_line
from plans.pages.meetings.cards import MeetingCard, next_card
from plans.pages.places import goal_at_plan
from plans.pages.workspace.changes import Event, events_of
from plans.pages.workspace.grounds import areas_in_words, is_in_force, is_lapsing
from plans.pages.workspace.page_side import closed_in_words
from plans.pages.workspace.page_tasks import TaskLine, task_lines
from plans.reading import Reading
from plans.renewing import renewable
from plans.standing import Action

WORKED_ON = (Goal.Status.ACTIVE, Goal.Status.NOT_WORKING, Goal.Status.BLOCKED)
LAPSES_WITHIN = timedelta(days=60)
BEFORE_ONES_TIME = timedelta(days=30)
AT_ONCE = timedelta(minutes=10)  # one term ends and the next begins in one handover
MOST_EVENTS = 20
MANY_LINES = 10


@dataclass(frozen=True)
class Orphan:
    """A goal or an agreement whose responsible is nobody any more, or who has just handed the plan over."""

    title: str
    kind: str
    why: str
    address: str


@dataclass(frozen=True)
class GoalLine:
    title: str
    who: str
    status: str
    address: str


@dataclass(frozen=True)
class TakeoverPage:
    title: str
    dream: str
    matters: str
    orphans: list[Orphan]
    tasks: list[TaskLine]
    goals: list[GoalLine]
    disputes: list[DisputeLine]  # open ones
    meeting: MeetingCard | None  # the next one
    follow_up: str  # when the plan as a whole is followed up
    lapsing: list[str]
    to_ask_again: list[str]
    closed: list[str]
    since: datetime
    events: list[Event]
    has_more_events: bool
    renew: str
    ask: str
    is_active: bool

    @property
    def is_long(self) -> bool:
        """So long that one looks for a part of it."""
        return len(self.orphans) + len(self.tasks) + len(self.goals) > MANY_LINES


def changes_begin(reading: Reading, earlier_visit: datetime | None) -> datetime:
    """From when changes are unread: the visit before this one, or a month before one came to coordinate."""
    mine = own_term(reading)
    came = mine.starts_at if mine else reading.at
    return earlier_visit if earlier_visit and earlier_visit < came else came - BEFORE_ONES_TIME


def own_term(reading: Reading) -> TeamMember | None:
    """As what the viewer coordinates now."""
    return next((m for m in reading.team if m.user_id == reading.user.pk and m.is_coordinating), None)


def takeover_page(reading: Reading, *, since: datetime, changes: Iterable[Change]) -> TakeoverPage:
    events = events_of(changes, reading)
    goals = [goal for goal in reading.goals if goal.status in WORKED_ON and not goal.is_draft]
    tasks = [task for task in reading.tasks if task.is_open() and not task.is_draft]
    goals_and_tasks: list[Goal | Task] = [*goals, *tasks]
    key = [reading.plan.pk]
    return TakeoverPage(
        title=_title(reading),
        dream=reading.dream.text if reading.dream else "",
        matters=reading.matters.text if reading.matters else "",
        orphans=[line for thing in goals_and_tasks if (line := _orphan(thing, reading))],
        tasks=task_lines(tasks, reading),
        goals=[_goal(goal, reading) for goal in goals],
        disputes=[dispute_line(one, reading) for one in reading.disputes if one.disagreement.is_open],
        meeting=next_card(reading),
        follow_up=_follow_up(reading),
        lapsing=[
            _lapse(ground, reading)
            for ground in sorted(reading.grounds, key=lambda ground: str(ground.valid_until))
            if is_in_force(ground, reading.at) and is_lapsing(ground, reading.at, LAPSES_WITHIN)
        ],
        to_ask_again=[_lapse(ground, reading) for ground in _to_ask_again(reading)],
        closed=list(dict.fromkeys(closed_in_words(part) for part in reading.closed)),
        since=since,
        events=events[:MOST_EVENTS],
        has_more_events=len(events) > MOST_EVENTS,
        renew=reverse("workspace-consents-renew", args=key),
        ask=reverse("workspace-conversation-begin", args=key),
        is_active=reading.plan.is_active,
    )


def _title(reading: Reading) -> str:
    mine = own_term(reading)
    if mine is None:
        return "Overblik"
    if mine.capacity == TeamMember.Capacity.DEPUTY and mine.ends_at is not None:
        return f"Stedfortræder til og med {danish.day(danish.last_day(mine.ends_at))}"
    if mine.starts_at <= reading.plan.created_at:
        return "Overblik"
    return f"Overtaget {danish.day_near(mine.starts_at)}"


def _orphan(thing: Goal | Task, reading: Reading) -> Orphan | None:
    """Needs somebody new; nothing for what another of the team, the citizen or the network stands for."""
    if thing.responsible_is_citizen or thing.responsible_contact_id is not None:
        return None
    is_task = isinstance(thing, Task)
    on_team = {member.user_id: member.user for member in reading.team}
    holder = on_team.get(thing.responsible_id) if thing.responsible_id else None
    if thing.responsible is None:
        return Orphan(thing.title, "Aftale", "ingen står for den", _edit(thing, reading)) if is_task else None
    has_left = holder is None or not holder.is_active
    if not has_left and not _handed_over(thing, reading):
        return None
    name = reading.name_of(thing.responsible)
    why = f"{name} er ikke på teamet længere" if has_left else f"{name} har givet planen videre"
    return Orphan(thing.title, "Aftale" if is_task else "Mål", why, _edit(thing, reading))


def _handed_over(thing: Goal | Task, reading: Reading) -> bool:
    """Is it left from the time when its responsible coordinated, until the viewer took over?"""
    mine = own_term(reading)
    if mine is None or thing.responsible_id == reading.user.pk or thing.written_at > mine.starts_at:
        return False
    return any(
        member.user_id == thing.responsible_id
        and member.capacity == TeamMember.Capacity.COORDINATOR
        and member.ends_at is not None
        and abs(member.ends_at - mine.starts_at) < AT_ONCE
        for member in reading.former_members
    )


def _edit(thing: Goal | Task, reading: Reading) -> str:
    """Where a new one is chosen; empty for who may only see it."""
    if not reading.plan.is_active:
        return ""
    key = [reading.plan.pk, thing.pk]
    if isinstance(thing, Goal):
        may = reading.standing.may(Action.EDIT_GOAL, thing)
        return reverse("workspace-goal-edit", args=key) if may else ""
    return reverse("workspace-task-edit", args=key) if reading.standing.may(Action.EDIT_TASK, thing) else ""


def _follow_up(reading: Reading) -> str:
    due_on = reading.plan.next_follow_up_on
    return danish.day_near(due_on, today=danish.day_of(reading.at)) if due_on else ""


def _goal(goal: Goal, reading: Reading) -> GoalLine:
    return GoalLine(
        goal.title,
        reading.responsible_name(goal),
        goal.get_status_display(),
        goal_at_plan(goal, reading.plan),
    )


def _to_ask_again(reading: Reading) -> list[Ground]:
    """Consents that have just lapsed, and those that ended with the plan before it was taken up again."""
    found = {ground.pk: ground for ground in renewable(reading.grounds, reading.at)}
    reopened_at, answered = reading.plan.reopened_at, {ground.renews_id for ground in reading.grounds}
    for ground in reading.grounds:
        is_old = reopened_at is not None and ground.noted_at < reopened_at
        if is_old and ground.kind.is_consent and ground.decision == Ground.Decision.YES:
            if ground.withdrawn_at is None and ground.pk not in answered:
                found.setdefault(ground.pk, ground)
    over = [g for g in found.values() if g.valid_until is not None and g.valid_until <= reading.at]
    return sorted(over, key=lambda ground: (str(ground.valid_until), str(ground.pk)))


def _lapse(ground: Ground, reading: Reading) -> str:
    what = f"{ground.kind_name[:1].upper()}{ground.kind_name[1:]} om {areas_in_words(ground, reading)}"
    if ground.valid_until is None:
        return what
    how = "udløber" if ground.valid_until > reading.at else "udløb"
    return f"{what} {how} {danish.day_near(ground.valid_until)}"
