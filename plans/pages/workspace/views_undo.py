"""Taking back what one has just saved. Of a change it is an ordinary save of what stood there before; if somebody has
saved since, it meets their text as any stale save does. What one has just added goes out of the plan again.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from enplan.audit.versions import version_of
from enplan.web.saving import attempt, see_again
from plans.lookups.comments import comment_for
from plans.lookups.measures import measure_for
from plans.lookups.things import goal_for, rating_for, subgoal_for, task_for
from plans.pages.measures.views import measure_sheet
from plans.pages.workspace.changes import WHAT
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.field_history import field_line
from plans.pages.workspace.sheet import FormSheet
from plans.pages.workspace.views_goals import goal_sheet, subgoal_sheet
from plans.pages.workspace.views_tasks import task_sheet
from plans.services.taking_back import take_back
from plans.standing import Action
from plans.undoing import BY_ITSELF, GONE, Undo, change_to_undo, is_last

TEMPLATE = "plans/workspace/undo.html"
Find = Callable[..., Any]
FINDERS: dict[str, Find] = {
    "goal": goal_for,
    "subgoal": subgoal_for,
    "task": task_for,
    "measure": measure_for,
    "rating": rating_for,
    "comment": comment_for,
}
# kind → what one must be allowed to change it, its page, and the page's address
SHEETS: dict[str, tuple[Action, Callable[..., Any], str]] = {
    "goal": (Action.EDIT_GOAL, goal_sheet, "workspace-goal-edit"),
    "subgoal": (Action.EDIT_SUBGOAL, subgoal_sheet, "workspace-subgoal-edit"),
    "task": (Action.EDIT_TASK, task_sheet, "workspace-task-edit"),
    "measure": (Action.EDIT_MEASURE, measure_sheet, "workspace-measure-edit"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, plan_id: UUID, change_id: UUID) -> HttpResponse:
    """What would be taken back, with a button; on POST it is. Says so where there is nothing to take back."""
    desk = desk_of(request, plan_id)
    found = change_to_undo(desk.user, desk.plan, change_id)
    thing = FINDERS[found.thing](desk.user, desk.plan, found.thing_id) if found.is_there else None
    why_not = found.why_not if thing is not None else GONE
    if thing is not None and not why_not and not found.is_addition:
        why_not = _why_not_by_form(desk, found, thing)
    if why_not or not desk.is_post:
        return _show(desk, found, why_not, status=409 if desk.is_post else 200)
    return _take_back(desk, found, thing) if found.is_addition else _save_again(desk, found, thing)


def _take_back(desk: Desk, found: Undo, thing: Any) -> HttpResponse:
    try:
        take_back(by=desk.user, thing=thing)
    except ValidationError as error:
        return _show(desk, found, " ".join(error.messages), status=409)
    messages.success(desk.request, "Det er taget ud igen. Det, du skrev, står i historikken.")
    return desk.back()


def _save_again(desk: Desk, found: Undo, thing: Any) -> HttpResponse:
    action, page, address = SHEETS[found.thing]
    desk.allow(action, thing)
    version = version_of(thing) - (0 if is_last(found) else 1)
    data = _as_it_was(page(desk, thing, QueryDict(mutable=True))[0].form, found.before, version)
    sheet, save = page(desk, thing, data)
    return _answer(desk, sheet, save, reverse(address, args=[desk.plan.pk, thing.pk]))


def _why_not_by_form(desk: Desk, found: Undo, thing: Any) -> str:
    """What the page of the thing cannot set, an undo cannot either: it would be said to be done, and was not."""
    if found.thing not in SHEETS:
        return BY_ITSELF
    form = SHEETS[found.thing][1](desk, thing, None)[0].form
    return BY_ITSELF if found.before.keys() - form.fields.keys() else ""


def _show(desk: Desk, found: Undo, why_not: str, *, status: int) -> HttpResponse:
    context = {
        "what": WHAT[found.thing],
        "is_addition": found.is_addition,
        "fields": [] if found.is_addition else [field_line(one, desk.reading) for one in found.changes],
        "added": found.changes[0].after if found.is_addition else "",
        "why_not": why_not,
    }
    return desk.show(TEMPLATE, context, what="Fortryd", status=status)


def _answer(desk: Desk, sheet: FormSheet, save: Callable[[], object], address: str) -> HttpResponse:
    done = attempt(sheet.form, save)
    if done.is_saved:
        messages.success(desk.request, "Det er fortrudt. Det står, som det gjorde før.")
        return desk.back()
    return FormSheet(
        desk,
        sheet.form,
        title=sheet.title,
        model=sheet.model,
        thing=sheet.thing,
        history=sheet.history,
        action=address,
    ).show(done)


def _as_it_was(form: forms.BaseForm, before: dict[str, object], version: int) -> QueryDict:
    """The form as a browser would send it: everything as it is saved now, and these fields as they were."""
    see_again(form, version, frozenset())
    data: QueryDict = form.data.copy()  # type: ignore[attr-defined]  # see_again leaves a QueryDict
    for name, value in before.items():
        said = form.fields[name].prepare_value(value)
        data.setlist(form.add_prefix(name), [] if said in (None, False) else [str(said)])
    return data
