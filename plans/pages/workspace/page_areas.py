"""The plan's areas as sheets: within each, what each owner has written, and who reads it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from enplan.accounts.models import LifeArea
from enplan.web import danish, forms
from plans.models import Goal, Measure, Rating, Section, Task, TeamMember
from plans.pages.disputes.lines import DisputeLine, dispute_line
from plans.pages.files.lines import FileLine, lines_of_section
from plans.pages.measures.lines import MeasureLine, measure_line
from plans.pages.workspace.drawn_lines import DrawnLines
from plans.pages.workspace.folding import FoldedGoal, folded_goal, goals_to_fold
from plans.pages.workspace.forms_goals import ProgressForm
from plans.pages.workspace.forms_line import NewLineForm
from plans.pages.workspace.page_goals import GoalCard, goal_card
from plans.pages.workspace.page_tasks import TaskList, task_list
from plans.pages.workspace.readers import readers_in_words
from plans.pages.workspace.voices import Voice, voices_of
from plans.reading import Reading
from plans.services.goal_progress import UNDER_WAY
from plans.standing import Action

NO_MORE_TASKS = frozenset({Goal.Status.REACHED, Goal.Status.STOPPED, Goal.Status.PROPOSED})
PlacedT = TypeVar("PlacedT", Goal, Task, Measure)


@dataclass(frozen=True)
class OwnersPart:
    """What one owner has written in an area."""

    owner: str
    goals: list[GoalCard | FoldedGoal]
    closed_goals: list[GoalCard]
    measures: list[MeasureLine]
    closed_measures: list[MeasureLine]
    loose_tasks: TaskList
    files: list[FileLine]
    seen_by: str

    @property
    def holds_closed_goal(self) -> bool:
        """Did a text come back to a goal that lies folded away?"""
        return any(card.is_held for card in self.closed_goals)

    @property
    def holds_closed_measure(self) -> bool:
        return any(line.line is not None for line in self.closed_measures)


@dataclass(frozen=True)
class AreaSheet:
    """One life area; `anchor` is its id on the page and what htmx swaps."""

    key: str
    anchor: str
    name: str
    owner: str  # said in the heading where there is only one
    parts: list[OwnersPart]
    voices: list[Voice]
    disputes: list[DisputeLine]  # about the area, or about a goal that is closed to the viewer
    notice: str = ""  # why what was sent from here did not go through
    said: str = ""  # what was saved from here
    undo: str = ""  # where that is taken back

    @property
    def length(self) -> int:
        """Goals and measures that stand unfolded."""
        return sum(len(part.goals) + len(part.measures) for part in self.parts)


def area_sheets(
    reading: Reading,
    held: Mapping[UUID, forms.Form],
    *,
    opened: Collection[UUID] = (),
    only: str | None = None,
) -> list[AreaSheet]:
    """Areas in which the viewer sees something. `held`: per goal or measure, a one-line form that came back wrong.
    `opened`: goals that are to stand open although others like them are folded.
    """
    sections = _by_area(reading)
    things = _Things(reading, held, opened)
    sheets = [_sheet(area, found, things) for area, found in sections.items() if only in (None, area.pk)]
    return [sheet for sheet in sheets if sheet.parts or sheet.voices or sheet.disputes]


class _Things:
    """What is read, by where it stands: a long plan is gone through once, not once for each of its parts."""

    def __init__(self, reading: Reading, held: Mapping[UUID, forms.Form], opened: Collection[UUID]) -> None:
        self.reading = reading
        self.held = held
        self.opened = opened
        self.folded = goals_to_fold(reading, standing_open=(*opened, *held))
        self.new_tasks = DrawnLines(NewLineForm, held)
        self.progress_lines = DrawnLines(ProgressForm, held)
        self.goals = _by_section(reading.goals)
        self.tasks = _by_section(reading.tasks)
        self.measures = _by_section(reading.measures)
        self.ratings: dict[str, list[Rating]] = {}  # by area
        for rating in reading.newest_ratings:
            if rating.section is not None:
                self.ratings.setdefault(rating.section.area_id, []).append(rating)


def _by_section(items: Iterable[PlacedT]) -> dict[UUID, list[PlacedT]]:
    found: dict[UUID, list[PlacedT]] = {}
    for item in items:
        found.setdefault(item.section_id, []).append(item)
    return found


def _by_area(reading: Reading) -> dict[LifeArea, list[Section]]:
    """Sections by area. What one wrote oneself may stand where one reads nothing else: its section counts too."""
    found = {section.pk: section for section in reading.sections}
    files = [file.section for file in reading.attachments if file.section is not None]
    items = (
        *reading.goals,
        *reading.tasks,
        *reading.measures,
        *(one.disagreement for one in reading.disputes),
    )
    for section in (*(item.section for item in items), *files):
        found.setdefault(section.pk, section)
    ordered = sorted(found.values(), key=lambda section: section.area.position)
    areas: dict[LifeArea, list[Section]] = {}
    for section in ordered:
        areas.setdefault(section.area, []).append(section)
    return areas


def _sheet(area: LifeArea, sections: list[Section], things: _Things) -> AreaSheet:
    reading = things.reading
    parts = [part for section in sections if (part := _part(section, things))]
    return AreaSheet(
        key=area.pk,
        anchor=f"omraade-{area.pk}",
        name=area.name,
        owner=parts[0].owner if len(parts) == 1 else "",
        parts=parts,
        voices=voices_of(things.ratings.get(area.pk, ()), reading),
        disputes=_disputes_in(area, reading),
    )


def _disputes_in(area: LifeArea, reading: Reading) -> list[DisputeLine]:
    """Those about a goal or a measure that one sees stand there."""
    here = [one for one in reading.disputes if one.disagreement.section.area_id == area.pk]
    return [dispute_line(one, reading) for one in here if not reading.sees_what_it_is_about(one)]


def _part(section: Section, things: _Things) -> OwnersPart | None:
    reading = things.reading
    goals = things.goals.get(section.pk, [])
    shown = {goal.pk for goal in goals}
    loose = [task for task in things.tasks.get(section.pk, ()) if task.goal_id not in shown]
    measures = things.measures.get(section.pk, [])
    files = lines_of_section(section.pk, reading)
    if not goals and not loose and not measures and not files:
        return None
    cards = [_card(goal, things) for goal in goals]
    return OwnersPart(
        owner=_owner(section, reading),
        goals=[card for card in cards if not card.is_closed],
        closed_goals=[card for card in cards if isinstance(card, GoalCard) and card.is_closed],
        measures=_measures(measures, things, are_over=False),
        closed_measures=_measures(measures, things, are_over=True),
        loose_tasks=task_list(loose, reading, section.area_id),
        files=files,
        seen_by=readers_in_words(section, reading),
    )


def _measures(measures: list[Measure], things: _Things, *, are_over: bool) -> list[MeasureLine]:
    return [measure_line(one, things.reading, things.held) for one in measures if one.is_over is are_over]


def _card(goal: Goal, things: _Things) -> GoalCard | FoldedGoal:
    """With its one-line forms, where it is not folded: what comes next, and how it goes."""
    reading, may = things.reading, things.reading.standing.may
    if goal.pk in things.folded:
        return folded_goal(goal, reading)
    may_add = (
        reading.plan.is_active and may(Action.ADD_TASK, goal.section) and goal.status not in NO_MORE_TASKS
    )
    may_note = reading.plan.is_active and may(Action.NOTE_PROGRESS, goal) and goal.status in UNDER_WAY
    return goal_card(
        goal,
        reading,
        new_task=things.new_tasks.at(goal.pk, may=may_add),
        progress_line=things.progress_lines.at(goal.pk, may=may_note),
        is_opened=goal.pk in things.opened,
    )


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
