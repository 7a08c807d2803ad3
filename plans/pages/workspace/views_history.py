"""The history: of the plan, of one goal, of one task; each line where its thing stands (visible_to)."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from enplan.audit.models import Change
from plans.lookup import goal_for, task_for
from plans.pages.workspace.changes import Event, event_of, is_said, titles_of
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.field_history import FieldLine, field_line
from plans.reading import Reading, history_of

A_PAGE = 50
TEMPLATE = "plans/workspace/history.html"


@dataclass(frozen=True)
class HistoryLine:
    """What one person did to one thing at one time: the sentence, and the fields from and to."""

    event: Event
    fields: list[FieldLine]


@require_safe
def plan_history(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    return _show(desk_of(request, plan_id), title="Historik", about="", things=None)


@require_safe
def goal_history(request: HttpRequest, plan_id: UUID, goal_id: UUID) -> HttpResponse:
    """The goal with its steps."""
    desk = desk_of(request, plan_id)
    goal = goal_for(desk.user, desk.plan, goal_id)
    things = [
        goal.pk,
        *(sub.pk for seen in desk.reading.goals if seen == goal for sub in seen.subgoals.all()),
    ]
    return _show(desk, title="Målets historik", about=goal.title, things=things)


@require_safe
def task_history(request: HttpRequest, plan_id: UUID, task_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    task = task_for(desk.user, desk.plan, task_id)
    return _show(desk, title="Aftalens historik", about=task.title, things=[task.pk])


def _show(desk: Desk, *, title: str, about: str, things: list[UUID] | None) -> HttpResponse:
    changes = history_of(desk.user, desk.plan, things)
    page = Paginator(changes, A_PAGE).get_page(desk.request.GET.get("side"))
    lines = _lines(list(page.object_list), desk.reading)
    context = {"title": title, "about": about, "lines": lines, "page": page}
    return desk.show(TEMPLATE, context, what=title)


def _lines(changes: list[Change], reading: Reading) -> list[HistoryLine]:
    titles = titles_of(reading)
    together = groupby(changes, key=lambda change: (change.by_id, change.thing_id, change.at))
    return [_line(list(group), titles, reading) for _key, group in together]


def _line(changes: list[Change], titles: dict[UUID, str], reading: Reading) -> HistoryLine:
    said = next((change for change in changes if change.field == "status"), changes[0])
    fields = [field_line(change, reading) for change in changes if not is_said(change)]
    return HistoryLine(event_of(said, titles, reading), fields)
