"""Tasks: a new one as one line at its place, the box that is ticked, and all of a task on a page of its own."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from enplan.web.saving import attempt
from plans.lookups.things import goal_for, task_for, task_to_tick_for
from plans.models import Task
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.forms_line import SentLineForm
from plans.pages.workspace.forms_tasks import EditTaskForm, NewAreaTaskForm, TickForm
from plans.pages.workspace.sheet import FormSheet
from plans.pages.workspace.undo_button import undo_of_addition
from plans.pages.workspace.views_plan import show_area, show_plan
from plans.permissions import can
from plans.services.tasks import add_task, add_task_in_area, edit_task, set_task_status
from plans.standing import Action

CHANGED = (
    "Aftalen er ændret af en anden, mens du så på den. "
    "Her står den, som den er nu. Sæt fluebenet igen, hvis det passer."
)


def new_line(request: HttpRequest, plan_id: UUID, goal_id: UUID) -> HttpResponse:
    """A task under its goal, written as one line. Back to the plan for who comes here from the login."""
    desk = desk_of(request, plan_id)
    goal = goal_for(desk.user, desk.plan, goal_id)
    if not desk.is_post:
        return desk.back(f"maal-{goal.pk}")
    desk.allow(Action.ADD_TASK, goal.section)
    form = SentLineForm(request.POST, reading=desk.reading, auto_id=SentLineForm.ids_at(goal.pk))
    added: list[Task] = []
    done = attempt(form, lambda: added.append(add_task(by=desk.user, goal=goal, **form.saved_fields)))
    if not done.is_saved:
        held = {goal.pk: form}
        if desk.is_htmx:
            return show_area(desk, goal.section.area_id, held=held, status=done.status)
        return show_plan(desk, held=held, status=done.status)
    return _answer(desk, goal.section.area_id, said=form.said, undo=undo_of_addition(desk, added[0]))


@require_POST
def tick(request: HttpRequest, plan_id: UUID, task_id: UUID) -> HttpResponse:
    """Done, or not after all."""
    desk = desk_of(request, plan_id)
    task = task_to_tick_for(desk.user, desk.plan, task_id)
    # Of a task of which one sees only the title (rule 4) neither answer nor address tells where it stands.
    area_id = task.section.area_id if can(desk.user, Action.VIEW, task) else ""
    form = TickForm(request.POST)

    def save() -> None:
        status = Task.Status.DONE if form.cleaned_data["done"] else Task.Status.NOT_STARTED
        set_task_status(by=desk.user, task=task, seen=form.cleaned_data["version"], status=status)

    done = attempt(form, save)
    if not done.is_saved:
        notice = CHANGED if done.conflict else " ".join(map(str, form.non_field_errors()))
        if desk.is_htmx:
            return show_area(desk, area_id, notice=notice, status=done.status)
        return show_plan(desk, notice=notice, status=done.status)
    return _answer(desk, area_id) if area_id or desk.is_htmx else desk.back("egne-aftaler")


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
        said="Aftalen er tilføjet.",
    )


def edit(request: HttpRequest, plan_id: UUID, task_id: UUID) -> HttpResponse:
    """All of a task."""
    desk = desk_of(request, plan_id)
    task = task_for(desk.user, desk.plan, task_id)
    desk.allow(Action.EDIT_TASK, task)
    sheet, save = task_sheet(desk, task, request.POST if desk.is_post else None)
    return sheet.answer(save, said="Aftalen er gemt.", anchor=f"omraade-{task.section.area_id}")


def task_sheet(desk: Desk, task: Task, data: QueryDict | None) -> tuple[FormSheet, Callable[[], object]]:
    """The page of a task, and what saves it."""
    form = EditTaskForm.of(task, desk.reading, data)
    history = reverse("workspace-task-history", args=[desk.plan.pk, task.pk])
    sheet = FormSheet(desk, form, title="Ret aftale", model=Task, thing=task, history=history)
    return sheet, lambda: edit_task(
        by=desk.user, task=task, seen=form.cleaned_data["version"], **form.saved_fields
    )


def _answer(desk: Desk, area_id: str, *, said: str = "", undo: str = "") -> HttpResponse:
    if desk.is_htmx:
        return show_area(desk.after_saving(), area_id, said=said, undo=undo)
    if said:
        messages.success(desk.request, said, extra_tags=undo)
    return desk.back(f"omraade-{area_id}")
