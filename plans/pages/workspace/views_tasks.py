"""Tasks: a new one as one line at its place, the box that is ticked, and all of a task on a page of its own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from enplan.web.saving import attempt
from plans.lookup import goal_for, task_for, task_to_tick_for
from plans.models import Task
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.forms_tasks import EditTaskForm, NewAreaTaskForm, NewLineForm, TickForm
from plans.pages.workspace.sheet import FormSheet
from plans.pages.workspace.views_plan import show_area, show_plan
from plans.services.tasks import add_task, add_task_in_area, edit_task, set_task_status
from plans.standing import Action

CHANGED = (
    "Aftalen er ændret af en anden, mens du så på den. "
    "Her står den, som den er nu. Sæt fluebenet igen, hvis det passer."
)


@require_POST
def new_line(request: HttpRequest, plan_id: UUID, goal_id: UUID) -> HttpResponse:
    """A task under its goal, written as one line."""
    desk = desk_of(request, plan_id)
    goal = goal_for(desk.user, desk.plan, goal_id)
    desk.allow(Action.ADD_TASK, goal.section)
    form = NewLineForm.for_goal(goal.pk, request.POST, desk.reading)

    def save() -> None:
        line = form.cleaned_data["line"]
        who = line.who.fields if line.who else {}
        add_task(by=desk.user, goal=goal, title=line.title, due_on=line.due_on, **who)

    done = attempt(form, save)
    if not done.is_saved:
        held = {goal.pk: form}
        if desk.is_htmx:
            return show_area(desk, goal.section.area_id, held=held, status=done.status)
        return show_plan(desk, held=held, status=done.status)
    return _answer(desk, goal.section.area_id)


@require_POST
def tick(request: HttpRequest, plan_id: UUID, task_id: UUID) -> HttpResponse:
    """Done, or not after all."""
    desk = desk_of(request, plan_id)
    task = task_to_tick_for(desk.user, desk.plan, task_id)
    form = TickForm(request.POST)

    def save() -> None:
        status = Task.Status.DONE if form.cleaned_data["done"] else Task.Status.NOT_STARTED
        set_task_status(by=desk.user, task=task, seen=form.cleaned_data["version"], status=status)

    done = attempt(form, save)
    if not done.is_saved:
        notice = CHANGED if done.conflict else " ".join(map(str, form.non_field_errors()))
        if desk.is_htmx:
            return show_area(desk, task.section.area_id, notice=notice, status=done.status)
        return show_plan(desk, notice=notice, status=done.status)
    return _answer(desk, task.section.area_id)


def new_task(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A task in an area, without a goal."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.RATE_AS_PROFESSIONAL, desk.plan)
    form = NewAreaTaskForm(
        request.POST if desk.is_post else None, reading=desk.reading, areas=own_areas(desk.reading)
    )
    sheet = FormSheet(desk, form, title="Ny aftale uden mål", button="Tilføj aftale")
    return sheet.answer(
        lambda: add_task_in_area(
            by=desk.user, plan=desk.plan, area_id=form.cleaned_data["area"], **form.saved_fields
        ),
        anchor=f"omraade-{request.POST.get('area', '')}",
    )


def edit(request: HttpRequest, plan_id: UUID, task_id: UUID) -> HttpResponse:
    """All of a task."""
    desk = desk_of(request, plan_id)
    task = task_for(desk.user, desk.plan, task_id)
    desk.allow(Action.EDIT_TASK, task)
    form = EditTaskForm.of(task, desk.reading, request.POST if desk.is_post else None)
    history = reverse("workspace-task-history", args=[desk.plan.pk, task.pk])
    sheet = FormSheet(desk, form, title="Ret aftale", model=Task, history=history)
    return sheet.answer(
        lambda: edit_task(by=desk.user, task=task, seen=form.cleaned_data["version"], **form.saved_fields),
        anchor=f"omraade-{task.section.area_id}",
    )


def _answer(desk: Desk, area_id: str) -> HttpResponse:
    if desk.is_htmx:
        return show_area(desk.after_saving(), area_id)
    return desk.back(f"omraade-{area_id}")
