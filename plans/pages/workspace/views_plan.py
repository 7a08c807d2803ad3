"""`/planer/<uuid>/`: the plan as this professional may see it; for those who see nothing in it, the shell."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enplan.audit.models import Look
from enplan.web import forms
from enplan.web.unsaved.here import page_is
from plans.looks import earlier_visit, look_at_plan
from plans.lookups.families import family_in_force
from plans.pages.family.page import held_lines
from plans.pages.workspace.changes import events_of
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.page import workspace_page
from plans.pages.workspace.page_areas import area_sheets
from plans.pages.workspace.page_tasks import task_lines
from plans.panels import PanelPlace, panels_at
from plans.reading import changes_since

PAGE = "plans/workspace/plan.html"
AREA = "plans/workspace/parts/area.html"
OWN_TASKS = "plans/workspace/parts/own_tasks.html"


@require_safe
def workspace(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    return show_plan(desk_of(request, plan_id))


def show_plan(
    desk: Desk,
    *,
    held: Mapping[UUID, forms.Form] | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page; `held` and `notice` when something was sent from it that did not go through."""
    page_is(desk.address)
    reading = desk.reading
    since = earlier_visit(desk.user, desk.plan, at=reading.at)
    changes = changes_since(reading, since) if since else []
    page = workspace_page(
        reading, since=since, events=events_of(changes, reading), held=held, opened=desk.opened
    )
    panels = panels_at(PanelPlace.WORKSPACE_SIDE, reading)
    family = held_lines(family_in_force(desk.user, desk.plan), desk, may=False)
    context = {"page": page, "notice": notice, "is_plan_page": True, "panels": panels, "family": family}
    return desk.show(PAGE, context, what="Planen", status=status)


def show_area(
    desk: Desk,
    area_id: str,
    *,
    held: Mapping[UUID, forms.Form] | None = None,
    notice: str = "",
    said: str = "",
    undo: str = "",
    status: int = 200,
) -> HttpResponse:
    """One area's sheet for htmx: the same template that stands in the whole page. "": only one's own titles."""
    page_is(desk.address)
    look_at_plan(by=desk.user, standing=desk.standing, kind=Look.Kind.PAGE, what="Et område i planen")
    sheets = area_sheets(desk.reading, held or {}, opened=desk.opened, only=area_id)
    # Only a title of one's own stands here (rule 4): nothing of the area is to be shown.
    area = replace(sheets[0], notice=notice, said=said, undo=undo) if sheets else None
    own = task_lines(list(desk.reading.own_titles), desk.reading, title_only=True)
    context = {"area": area, "plan": desk.plan, "own_tasks": own, "own_notice": notice}
    response = render(desk.request, AREA if area else OWN_TASKS, context, status=status)
    # A boosted form would else put the address it posts to in the browser's address line.
    response.headers["HX-Push-Url"] = "false"
    return response
