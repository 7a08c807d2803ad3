"""The plan's page, put together: what the template shows and nothing else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from enplan.web import danish, forms
from plans.models import CitizenWords, Goal
from plans.pages.coherence.shown import coherence_in_short
from plans.pages.disputes.question_lines import QuestionLine, question_line
from plans.pages.measures.pointed_out import pointed_out
from plans.pages.meetings.cards import DecisionCard, MeetingCard, newest_decisions, next_card
from plans.pages.workspace.changes import Event
from plans.pages.workspace.page_areas import AreaSheet, area_sheets
from plans.pages.workspace.page_side import Side, side_of
from plans.pages.workspace.page_tasks import TaskLine, task_lines
from plans.pages.workspace.voices import Wellbeing, overall_wellbeing
from plans.reading import Reading
from plans.standing import Action

# More goals at once than a person can hold draws a friendly word (domain: what a plan holds).
MANY_GOALS = 3
FEW_THINGS = 4  # so many goals and measures are found without a list of the areas at the top


@dataclass(frozen=True)
class Doing:
    """Something one may do on the page."""

    name: str
    address: str


@dataclass(frozen=True)
class DoingGroup:
    """What belongs together among what one may do, under a heading."""

    name: str
    every: list[Doing]


@dataclass(frozen=True)
class WorkspacePage:
    dream: str
    dream_by: str
    dream_history: str
    matters_history: str
    matters: str
    wellbeing: Wellbeing | None
    coherence: str  # the newest answers in short
    areas: list[AreaSheet]
    own_tasks: list[TaskLine]
    questions: list[QuestionLine]  # put to leaders, the newest
    is_shell: bool
    shell_text: str
    many_goals: int
    pointed_out: list[str]  # questions about what does not seem to fit together
    doing: list[DoingGroup]
    side: Side
    meeting: MeetingCard | None  # the next one
    decisions: list[DecisionCard]  # the newest
    since: datetime | None
    events: list[Event]
    has_more_events: bool

    @property
    def has_jumps(self) -> bool:
        return len(self.areas) > 1 and sum(area.length for area in self.areas) > FEW_THINGS


MOST_EVENTS = 6


def workspace_page(
    reading: Reading,
    *,
    since: datetime | None,
    events: list[Event],
    held: Mapping[UUID, forms.Form] | None = None,
    opened: Collection[UUID] = (),
) -> WorkspacePage:
    """`held`: per goal or measure, a one-line form that came back with an error. `opened`: goals not to fold."""
    return WorkspacePage(
        dream=reading.dream.text if reading.dream else "",
        dream_by=_dream_by(reading.dream, reading),
        dream_history=_history(reading.dream, reading),
        matters_history=_history(reading.matters, reading),
        matters=reading.matters.text if reading.matters else "",
        wellbeing=overall_wellbeing(reading),
        coherence=coherence_in_short(reading),
        areas=area_sheets(reading, held or {}, opened=opened),
        own_tasks=task_lines(list(reading.own_titles), reading, title_only=True),
        questions=[question_line(one, reading) for one in reading.newest_questions],
        is_shell=reading.is_shell,
        shell_text=_shell_text(reading),
        many_goals=_many_goals(reading),
        pointed_out=pointed_out(reading),
        doing=_doing(reading),
        side=side_of(reading),
        meeting=next_card(reading),
        decisions=newest_decisions(reading),
        since=since,
        events=events[:MOST_EVENTS],
        has_more_events=len(events) > MOST_EVENTS,
    )


def _history(words: CitizenWords | None, reading: Reading) -> str:
    return reverse("workspace-thing-history", args=[reading.plan.pk, words.pk]) if words else ""


def _dream_by(dream: CitizenWords | None, reading: Reading) -> str:
    if dream is None:
        return ""
    if dream.is_told:
        how = f", {dream.told_how}" if dream.told_how else ""
        return f"Fortalt til {reading.name_of(dream.written_by)} {danish.day_near(dream.written_at)}{how}"
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


IN_THE_PLAN = (
    (Action.HOLD_TALK, "Hold en samtale", "talk"),
    (Action.NOTE_TOLD, "Notér for borgeren", "noting"),
    (Action.ADD_GOAL, "Nyt mål", "workspace-goal-new"),
    (Action.ADD_MEASURE, "Ny indsats", "workspace-measure-new"),
    (Action.ADD_GOAL, "Begynd ud fra en skabelon", "plan-templates"),
    (Action.RATE_AS_PROFESSIONAL, "Ny aftale uden mål", "workspace-task-new"),
    (Action.RATE_AS_PROFESSIONAL, "Vurdér trivsel", "workspace-rate"),
    (Action.ADD_ATTACHMENT, "Læg en fil ind", "workspace-file-new"),
)
WITH_THE_PLAN = (
    (Action.CALL_MEETING, "Indkald til møde", "meeting-new"),
    (Action.VIEW, "Opfølgning", "workspace-follow-ups"),
    (Action.OFFER_HANDOVER, "Giv planen videre", "workspace-handover"),
    (Action.REPLACE_PLAN, "Andre planer", "workspace-replaced"),
    (Action.LINK_FAMILY, "Familie", "family"),
    (Action.NOTE_DATA_REQUEST, "Aktindsigt og rettelser", "data-requests"),
    (Action.PAUSE_PLAN, "Sæt på pause", "workspace-pause"),
    (Action.END_PLAN, "Afslut planen", "workspace-end"),
)


def _doing(reading: Reading) -> list[DoingGroup]:
    if not reading.plan.is_active:
        return []
    named = (("Skriv i planen", IN_THE_PLAN), ("Planen som helhed", WITH_THE_PLAN))
    groups = [
        DoingGroup(name, [_do(*one, reading) for one in every if _may(one[0], reading)])
        for name, every in named
    ]
    return [group for group in groups if group.every]


def _may(action: Action, reading: Reading) -> bool:
    return reading.standing.may(action, reading.plan)


def _do(action: Action, text: str, name: str, reading: Reading) -> Doing:
    is_pausing = action is Action.PAUSE_PLAN and reading.plan.is_paused
    return Doing("Ret pausen" if is_pausing else text, reverse(name, args=[reading.plan.pk]))
