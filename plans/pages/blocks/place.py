"""Which side the block list is opened from: whose words it speaks, what it leads to, and how it is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from enplan.accounts.models import User
from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.models import Plan
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for
from plans.pages.workspace.desk import desk_of
from plans.reading import Reading, read_plan
from plans.services.checks import WHY_NOT, NotAllowed
from plans.standing import Action

WHAT = "Hvem planen er spærret for"


@dataclass(frozen=True)
class Place:
    """One request to the block list of one plan, by somebody who may change it."""

    request: HttpRequest
    reading: Reading
    is_citizens: bool
    show: Callable[[str, dict[str, Any], int], HttpResponse]

    @property
    def user(self) -> User:
        return self.reading.user

    @property
    def plan(self) -> Plan:
        return self.reading.plan

    @property
    def address(self) -> str:
        return reverse("min-plan-blocks" if self.is_citizens else "workspace-block", args=[self.plan.pk])

    def lift_address(self, block_id: UUID) -> str:
        name = "min-plan-block-lift" if self.is_citizens else "workspace-block-lift"
        return reverse(name, args=[self.plan.pk, block_id])

    def back(self) -> HttpResponse:
        """To the list, after a save."""
        response = redirect(self.address)
        response.status_code = 303
        return response


def citizens_place(request: HttpRequest, plan_id: UUID) -> Place:
    """404 for outsiders, 403 for who acts for the citizen."""
    plan, user = own_plan_for(request, plan_id), user_of(request)
    reading = read_plan(user, plan)
    if not reading.standing.may(Action.BLOCK_PERSON, plan):
        raise NotAllowed(WHY_NOT[Action.BLOCK_PERSON])

    def show(template: str, context: dict[str, Any], status: int) -> HttpResponse:
        look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.PAGE, what=WHAT)
        frame = {"frame": "plans/citizen/frame.html", "plan": plan, "back": page_address(plan)}
        return render(request, template, frame | context, status=status)

    return Place(request, reading, is_citizens=True, show=show)


def teams_place(request: HttpRequest, plan_id: UUID) -> Place:
    """404 for outsiders, 403 for who does not coordinate."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.BLOCK_PERSON, desk.plan, writes=False)

    def show(template: str, context: dict[str, Any], status: int) -> HttpResponse:
        frame = {"frame": "plans/workspace/base.html", "back": reverse("workspace-team", args=[plan_id])}
        return desk.show(template, frame | context, what=WHAT, status=status)

    return Place(request, desk.reading, is_citizens=False, show=show)
