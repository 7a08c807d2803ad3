"""Goals and their steps: written, changed, and the citizen's proposals taken up."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from enplan.web.saving import attempt
from plans.lookups.things import goal_for, subgoal_for
from plans.models import Goal, SubGoal
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.forms_goals import (
    EditGoalForm,
    EditSubGoalForm,
    NewGoalForm,
    ProgressForm,
    SubGoalForm,
    TakeUpForm,
)
from plans.pages.workspace.sheet import FormSheet
from plans.pages.workspace.views_plan import show_area, show_plan
from plans.services.goal_progress import note_progress
from plans.services.goals import add_goal, add_subgoal, edit_goal, edit_subgoal, take_up_proposal
from plans.standing import Action


def new(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A goal in the own department's part of an area."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.ADD_GOAL, desk.plan)
    data = request.POST if desk.is_post else None
    form = NewGoalForm(data, reading=desk.reading, areas=own_areas(desk.reading))
    sheet = FormSheet(desk, form, title="Nyt mål", button="Tilføj mål")
    return sheet.answer(
        lambda: add_goal(
            by=desk.user, plan=desk.plan, area_id=form.cleaned_data["area"], **form.saved_fields
        ),
        anchor="maal",
        said="Målet er tilføjet.",
    )


def edit(request: HttpRequest, plan_id: UUID, goal_id: UUID) -> HttpResponse:
    """All of a goal."""
    desk = desk_of(request, plan_id)
    goal = goal_for(desk.user, desk.plan, goal_id)
    desk.allow(Action.EDIT_GOAL, goal)
    sheet, save = goal_sheet(desk, goal, request.POST if desk.is_post else None)
    return sheet.answer(save, said="Målet er gemt.", anchor=f"maal-{goal.pk}")


def goal_sheet(desk: Desk, goal: Goal, data: QueryDict | None) -> tuple[FormSheet, Callable[[], object]]:
    """The page of a goal, and what saves it."""
    form = EditGoalForm.of(goal, desk.reading, data)
    history = reverse("workspace-goal-history", args=[desk.plan.pk, goal.pk])
    sheet = FormSheet(desk, form, title="Ret mål", model=Goal, thing=goal, history=history)
    return sheet, lambda: edit_goal(
        by=desk.user, goal=goal, seen=form.cleaned_data["version"], **form.saved_fields
    )


@require_POST
def take_up(request: HttpRequest, plan_id: UUID, goal_id: UUID) -> HttpResponse:
    """The coordinator takes the citizen's proposal into the plan."""
    desk = desk_of(request, plan_id)
    goal = goal_for(desk.user, desk.plan, goal_id)
    desk.allow(Action.TAKE_UP_PROPOSAL, goal)
    form = TakeUpForm(request.POST)
    done = attempt(form, lambda: take_up_proposal(by=desk.user, goal=goal, seen=form.cleaned_data["version"]))
    if done.is_saved:
        messages.success(request, "Målet er med i planen nu.")
        return desk.back(f"maal-{goal.pk}")
    notice = " ".join(map(str, form.non_field_errors()))
    if done.conflict:
        notice = "Borgeren har ændret forslaget, mens du så på det. Læs det, som det står nu, før du tager det med."
    return show_plan(desk, notice=notice, status=done.status)


def new_subgoal(request: HttpRequest, plan_id: UUID, goal_id: UUID) -> HttpResponse:
    """A step at the end of a goal's steps."""
    desk = desk_of(request, plan_id)
    goal = goal_for(desk.user, desk.plan, goal_id)
    desk.allow(Action.ADD_SUBGOAL, goal)
    form = SubGoalForm(request.POST if desk.is_post else None)
    sheet = FormSheet(desk, form, title="Nyt delmål", button="Tilføj delmål", intro=goal.title)
    return sheet.answer(
        lambda: add_subgoal(by=desk.user, goal=goal, **form.cleaned_data),
        anchor=f"maal-{goal.pk}",
        said="Delmålet er tilføjet.",
    )


def edit_step(request: HttpRequest, plan_id: UUID, subgoal_id: UUID) -> HttpResponse:
    """A step's words and how far it is."""
    desk = desk_of(request, plan_id)
    subgoal = subgoal_for(desk.user, desk.plan, subgoal_id)
    desk.allow(Action.EDIT_SUBGOAL, subgoal)
    sheet, save = subgoal_sheet(desk, subgoal, request.POST if desk.is_post else None)
    return sheet.answer(save, said="Delmålet er gemt.", anchor=f"maal-{subgoal.goal_id}")


def subgoal_sheet(
    desk: Desk, subgoal: SubGoal, data: QueryDict | None
) -> tuple[FormSheet, Callable[[], object]]:
    """The page of a step, and what saves it."""
    form = EditSubGoalForm.of(subgoal, data)
    history = reverse("workspace-goal-history", args=[desk.plan.pk, subgoal.goal_id])
    sheet = FormSheet(
        desk,
        form,
        title="Ret delmål",
        intro=subgoal.goal.title,
        model=SubGoal,
        thing=subgoal,
        history=history,
    )

    def save() -> None:
        data = form.cleaned_data
        edit_subgoal(
            by=desk.user, subgoal=subgoal, seen=data["version"], title=data["title"], status=data["status"]
        )

    return sheet, save


@require_POST
def progress(request: HttpRequest, plan_id: UUID, goal_id: UUID) -> HttpResponse:
    """How it goes, from the goal's card: a line, a direction, a level, or some of them."""
    desk = desk_of(request, plan_id)
    goal = goal_for(desk.user, desk.plan, goal_id)
    desk.allow(Action.NOTE_PROGRESS, goal)
    form = ProgressForm(request.POST, auto_id=ProgressForm.ids_at(goal.pk))
    area_id = goal.section.area_id
    done = attempt(form, lambda: note_progress(by=desk.user, goal=goal, **form.saved_fields))
    if not done.is_saved:
        held = {goal.pk: form}
        if desk.is_htmx:
            return show_area(desk, area_id, held=held, status=done.status)
        return show_plan(desk, held=held, status=done.status)
    return show_area(desk.after_saving(), area_id) if desk.is_htmx else desk.back(f"maal-{goal.pk}")
