"""The plan's areas as sheets: within each, what each owner has written, and who reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django import forms as django_forms

from enplan.accounts.models import LifeArea
from enplan.web import danish
from plans.models import Goal, Rating, Section, TeamMember
from plans.pages.files.lines import FileLine, lines_of_section
from plans.pages.workspace.forms_tasks import NewLineForm
from plans.pages.workspace.page_goals import GoalCard, goal_card
from plans.pages.workspace.page_tasks import TaskLine, task_lines
from plans.pages.workspace.readers import readers_in_words
from plans.pages.workspace.voices import Voice, voices_of
from plans.reading import Reading
from plans.standing import Action


@dataclass(frozen=True)
class OwnersPart:
    """What one owner has written in an area."""

    owner: str
    goals: list[GoalCard]
    closed_goals: list[GoalCard]
    loose_tasks: list[TaskLine]
    files: list[FileLine]
    seen_by: str


@dataclass(frozen=True)
class AreaSheet:
    """One life area; `anchor` is its id on the page and what htmx swaps."""

    key: str
    anchor: str
    name: str
    owner: str  # said in the heading where there is only one
    parts: list[OwnersPart]
    voices: list[Voice]
    notice: str = ""  # why what was sent from here did not go through


def area_sheets(
    reading: Reading, held: Mapping[UUID, django_forms.Form], *, only: str | None = None
) -> list[AreaSheet]:
    """Areas in which the viewer sees something. `held`: per goal, a one-line form that came back with an error."""
    sections = _by_area(reading)
    sheets = [
        _sheet(area, found, reading, held) for area, found in sections.items() if only in (None, area.pk)
    ]
    return [sheet for sheet in sheets if sheet.parts or sheet.voices]


def _by_area(reading: Reading) -> dict[LifeArea, list[Section]]:
    """Sections by area. What one wrote oneself may stand where one reads nothing else: its section counts too."""
    found = {section.pk: section for section in reading.sections}
    files = [file.section for file in reading.attachments if file.section is not None]
    for section in (*(item.section for item in (*reading.goals, *reading.tasks)), *files):
        found.setdefault(section.pk, section)
    ordered = sorted(found.values(), key=lambda section: section.area.position)
    areas: dict[LifeArea, list[Section]] = {}
    for section in ordered:
        areas.setdefault(section.area, []).append(section)
    return areas


def _sheet(
    area: LifeArea, sections: list[Section], reading: Reading, held: Mapping[UUID, django_forms.Form]
) -> AreaSheet:
    parts = [part for section in sections if (part := _part(section, reading, held))]
    return AreaSheet(
        key=area.pk,
        anchor=f"omraade-{area.pk}",
        name=area.name,
        owner=parts[0].owner if len(parts) == 1 else "",
        parts=parts,
        voices=voices_of(_ratings_in(area, reading), reading),
    )


def _ratings_in(area: LifeArea, reading: Reading) -> list[Rating]:
    return [r for r in reading.ratings if r.section is not None and r.section.area_id == area.pk]


def _part(section: Section, reading: Reading, held: Mapping[UUID, django_forms.Form]) -> OwnersPart | None:
    goals = [goal for goal in reading.goals if goal.section_id == section.pk]
    shown = {goal.pk for goal in goals}
    loose = [t for t in reading.tasks if t.section_id == section.pk and t.goal_id not in shown]
    files = lines_of_section(section.pk, reading)
    if not goals and not loose and not files:
        return None
    cards = [goal_card(goal, reading, _new_task(goal, reading, held)) for goal in goals]
    return OwnersPart(
        owner=_owner(section, reading),
        goals=[card for card in cards if not card.is_closed],
        closed_goals=[card for card in cards if card.is_closed],
        loose_tasks=task_lines(loose, reading),
        files=files,
        seen_by=readers_in_words(section, reading),
    )


def _new_task(
    goal: Goal, reading: Reading, held: Mapping[UUID, django_forms.Form]
) -> django_forms.Form | None:
    if goal.pk in held:
        return held[goal.pk]
    may = reading.plan.is_active and reading.standing.may(Action.ADD_TASK, goal.section)
    if not may or goal.status in (Goal.Status.REACHED, Goal.Status.STOPPED, Goal.Status.PROPOSED):
        return None
    return NewLineForm.for_goal(goal.pk)


def _owner(section: Section, reading: Reading) -> str:
    """ "Beskæftigelse · Jan Falk": the owner and those of the visible team who work there."""
    if section.owner is None:
        return f"{danish.possessive(danish.first_name(reading.plan.citizen.name))} egne ord"
    people = [
        "dig" if member.user_id == reading.user.pk else member.user.name
        for member in reading.team
        if member.user.department_id == section.owner_id and _works_in(member, section.area_id)
    ]
    return " · ".join(filter(None, [section.owner.name, danish.listing(list(dict.fromkeys(people)), most=2)]))


def _works_in(member: TeamMember, area_id: str) -> bool:
    return member.has_all_areas or any(area.pk == area_id for area in member.areas.all())
