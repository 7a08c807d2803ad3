"""Where a point of the agenda goes: off it, back on it, or to another meeting."""

from typing import Any

from django import forms as django_forms

from enplan.web.saving import SeenForm
from plans.models import MeetingPoint
from plans.pages.choices import offer
from plans.pages.meetings.room import Room
from plans.pages.meetings.wording import when_of


class PlaceOnAgendaForm(SeenForm):
    """The version of the point that was looked at."""

    keeps_typed = False


class MovePointForm(SeenForm):
    """Another meeting of the same plan that is not over."""

    to = django_forms.ChoiceField(
        label="Hvilket møde?",
        error_messages={
            "required": "Vælg et møde. Er der ikke flere, så indkald til et nyt først.",
        },
    )

    @classmethod
    def of(cls, point: MeetingPoint, room: Room, data: Any = None) -> "MovePointForm":
        form = cls(data, initial={"version": point.version})
        others = (one for one in room.reading.meetings if one.takes_lines and one.pk != room.meeting.pk)
        choices = [(str(one.pk), f"{one.kind.name}, {when_of(one)}") for one in others]
        offer(form, "to", [("", "Vælg"), *choices])
        return form
