"""One conversation with two of a family, at one screen that both may be looking at: it shows what was written here, and
nothing that was written with one of them alone.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from enplan.audit.models import Look
from enplan.web import danish
from enplan.web.saving import attempt
from plans.looks import look_at_plan
from plans.lookups.families import family_line_for, family_lines, side_in_force_for
from plans.models import FamilySide, Plan
from plans.pages.family.forms import FamilyLineForm
from plans.pages.talk.lines import shown_line
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.desk import Desk, desk_of
from plans.permissions import standing_of
from plans.services.family_talks import add_family_line, move_family_line
from plans.services.talks import strike_line

WHAT = "Fælles samtale i familien"


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, plan_id: UUID, side_id: UUID) -> HttpResponse:
    """The lines of this family's conversation, and the next one."""
    desk = desk_of(request, plan_id)
    side = side_in_force_for(desk.user, desk.plan, side_id)
    plans = _both(desk, side)
    form = _form(desk, plans, request.POST if desk.is_post else None)
    if not desk.is_post:
        return _show(desk, side, plans, form)

    def save() -> None:
        given = form.cleaned_data
        add_family_line(
            by=desk.user,
            side=side,
            about=plans[given["about"]],
            kind=given["kind"],
            text=given["text"],
            area_id=given["area"] or None,
        )

    done = attempt(form, save)
    return _back(desk, side) if done.is_saved else _show(desk, side, plans, form, status=done.status)


@require_POST
def strike(request: HttpRequest, plan_id: UUID, side_id: UUID, family_line_id: UUID) -> HttpResponse:
    """Out of the conversation, or into it again."""
    desk = desk_of(request, plan_id)
    side = side_in_force_for(desk.user, desk.plan, side_id)
    line = family_line_for(desk.user, side, family_line_id)
    strike_line(by=desk.user, line=line, is_struck=not line.is_struck)
    return _back(desk, side)


@require_POST
def move(request: HttpRequest, plan_id: UUID, side_id: UUID, family_line_id: UUID) -> HttpResponse:
    """The line is the other one's."""
    desk = desk_of(request, plan_id)
    side = side_in_force_for(desk.user, desk.plan, side_id)
    move_family_line(by=desk.user, side=side, line=family_line_for(desk.user, side, family_line_id))
    return _back(desk, side)


def _both(desk: Desk, side: FamilySide) -> dict[str, Plan]:
    return {str(plan.pk): plan for plan in (desk.plan, side.other) if plan is not None}


def _form(desk: Desk, plans: dict[str, Plan], data: object) -> FamilyLineForm:
    areas_of = {key: own_areas(Desk(desk.request, desk.user, plan).reading) for key, plan in plans.items()}
    return FamilyLineForm(data, people=_names(plans), areas_of=areas_of)


def _names(plans: dict[str, Plan]) -> list[tuple[str, str]]:
    """First names; the whole names where the two share the first."""
    firsts = {key: danish.first_name(plan.citizen.name) for key, plan in plans.items()}
    is_clear = len(set(firsts.values())) == len(firsts)
    return [(key, firsts[key] if is_clear else plan.citizen.name) for key, plan in plans.items()]


def _show(
    desk: Desk, side: FamilySide, plans: dict[str, Plan], form: FamilyLineForm, *, status: int = 200
) -> HttpResponse:
    if side.other is not None:
        look_at_plan(
            by=desk.user, standing=standing_of(desk.user, side.other), kind=Look.Kind.PAGE, what=WHAT
        )
    names = dict(_names(plans))
    lines = [(str(line.talk.plan_id), line) for line in family_lines(desk.user, side)]
    context = {
        "side": side,
        "names": danish.listing(list(names.values())),
        "lines": [
            (
                names[key],
                next(name for other, name in names.items() if other != key),
                shown_line(line, plans[key]),
            )
            for key, line in lines
        ],
        "sorting": [
            (names[key], reverse("talk-sort", args=[key]))
            for key in plans
            if any(own == key and not line.is_struck for own, line in lines)
        ],
        "form": form,
    }
    return desk.show("plans/family/talk.html", context, what=WHAT, status=status)


def _back(desk: Desk, side: FamilySide) -> HttpResponse:
    response = redirect("family-talk", desk.plan.pk, side.pk)
    response.status_code = 303
    return response
