"""One request to one meeting: who asks, what they may see of it, and answering in the frame that is theirs.

A meeting has one address, which stands in invitations: professionals, the citizen's side and the network each find
their own page there. Every view beneath it begins with `room_of` (404 for whom the meeting does not exist).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from enplan.audit.models import Look
from enplan.web.requests import user_of
from enplan.web.unsaved.here import page_is
from plans.grants import On
from plans.looks import look_at_plan
from plans.lookups.meetings import AtMeeting, at_meeting, meeting_for
from plans.lookups.things import plan_for
from plans.models import Meeting
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.workspace.desk import Desk
from plans.permissions import ANY
from plans.reading import Reading, read_plan
from plans.services.checks import WHY_NOT, NotAllowed
from plans.standing import Action

PROFESSIONAL = frozenset({On.COORDINATE, On.WORK, On.SUPERVISE})


@dataclass(frozen=True)
class Room:
    """One person at one meeting."""

    request: HttpRequest
    reading: Reading
    meeting: Meeting

    @cached_property
    def said(self) -> AtMeeting:
        return at_meeting(self.reading.keys, self.meeting)

    @property
    def is_professional(self) -> bool:
        return bool(self.reading.standing.roles & PROFESSIONAL)

    @property
    def is_post(self) -> bool:
        return self.request.method == "POST"

    @property
    def is_htmx(self) -> bool:
        return self.request.headers.get("HX-Request") == "true"

    @property
    def address(self) -> str:
        return reverse("meeting", args=[self.reading.plan.pk, self.meeting.pk])

    @property
    def takes_lines(self) -> bool:
        return self.reading.plan.is_active and self.meeting.takes_lines

    def may(self, action: Action, thing: Any = None) -> bool:
        return self.reading.standing.may(action, thing or self.meeting)

    def allow(self, action: Action, thing: Any = None) -> None:
        """NotAllowed (403, saying why) where saving would be refused, before anybody has typed."""
        if not self.may(action, thing):
            raise NotAllowed(WHY_NOT[action])

    @property
    def desk(self) -> Desk:
        return Desk(self.request, self.reading.user, self.reading.plan)

    def anew(self) -> "Room":
        """The same, read anew after a save."""
        return room_of(self.request, self.reading.plan.pk, self.meeting.pk)

    def show(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """Write the look, then answer: a whole page in the frame of who asks, or a part of it for htmx."""
        page_is(self.address)
        everywhere = {"plan": self.reading.plan, "meeting": self.meeting, "address": self.address}
        if self.is_professional:
            return self.desk.show(template, everywhere | context, what="Møde", status=status)
        look_at_plan(by=self.reading.user, standing=self.reading.standing, kind=Look.Kind.PAGE, what="Møde")
        return render(self.request, template, everywhere | self._private | context, status=status)

    @property
    def _private(self) -> dict[str, Any]:
        """What the frames of private persons want."""
        is_network = not self.reading.standing.is_citizens_side
        home = reverse("min-del") if is_network else reverse("min-plan")
        return {
            "wording": Wording.of(self.reading) if not is_network else None,
            "frame": "plans/network/frame.html" if is_network else "plans/citizen/frame.html",
            "back": f"{home}?plan={self.reading.plan.pk}",
        }

    def go_back(self, anchor: str = "") -> HttpResponse:
        """To the meeting after a save."""
        response = redirect(self.address + (f"#{anchor}" if anchor else ""))
        response.status_code = 303
        return response


def room_of(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> Room:
    """The meeting for who asks; 404 for everybody to whom it does not exist."""
    user = user_of(request)
    plan = plan_for(user, plan_id, *ANY)
    meeting = meeting_for(user, plan, meeting_id)
    return Room(request, read_plan(user, plan), meeting)
