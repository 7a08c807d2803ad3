"""Agreements that are late, steps of checklists that come, and ages, as lines of what waits."""

from dataclasses import replace
from datetime import date

from django.urls import reverse

from enplan.accounts.models import User
from enplan.web import danish
from plans.models import Task, Transition
from plans.pages.caseload.line import Deal, WaitingLine
from plans.pages.caseload.waiting import Waiting
from plans.pages.places import task_at_plan
from plans.pages.tasks.cards import HeldDate
from plans.pages.tasks.wording import due_in_words
from plans.pages.transitions.wording import mark_in_words
from plans.transitions_due import ComingAge


def age_line(age: ComingAge, today: date) -> WaitingLine:
    """ "Maja fylder 17½ år 3. maj", and the checklist one tap away."""
    name = age.plan.citizen.name
    what = mark_in_words(age.mark, name, today)
    begin = reverse("transition-begin", args=[age.plan.pk, age.mark.kind.pk])
    return WaitingLine(
        name,
        what,
        danish.distance(age.mark.on, today=today),
        "soon",
        reverse("transitions", args=[age.plan.pk]),
        deal=Deal(begin, button="Begynd tjeklisten", title=what, leaves=True),
    )


def task_line(
    task: Task, user: User, waiting: Waiting, today: date, held: HeldDate | None = None
) -> WaitingLine:
    """`held`: a new date that came back with an error."""
    plan = task.section.plan
    who = _who(task, user)
    told = who or ("" if task.responsible_id else "ingen står for den endnu")
    line = WaitingLine(
        plan.citizen.name,
        f"{task.title} ({told})" if told else task.title,
        due_in_words(task, today),
        "overdue" if task.is_overdue(today) else "soon",
        task_at_plan(task, plan),
        is_mine=not who,
        deal=_task_deal(task, user, held),
    )
    step_of = waiting.transitions.get(task.transition_id) if task.transition_id else None
    return _step(line, task, step_of, user) if step_of else line


def _step(line: WaitingLine, task: Task, transition: Transition, user: User) -> WaitingLine:
    """Which checklist it is on, and what comes next: somebody to stand for it, or the list."""
    plan = task.section.plan
    where, step = f"{reverse('transitions', args=[plan.pk])}#overgang-{transition.pk}", "Se tjeklisten"
    is_nobodys = not (task.responsible_id or task.responsible_contact_id or task.responsible_is_citizen)
    if is_nobodys and task.section.owner_id == user.department_id:
        where, step = reverse("workspace-task-edit", args=[plan.pk, task.pk]), "Vælg, hvem der gør det"
    return replace(line, what=f"{transition.name}: {line.what}", address=where, next_step=step)


def _task_deal(task: Task, user: User, held: HeldDate | None) -> Deal | None:
    """One's own is ticked; a new date is set in the own department's part. Asked of nothing but the task itself."""
    writes = task.section.owner_id is not None and task.section.owner_id == user.department_id
    if task.responsible_id != user.pk and not writes:
        return None
    mine = held if held is not None and held.task_id == task.pk else None
    return Deal(
        reverse("task-card", args=[task.section.plan_id, task.pk]),
        version=task.version,
        is_task=True,
        sets_date=writes,
        pk=task.pk,
        title=task.title,
        date_text=mine.text if mine else "",
        date_error=mine.error if mine else "",
    )


def _who(task: Task, user: User) -> str:
    """Whose task it is, where it is somebody else's. Only on plans one coordinates, where one sees all names."""
    if task.responsible_id == user.pk:
        return ""
    if task.responsible_is_citizen:
        return task.section.plan.citizen.name
    return str(task.responsible or task.responsible_contact or "")
