"""A task changed on its card or its line: how far it is, or a new date. Then back to the same list."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from enplan.web import danish
from enplan.web.saving import attempt
from plans.lookups.things import task_for, task_to_tick_for
from plans.models import Task
from plans.pages.tasks.cards import HeldDate
from plans.pages.tasks.forms import DueForm, StatusForm
from plans.pages.tasks.places import place_of
from plans.pages.workspace.desk import Desk, desk_of
from plans.services.tasks import edit_task, set_task_status
from plans.standing import Action

CHANGED = (
    "Aftalen er ændret af en anden, mens du så på den. "
    "Her står den, som den er nu. Prøv igen, hvis det stadig passer."
)
SAID = {
    Task.Status.DONE: "Gjort: {}",
    Task.Status.IN_PROGRESS: "I gang: {}",
    Task.Status.NOT_STARTED: "Ikke begyndt: {}",
    Task.Status.CANCELLED: "Aflyst: {}",
}


@require_POST
def change(request: HttpRequest, plan_id: UUID, task_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    return _new_date(desk, task_id) if "due_on" in request.POST else _new_status(desk, task_id)


def _new_status(desk: Desk, task_id: UUID) -> HttpResponse:
    task = task_to_tick_for(desk.user, desk.plan, task_id)
    form = StatusForm(desk.request.POST)

    def save() -> None:
        data = form.cleaned_data
        set_task_status(by=desk.user, task=task, seen=data["version"], status=data["status"])

    done = attempt(form, save)
    if not done.is_saved:
        notice = CHANGED if done.conflict else _errors_of(form)
        return place_of(desk.request).show(notice=notice, status=done.status)
    messages.success(desk.request, SAID[Task.Status(form.cleaned_data["status"])].format(task.title))
    return place_of(desk.request).back()


def _new_date(desk: Desk, task_id: UUID) -> HttpResponse:
    task = task_for(desk.user, desk.plan, task_id)
    desk.allow(Action.EDIT_TASK, task)
    form = DueForm(desk.request.POST)

    def save() -> None:
        data = form.cleaned_data
        edit_task(by=desk.user, task=task, seen=data["version"], due_on=data["due_on"])

    done = attempt(form, save)
    if not done.is_saved:
        held = HeldDate(
            task.pk, desk.request.POST["due_on"], " ".join(map(str, form.errors.get("due_on", [])))
        )
        notice = CHANGED if done.conflict else " ".join(map(str, form.non_field_errors()))
        return place_of(desk.request).show(notice=notice, held=held, status=done.status)
    due_on = form.cleaned_data["due_on"]
    messages.success(
        desk.request, f"Ny dato: {task.title}, {danish.weekday(due_on)} den {danish.day_near(due_on)}"
    )
    return place_of(desk.request).back()


def _errors_of(form: StatusForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
