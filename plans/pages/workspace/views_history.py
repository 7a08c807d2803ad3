"""The history: of the plan, of one goal, of one task; each line where its thing stands (visible_to)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from enplan.audit.models import Change
from plans.lookup import goal_for, task_for
from plans.pages.workspace.changes import events_of
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.field_history import FieldLine, field_lines
from plans.reading import history_of

A_PAGE = 50
TEMPLATE = "plans/workspace/history.html"


@dataclass(frozen=True)
class HistoryLine:
    """One change: the sentence, and the field from and to."""

    who: str
    did: str
    title: str
    after: str
    at: datetime
    field: FieldLine


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
    lines = [_line(change, desk) for change in page.object_list]
    context = {"title": title, "about": about, "lines": lines, "page": page}
    return desk.show(TEMPLATE, context, what=title)


def _line(change: Change, desk: Desk) -> HistoryLine:
    event = events_of([change], desk.reading)[0]
    return HistoryLine(
        event.who, event.did, event.title, event.after, event.at, field_lines(change, desk.reading)
    )
