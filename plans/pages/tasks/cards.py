"""A task as a card: what, whose, who, when in words, and what one may do with it where it stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from enplan.accounts.models import User
from enplan.web import danish
from plans.models import Task
from plans.pages.places import at_plan, task_at_plan
from plans.pages.tasks.wording import due_in_words
from plans.reading_people import SOMEBODY
from plans.standing import Action, Standing

YOU = "dig"
NOBODY = "ingen endnu"
# What a card can be set to by its buttons; the box says that it is done, or not after all.
BUTTONS = {
    Task.Status.NOT_STARTED: ((Task.Status.IN_PROGRESS, "Sæt i gang"), (Task.Status.CANCELLED, "Aflys")),
    Task.Status.IN_PROGRESS: ((Task.Status.NOT_STARTED, "Ikke begyndt"), (Task.Status.CANCELLED, "Aflys")),
    Task.Status.CANCELLED: ((Task.Status.NOT_STARTED, "Tag op igen"),),
}


@dataclass(frozen=True)
class HeldDate:
    """A new date that could not be saved: what was written, and what was wrong with it."""

    task_id: UUID
    text: str
    error: str


@dataclass(frozen=True)
class Button:
    value: str
    text: str


@dataclass(frozen=True)
class TaskCard:
    """`change` is an address, empty where one may change nothing."""

    pk: UUID
    title: str
    citizen: str  # empty where the page is about one
    about: str  # area and goal
    address: str  # where it stands in the plan
    who: str
    when: str
    status: str
    status_text: str
    is_overdue: bool
    is_done: bool
    is_cancelled: bool
    is_draft: bool
    version: int
    change: str
    sets_date: bool
    buttons: list[Button]
    date_text: str
    date_error: str


@dataclass(frozen=True)
class Cards:
    """Who looks, and what they may know and do: makes a card of each task."""

    user: User
    today: date
    at: datetime
    standing_on: Callable[[UUID], Standing]
    name_of: Callable[[Task], str]
    titles_only: frozenset[UUID]
    goals: Mapping[UUID, str]  # what they are called; one's own task stays when its goal has closed
    is_of_many_plans: bool
    held: HeldDate | None = None

    def of(self, tasks: Iterable[Task]) -> list[TaskCard]:
        return [self._card(task) for task in tasks]

    def who(self, task: Task) -> str:
        return self.name_of(task) or NOBODY

    def _card(self, task: Task) -> TaskCard:
        plan, is_title = task.section.plan, task.pk in self.titles_only
        standing = self.standing_on(plan.pk)
        may_set = plan.is_active and standing.may(Action.SET_TASK_STATUS, task)
        may_edit = plan.is_active and not is_title and standing.may(Action.EDIT_TASK, task)
        held = self.held if self.held is not None and self.held.task_id == task.pk else None
        key = [plan.pk, task.pk]
        return TaskCard(
            pk=task.pk,
            title=task.title,
            citizen=plan.citizen.name if self.is_of_many_plans else "",
            about="" if is_title else self._about(task),
            address=at_plan(plan, "egne-aftaler") if is_title else task_at_plan(task, plan),
            who=self.who(task),
            when=due_in_words(task, self.today),
            status=task.status,
            status_text=task.get_status_display(),
            is_overdue=task.is_overdue(self.today),
            is_done=task.status == Task.Status.DONE,
            is_cancelled=task.status == Task.Status.CANCELLED,
            is_draft=task.is_draft,
            version=task.version,
            change=reverse("task-card", args=key) if may_set or may_edit else "",
            sets_date=may_edit and task.is_open(),
            buttons=[Button(value, text) for value, text in BUTTONS.get(Task.Status(task.status), ())]
            if may_set
            else [],
            date_text=held.text if held else "",
            date_error=held.error if held else "",
        )

    def _about(self, task: Task) -> str:
        kept = ""
        if task.withheld_until is not None and task.withheld_until > self.at:
            kept = f"borgeren ser det fra {danish.full_day(task.withheld_until)}"
        goal = self.goals.get(task.goal_id, "") if task.goal_id is not None else ""
        return " · ".join(filter(None, [task.section.area.name, goal, kept]))


def name_across(task: Task, user: User, known: frozenset[tuple[UUID, UUID]]) -> str:
    """Who answers for a task on one of many plans, as the viewer may know it. `known`: from `names_known`."""
    if task.responsible_id == user.pk:
        return YOU
    if task.responsible_is_citizen:
        return task.section.plan.citizen.name
    if task.responsible_contact is not None:
        return task.responsible_contact.name
    if task.responsible is None:
        return ""
    is_known = not task.responsible.is_employee or (task.section.plan_id, task.responsible.pk) in known
    return task.responsible.name if is_known else SOMEBODY
