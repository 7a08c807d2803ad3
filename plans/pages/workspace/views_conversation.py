"""The conversation about consent, held by the coordinator together with the citizen; and its form on paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from plans.lookups.talks import talk_of
from plans.pages.conversation.leading import Place, lead
from plans.pages.conversation.talk import Step, Talk
from plans.pages.workspace.desk import Desk, desk_of
from plans.standing import Action


def begin(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The first question."""
    desk = _desk(request, plan_id)
    return redirect("workspace-conversation", desk.plan.pk, Step.PLAN)


def step(request: HttpRequest, plan_id: UUID, step: str) -> HttpResponse:
    """One question, or at the end what was answered and what it changes."""
    desk = _desk(request, plan_id)
    # In the middle of a running conversation one comes back to it.
    done = "talk" if talk_of(desk.user, desk.plan.pk) else "workspace-consents"
    place = Place(
        address=lambda one: reverse("workspace-conversation", args=[desk.plan.pk, one]),
        done=reverse(done, args=[desk.plan.pk]),
        show=lambda context, status: desk.show(
            "plans/conversation/step.html",
            {"frame": "plans/workspace/base.html", **context},
            what="Samtale om samtykke",
            status=status,
        ),
    )
    return lead(request, Talk(desk.reading, with_caseworker=True), place, step)


def _desk(request: HttpRequest, plan_id: UUID) -> Desk:
    """Who notes grounds and may know the whole team: the questions name everybody on it."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.SEE_TEAM_WHOLE, desk.plan)
    desk.allow(Action.NOTE_GROUND, desk.plan)
    return desk
