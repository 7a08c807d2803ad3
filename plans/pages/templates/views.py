"""`/planer/<uuid>/skabeloner/`: choosing a template, then the form with its words in the fields."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from plans.lookups.templates import (
    goal_template,
    goal_templates_in,
    goals_of_template,
    plan_template,
    plan_templates,
)
from plans.pages.templates.forms import GoalFromTemplateForm, PlanFromTemplateForm
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.from_templates import add_goal_with_steps, begin_goals
from plans.standing import Action

METHODS = ["GET", "HEAD", "POST"]
TALK = "Ordene er til at tale ud fra. Skriv dem om, så de bliver borgerens egne."


@require_safe
def choose(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The templates in the areas one works in."""
    desk = _writer(request, plan_id)
    areas = [key for key, _name in own_areas(desk.reading)]
    context = {"goals": goal_templates_in(areas), "templates": plan_templates()}
    return desk.show("plans/templates/choose.html", context, what="Skabeloner")


@require_http_methods(METHODS)
def goal(request: HttpRequest, plan_id: UUID, key: str) -> HttpResponse:
    """A goal with the template's words."""
    desk = _writer(request, plan_id)
    data = request.POST if desk.is_post else None
    form = GoalFromTemplateForm.of(goal_template(key), desk.reading, own_areas(desk.reading), data)
    sheet = FormSheet(
        desk, form, title="Nyt mål ud fra en skabelon", button="Tilføj mål", intro=TALK, what="Nyt mål"
    )
    return sheet.answer(
        lambda: add_goal_with_steps(
            by=desk.user,
            plan=desk.plan,
            area_id=form.cleaned_data["area"],
            steps=form.cleaned_data["steps"].splitlines(),
            **form.saved_fields,
        ),
        anchor="maal",
        said="Målet er tilføjet.",
    )


@require_http_methods(METHODS)
def plan(request: HttpRequest, plan_id: UUID, key: str) -> HttpResponse:
    """Several goals at once, as one's own drafts."""
    desk = _writer(request, plan_id)
    template = plan_template(key)
    areas = [key for key, _name in own_areas(desk.reading)]
    coordinates = desk.standing.may(Action.FOLLOW_UP_PLAN, desk.plan)
    form = PlanFromTemplateForm(
        request.POST if desk.is_post else None,
        goals=list(goals_of_template(template, areas)),
        months=template.follow_up_months if coordinates else None,
    )
    intro = f"{template.about}\nMålene bliver dine kladder. Tal dem igennem med borgeren, før du viser dem."
    sheet = FormSheet(desk, form, title=template.name, button="Læg målene som kladder", intro=intro.strip())
    return sheet.answer(
        lambda: begin_goals(by=desk.user, plan=desk.plan, templates=form.chosen, months=form.months_chosen),
        said="Målene ligger som dine kladder. Ret dem sammen med borgeren, og vis dem så.",
        to=lambda: _to_drafts(desk),
    )


def _writer(request: HttpRequest, plan_id: UUID) -> Desk:
    desk = desk_of(request, plan_id)
    desk.allow(Action.ADD_GOAL, desk.plan)
    return desk


def _to_drafts(desk: Desk) -> HttpResponse:
    response = redirect("drafts", desk.plan.pk)
    response.status_code = 303
    return response
