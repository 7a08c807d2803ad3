"""Proposing a goal in one's own words, and changing it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.lookups.things import goal_for
from plans.models import Goal, Plan
from plans.pages.citizen.answering import Part, answer, part_address, saved
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.forms import OwnGoalForm, ProposalForm
from plans.pages.citizen.keeping import keep
from plans.pages.citizen.lookups import areas_for
from plans.pages.citizen.posting import saves
from plans.pages.citizen.presenters.parts import GOALS
from plans.pages.citizen.presenters.wording import Wording
from plans.permissions import standing_of
from plans.services.checks import WHY_NOT, NotAllowed
from plans.services.goals import edit_goal, propose_goal
from plans.standing import Action


@saves
def propose(request: HttpRequest, plan: Plan) -> HttpResponse:
    """A goal of one's own, shared or not."""
    user = user_of(request)
    standing = standing_of(user, plan)
    added: list[Goal] = []
    form = ProposalForm(request.POST, prefix="goal", areas=areas_for(standing), may_hide=standing.is_citizen)
    status = keep(
        form,
        lambda data: added.append(
            propose_goal(
                by=user,
                plan=plan,
                area_id=data["area"],
                title=data["title"],
                why=data["why"],
                is_private=data.get("is_private", False),
            )
        ),
        plan=plan,
        model=Goal,
    )
    part = Part("goals")
    if status is not None:
        return answer(request, plan, part, form=("goal", form), status=status)
    return saved(
        request,
        plan,
        part,
        anchor="maal",
        message=_("Forslaget er gemt."),
        added=added,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, plan_id: UUID, goal_id: UUID) -> HttpResponse:
    """A goal in the citizen's own words, on a page of its own. 403 for a goal that others have written."""
    plan = own_plan_for(request, plan_id)
    user = user_of(request)
    goal = goal_for(user, plan, goal_id)
    standing = standing_of(user, plan)
    if not standing.may(Action.EDIT_GOAL, goal):
        raise NotAllowed(WHY_NOT[Action.EDIT_GOAL])
    status: int | None = 200
    if request.method == "POST":
        form = OwnGoalForm(request.POST, may_hide=standing.is_citizen)
        status = keep(
            form,
            lambda data: edit_goal(
                by=user,
                goal=goal,
                seen=data["version"],
                **{name: value for name, value in data.items() if name != "version"},
            ),
            plan=plan,
            model=Goal,
        )
        if status is None:
            messages.success(request, _("Målet er gemt."))
            return redirect(part_address(user, plan, GOALS))
    else:
        initial = {
            "title": goal.title,
            "why": goal.why,
            "is_private": goal.is_private,
            "version": goal.version,
        }
        form = OwnGoalForm(initial=initial, may_hide=standing.is_citizen)
    look_at_plan(by=user, standing=standing, kind=Look.Kind.PAGE, what="Min plan")
    context = {
        "plan": plan,
        "goal": goal,
        "form": form,
        "wording": Wording.to(plan, standing),
        "back": part_address(user, plan, GOALS),
    }
    return render(request, "plans/citizen/goal.html", context, status=status)
