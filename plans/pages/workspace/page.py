"""The plan's page, put together: what the template shows and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms as django_forms
from django.urls import reverse

from enplan.web import danish
from plans.models import CitizenWords, Goal
from plans.pages.workspace.changes import Event
from plans.pages.workspace.page_areas import AreaSheet, area_sheets
from plans.pages.workspace.page_side import Side, side_of
from plans.pages.workspace.page_tasks import TaskLine, task_lines
from plans.pages.workspace.voices import Wellbeing, overall_wellbeing
from plans.reading import Reading
from plans.standing import Action

# More goals at once than a person can hold draws a friendly word (domain: what a plan holds).
MANY_GOALS = 3


@dataclass(frozen=True)
class Doing:
    """Something one may do on the page."""

    name: str
    address: str


@dataclass(frozen=True)
class WorkspacePage:
    dream: str
    dream_by: str
    matters: str
    wellbeing: Wellbeing | None
    areas: list[AreaSheet]
    own_tasks: list[TaskLine]
    is_shell: bool
    shell_text: str
    many_goals: int
    doing: list[Doing]
    side: Side
    since: datetime | None
    events: list[Event]
    has_more_events: bool


MOST_EVENTS = 6


def workspace_page(
    reading: Reading,
    *,
    since: datetime | None,
    events: list[Event],
    held: Mapping[UUID, django_forms.Form] | None = None,
) -> WorkspacePage:
    """`held`: per goal, a one-line form that came back with an error."""
    return WorkspacePage(
        dream=reading.dream.text if reading.dream else "",
        dream_by=_dream_by(reading.dream, reading),
        matters=reading.matters.text if reading.matters else "",
        wellbeing=overall_wellbeing(reading),
        areas=area_sheets(reading, held or {}),
        own_tasks=task_lines(list(reading.own_titles), reading, title_only=True),
        is_shell=reading.is_shell,
        shell_text=_shell_text(reading),
        many_goals=_many_goals(reading),
        doing=_doing(reading),
        side=side_of(reading),
        since=since,
        events=events[:MOST_EVENTS],
        has_more_events=len(events) > MOST_EVENTS,
    )


def _dream_by(dream: CitizenWords | None, reading: Reading) -> str:
    if dream is None:
        return ""
    owner = danish.possessive(danish.first_name(reading.plan.citizen.name))
    return f"{owner} egne ord, {danish.day_near(dream.written_at)}"


def _shell_text(reading: Reading) -> str:
    if not reading.plan.is_active:
        return "Planen er afsluttet, og du har ikke skrevet noget i den, som du stadig kan se."
    if not reading.standing.is_on_team:
        return "Din afdeling har ikke skrevet noget i den del af planen, du må se."
    if reading.standing.coordinates:
        return "Der er ikke skrevet noget i planen endnu. Begynd med et mål i borgerens egne ord."
    return (
        "Du kan ikke se noget i planen, før borgeren har sagt ja. "
        "Spørg den koordinerende sagsbehandler, om I skal tale med borgeren om det sammen."
    )


def _many_goals(reading: Reading) -> int:
    active = sum(goal.status == Goal.Status.ACTIVE and not goal.is_draft for goal in reading.goals)
    return active if active > MANY_GOALS and reading.standing.coordinates else 0


def _doing(reading: Reading) -> list[Doing]:
    key, may, plan = [reading.plan.pk], reading.standing.may, reading.plan
    if not plan.is_active:
        return []
    every = (
        (Action.ADD_GOAL, "Nyt mål", "workspace-goal-new"),
        (Action.RATE_AS_PROFESSIONAL, "Ny aftale uden mål", "workspace-task-new"),
        (Action.RATE_AS_PROFESSIONAL, "Vurdér trivsel", "workspace-rate"),
        (Action.ADD_ATTACHMENT, "Læg en fil ind", "workspace-file-new"),
        (Action.MANAGE_TEAM, "Afslut planen", "workspace-end"),
    )
    return [Doing(text, reverse(name, args=key)) for action, text, name in every if may(action, plan)]
