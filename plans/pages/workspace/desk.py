"""A professional at one plan: who asks, which plan, and what they may see of it; and answering with the look-log.

Every view beneath /planer/<uuid>/ begins with `desk_of` (404 for outsiders) and answers through `show`.
"""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from enplan.accounts.models import User
from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.grants import On
from plans.looks import look_at_plan
from plans.lookups.things import plan_for
from plans.models import Plan
from plans.pages.places import OPENED
from plans.pages.workspace.page_head import head_of
from plans.reading import Reading, read_plan
from plans.services.checks import WHY_NOT, NotAllowed
from plans.standing import Action, Standing

TEAM = (On.COORDINATE, On.WORK)


@dataclass(frozen=True)
class Desk:
    """One request to one plan."""

    request: HttpRequest
    user: User
    plan: Plan

    @cached_property
    def reading(self) -> Reading:
        return read_plan(self.user, self.plan)

    @property
    def standing(self) -> Standing:
        return self.reading.standing

    @property
    def is_post(self) -> bool:
        return self.request.method == "POST"

    @property
    def is_htmx(self) -> bool:
        return self.request.headers.get("HX-Request") == "true"

    @property
    def address(self) -> str:
        return reverse("workspace", args=[self.plan.pk])

    @cached_property
    def opened(self) -> list[UUID]:
        """The goals that the viewer has opened among those that stand folded; what is no id is left out."""
        asked = {*self.request.GET.getlist(OPENED), *self.request.POST.getlist(OPENED)}
        found = []
        for text in sorted(asked):
            with suppress(ValueError):
                found.append(UUID(text))
        return found

    def allow(self, action: Action, thing: Any, *, writes: bool = True) -> None:
        """NotAllowed (403, saying why) where saving would be refused, before anybody has typed.

        What was typed before the plan ended passes: the service refuses it, and the text comes back.
        """
        if not self.standing.may(action, thing):
            raise NotAllowed(WHY_NOT[action])
        if writes and not self.is_post and not self.plan.is_active:
            raise NotAllowed("Planen er afsluttet, så der kan ikke gemmes mere i den.")

    def show(self, template: str, context: dict[str, Any], *, what: str, status: int = 200) -> HttpResponse:
        """Write the look, then answer with the page."""
        look_at_plan(by=self.user, standing=self.standing, kind=Look.Kind.PAGE, what=what)
        everywhere = {
            "plan": self.plan,
            "head": head_of(self.reading),
            "back": self.address,
            "presence": self._presence,
            "is_plan_page": False,
        }
        return render(self.request, template, everywhere | context, status=status)

    @property
    def _presence(self) -> str:
        """Where the page says that it is open; "" for who is not of the team."""
        return reverse("workspace-presence", args=[self.plan.pk]) if self.standing.roles & {*TEAM} else ""

    def after_saving(self) -> "Desk":
        """The same desk, which reads the plan anew: what was read to fill the form is older than what was saved."""
        return Desk(self.request, self.user, self.plan)

    def back(self, anchor: str = "") -> HttpResponseRedirect:
        """To the plan after a save, at the place where it was saved."""
        response = redirect(self.address + (f"#{anchor}" if anchor else ""))
        response.status_code = 303
        return response


def desk_of(request: HttpRequest, plan_id: UUID) -> Desk:
    """The desk of who asks, at this plan; 404 for somebody with no professional standing on it."""
    user = user_of(request)
    return Desk(request, user, plan_for(user, plan_id))
