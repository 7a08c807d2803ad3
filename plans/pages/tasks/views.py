"""`/planer/opgaver/`: the tasks of all one's plans. `/planer/<uuid>/aftaler/`: those of one plan, and a new one."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from enplan import clock
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_at_list
from plans.lookups.plans import own_plans
from plans.lookups.things import goal_for
from plans.models import Task
from plans.pages.tasks.cards import HeldDate
from plans.pages.tasks.forms import BoardFilter
from plans.pages.tasks.forms_line import PlanLineForm, SentPlanLineForm, places_of
from plans.pages.tasks.own_board import own_board
from plans.pages.tasks.plan_board import plan_board
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.undo_button import undo_of_addition
from plans.services.tasks import add_task, add_task_in_area

A_BOARD, MOST = 100, 1000


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    return show_tasks(request, request.GET)


def show_tasks(
    request: HttpRequest,
    query: QueryDict,
    *,
    notice: str = "",
    held: HeldDate | None = None,
    status: int = 200,
) -> HttpResponse:
    """The board that `query` asks for; `notice` and `held` when what was sent from it did not go through."""
    user = user_of(request)
    if user.role is None or not user.role.can_join_team:
        raise PermissionDenied("Denne side er for dem, der arbejder med planer.")
    at = clock.now()
    own = own_plans(user, at=at)
    chosen = BoardFilter(query, plans=[one.plan for one in own.values()])
    most = _most(query)
    board = own_board(user, own, chosen, most=most, at=at, held=held)
    look_at_list(by=user, plans=[one.plan for one in own.values()], what="Aftaler på egne planer")
    more = query.copy()
    more["antal"] = str(most + A_BOARD)
    context = {
        "board": board,
        "filter": chosen,
        "notice": notice,
        "here": _with_query(reverse("tasks"), query),
        "more": _with_query(reverse("tasks"), more) if board.has_more and most < MOST else "",
        "has_plans": bool(own),
    }
    return render(request, "plans/tasks/tasks.html", context, status=status)


@require_safe
def plan_tasks(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    return show_plan_tasks(desk_of(request, plan_id), request.GET)


def show_plan_tasks(
    desk: Desk,
    query: QueryDict,
    *,
    notice: str = "",
    held: HeldDate | None = None,
    line: PlanLineForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The same of one plan. `line`: a new task that came back with an error or a question."""
    chosen = BoardFilter(query, areas={task.section.area_id for task in desk.reading.tasks})
    places = places_of(desk.reading) if desk.plan.is_active else []
    context = {
        "board": plan_board(desk.reading, chosen, held=held),
        "filter": chosen,
        "notice": notice,
        "here": _with_query(reverse("workspace-tasks", args=[desk.plan.pk]), query),
        "line": line or (PlanLineForm(places=places) if places else None),
    }
    return desk.show("plans/tasks/plan_tasks.html", context, what="Aftaler", status=status)


@require_POST
def new_line(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A task written as one line, under a goal or in an area."""
    desk = desk_of(request, plan_id)
    form = SentPlanLineForm(request.POST, places=places_of(desk.reading), reading=desk.reading)

    def save() -> Task:
        if form.goal_id is not None:
            goal = goal_for(desk.user, desk.plan, form.goal_id)
            return add_task(by=desk.user, goal=goal, **form.saved_fields)
        return add_task_in_area(by=desk.user, plan=desk.plan, area_id=form.area_id, **form.saved_fields)

    added: list[Task] = []
    done = attempt(form, lambda: added.append(save()))
    if not done.is_saved:
        return show_plan_tasks(desk, QueryDict(), line=form, status=done.status)
    messages.success(request, form.said, extra_tags=undo_of_addition(desk, added[0]))
    response = redirect("workspace-tasks", desk.plan.pk)
    response.status_code = 303
    return response


def _most(query: QueryDict) -> int:
    asked = query.get("antal", "")
    return min(int(asked), MOST) if asked.isdecimal() and int(asked[:6]) > 0 else A_BOARD


def _with_query(address: str, query: QueryDict) -> str:
    return f"{address}?{query.urlencode()}" if query else address
