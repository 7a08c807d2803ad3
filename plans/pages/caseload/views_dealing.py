"""What is dealt with on its line of the start page: a proposal taken up, a handover accepted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from enplan.web import danish, forms
from enplan.web.requests import see_other, user_of
from enplan.web.saving import SeenForm, attempt
from plans.lookups.things import goal_for, handover_for
from plans.pages.tasks.places import place_of
from plans.pages.workspace.desk import desk_of
from plans.services.goals import take_up_proposal
from plans.services.handover import accept_handover
from plans.standing import Action

CHANGED = "Borgeren har ændret forslaget, mens du så på det. Læs det, som det står nu, før du tager det med."


@require_POST
def take_up(request: HttpRequest, plan_id: UUID, goal_id: UUID) -> HttpResponse:
    """The citizen's proposal, taken into the plan."""
    desk = desk_of(request, plan_id)
    goal = goal_for(desk.user, desk.plan, goal_id)
    desk.allow(Action.TAKE_UP_PROPOSAL, goal)
    form = SeenForm(request.POST)
    done = attempt(form, lambda: take_up_proposal(by=desk.user, goal=goal, seen=form.cleaned_data["version"]))
    if not done.is_saved:
        notice = CHANGED if done.conflict else _errors_of(form)
        return place_of(request).show(notice=notice, status=done.status)
    messages.success(request, f"Målet “{goal.title}” er med i planen nu.")
    return place_of(request).back()


@require_POST
def take_over(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A handover accepted by who was asked: on to what they have taken over. 404 for others."""
    user = user_of(request)
    handover = handover_for(user, plan_id)
    form = forms.Form(request.POST)
    done = attempt(form, lambda: accept_handover(by=user, plan=handover.plan))
    if not done.is_saved:
        return place_of(request).show(notice=_errors_of(form), status=done.status)
    owner = danish.possessive(handover.plan.citizen.name)
    messages.success(request, f"Du holder trådene i {owner} plan nu.")
    return see_other("workspace-takeover", plan_id)


def _errors_of(form: forms.Form) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
