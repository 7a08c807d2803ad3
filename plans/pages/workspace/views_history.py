"""The history: of the plan, of one goal, of one task; each line where its thing stands (visible_to)."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from enplan.audit.models import Change
from plans.lookups.files import file_for
from plans.lookups.histories import history_for
from plans.lookups.journal import additions_of, note_for
from plans.lookups.things import goal_for, progress_ids, task_for
from plans.pages.workspace.changes import Event, event_of, is_said, titles_of
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.field_history import FieldLine, field_line
from plans.reading import Reading, history_of
from plans.undoing import TAKEN_BACK

A_PAGE = 50
TEMPLATE = "plans/workspace/history.html"


@dataclass(frozen=True)
class HistoryLine:
    """What one person did to one thing at one time: the sentence, and the fields from and to."""

    event: Event
    fields: list[FieldLine]


@require_safe
def plan_history(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    return show_history(desk_of(request, plan_id), title="Historik", about="", things=None)


@require_safe
def goal_history(request: HttpRequest, plan_id: UUID, goal_id: UUID) -> HttpResponse:
    """The goal with its steps."""
    desk = desk_of(request, plan_id)
    goal = goal_for(desk.user, desk.plan, goal_id)
    things = [
        goal.pk,
        *(sub.pk for seen in desk.reading.goals if seen == goal for sub in seen.subgoals.all()),
        *progress_ids(desk.user, goal),
    ]
    return show_history(desk, title="Målets historik", about=goal.title, things=things)


@require_safe
def task_history(request: HttpRequest, plan_id: UUID, task_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    task = task_for(desk.user, desk.plan, task_id)
    return show_history(desk, title="Aftalens historik", about=task.title, things=[task.pk])


@require_safe
def note_history(request: HttpRequest, plan_id: UUID, note_id: UUID) -> HttpResponse:
    """The note with what was added to it."""
    desk = desk_of(request, plan_id)
    note = note_for(desk.user, desk.plan, note_id)
    things = [note.pk, *additions_of(desk.user, note)]
    return show_history(desk, title="Notatets historik", about=note.title, things=things)


@require_safe
def file_history(request: HttpRequest, plan_id: UUID, file_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    file = file_for(desk.user, desk.plan, file_id)
    return show_history(desk, title="Filens historik", about=file.title, things=[file.pk])


@require_safe
def thing_history(request: HttpRequest, plan_id: UUID, thing_id: UUID) -> HttpResponse:
    """Of whatever one sees in the plan."""
    desk = desk_of(request, plan_id)
    found = history_for(desk.user, desk.plan, thing_id)
    return show_history(desk, title=found.heading, about=found.about, things=found.things)


def show_history(desk: Desk, *, title: str, about: str, things: list[UUID] | None) -> HttpResponse:
    changes = history_of(desk.user, desk.plan, things)
    page = Paginator(changes, A_PAGE).get_page(desk.request.GET.get("side"))
    lines = history_lines(list(page.object_list), desk.reading)
    context = {"title": title, "about": about, "lines": lines, "page": page}
    return desk.show(TEMPLATE, context, what=title)


def history_lines(changes: list[Change], reading: Reading) -> list[HistoryLine]:
    titles = titles_of(reading)
    together = groupby(changes, key=lambda change: (change.by_id, change.thing_id, change.at))
    return [_line(list(group), titles, reading) for _key, group in together]


def _line(changes: list[Change], titles: dict[UUID, str], reading: Reading) -> HistoryLine:
    said = next((change for change in changes if change.field in (TAKEN_BACK, "status")), changes[0])
    fields = [field_line(change, reading) for change in changes if not is_said(change)]
    return HistoryLine(event_of(said, titles, reading), fields)
