"""A task in one line for the plan as a whole: where it belongs is chosen, never guessed, as it decides who sees it."""

from typing import Any
from uuid import UUID

from django import forms as django_forms

from plans.models import Goal
from plans.pages.choices import offer
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.forms_line import NewLineForm, SentLineForm
from plans.reading import Reading
from plans.standing import Action

GOAL, AREA = "m-", "o-"
CLOSED = (Goal.Status.REACHED, Goal.Status.STOPPED, Goal.Status.PROPOSED)


class PlanLineForm(NewLineForm):
    """As it stands on the page."""

    place = django_forms.ChoiceField(
        label="Hører til", error_messages={"required": "Vælg, hvor aftalen hører til."}
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="ny-aftale-%s", **kwargs)
        offer(self, "place", [("", "Vælg mål eller område"), *places])


class SentPlanLineForm(PlanLineForm, SentLineForm):
    """As it was sent."""

    @property
    def goal_id(self) -> UUID | None:
        place = str(self.cleaned_data["place"])
        return UUID(place.removeprefix(GOAL)) if place.startswith(GOAL) else None

    @property
    def area_id(self) -> str:
        return str(self.cleaned_data["place"]).removeprefix(AREA)


def places_of(reading: Reading) -> list[tuple[str, str]]:
    """The goals and areas in which one may write a task; none where one may not.

    Those of a plan that has ended too: what was chosen before it did comes back with the text.
    """
    if not reading.standing.is_on_team:
        return []
    goals = [
        (f"{GOAL}{goal.pk}", f"{goal.section.area.name}: {goal.title}")
        for goal in reading.goals
        if goal.status not in CLOSED and reading.standing.may(Action.ADD_TASK, goal.section)
    ]
    return [*goals, *((f"{AREA}{key}", f"{name}, uden mål") for key, name in own_areas(reading))]
