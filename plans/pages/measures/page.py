"""A measure's own page, and the page of what is followed up when: what the templates show and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from enplan.web import danish
from plans.measures_in_words import Facts, due_in_words, facts_of
from plans.models import FollowUp, Measure, PlanFollowUp, SupportChange
from plans.pages.comments.lines import Comments, comments_on
from plans.pages.disputes.lines import DisputeLine, dispute_line
from plans.pages.measures.lines import MeasureLine, chips_of, measure_line
from plans.pages.workspace.page_goals import Chip
from plans.reading import Reading
from plans.standing import Action


@dataclass(frozen=True)
class Doing:
    name: str
    address: str


@dataclass(frozen=True)
class HeldLine:
    """A follow-up that was held."""

    when: str
    who: str
    progress: str
    result: str
    happened: str
    next_step: str
    next_on: str
    history: str  # of a follow-up of the whole plan; a measure's stand in its own
    pk: UUID
    comments: Comments | None  # on a follow-up of a measure


@dataclass(frozen=True)
class ChangeLine:
    """Support that went up or down."""

    when: str
    who: str
    direction: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class MeasurePage:
    pk: UUID
    title: str
    where: str
    chips: list[Chip]
    facts: Facts
    reason: str
    due: str
    is_overdue: bool
    doing: list[Doing]
    held: list[HeldLine]
    changes: list[ChangeLine]
    comments: Comments
    disputes: list[DisputeLine]


@dataclass(frozen=True)
class FollowUpsPage:
    rhythm: str
    due: str
    is_overdue: bool
    follow_up: str  # addresses, empty where one may not
    change_rhythm: str
    held: list[HeldLine]
    reads_whole: bool
    measures: list[MeasureLine]
    without: list[MeasureLine]  # nobody has said when they are followed up


def measure_page(
    measure: Measure,
    reading: Reading,
    *,
    follow_ups: Iterable[FollowUp],
    changes: Iterable[SupportChange],
) -> MeasurePage:
    today = danish.day_of(reading.at)
    owner = measure.section.owner.name if measure.section.owner else ""
    return MeasurePage(
        pk=measure.pk,
        title=measure.title,
        where=f"{measure.section.area.name} · {owner}",
        chips=chips_of(measure, reading),
        facts=facts_of(measure, reading, today),
        reason=measure.reason,
        due=due_in_words(measure, today),
        is_overdue=measure.is_due(today),
        doing=_doing(measure, reading),
        held=[
            _held(one, reading, one.get_progress_display(), one.get_result_display()) for one in follow_ups
        ],
        changes=[_change(one, reading) for one in changes],
        comments=comments_on(measure, reading),
        disputes=[dispute_line(one, reading) for one in reading.disputes_about(measure)],
    )


def follow_ups_page(reading: Reading, held: Iterable[PlanFollowUp]) -> FollowUpsPage:
    plan, today = reading.plan, danish.day_of(reading.at)
    may = plan.is_active and reading.standing.may(Action.FOLLOW_UP_PLAN, plan)
    months, due = plan.follow_up_months, plan.next_follow_up_on if plan.is_active else None
    open_ones = [measure for measure in reading.measures if not measure.is_over and not measure.is_draft]
    known = [measure for measure in open_ones if measure.next_follow_up_on is not None]
    known.sort(key=lambda measure: str(measure.next_follow_up_on))
    return FollowUpsPage(
        rhythm=(f"hver {months}. måned" if months > 1 else "hver måned") if months else "",
        due=danish.full_day(due) if due else "",
        is_overdue=due is not None and due < today,
        follow_up=reverse("workspace-follow-up-plan", args=[plan.pk]) if may else "",
        change_rhythm=reverse("workspace-rhythm", args=[plan.pk]) if may else "",
        held=[_held(one, reading) for one in held],
        reads_whole=reading.standing.reads_words,
        measures=[measure_line(measure, reading) for measure in known],
        without=[measure_line(one, reading) for one in open_ones if one.next_follow_up_on is None],
    )


def _doing(measure: Measure, reading: Reading) -> list[Doing]:
    if not reading.plan.is_active:
        return []
    key, may = [reading.plan.pk, measure.pk], reading.standing.may
    may_edit, is_shown = may(Action.EDIT_MEASURE, measure) and not measure.is_over, not measure.is_draft
    every = (
        (may(Action.FOLLOW_UP, measure) and is_shown and not measure.is_over, "Følg op", "-follow-up"),
        (may_edit and is_shown, "Mere eller mindre støtte", "-support"),
        (may_edit, "Ret indsatsen", "-edit"),
        (may_edit and is_shown, "Afslut indsatsen", "-end"),
    )
    raises = is_shown and may(Action.RAISE_DISAGREEMENT, measure)
    doing = [Doing(text, reverse(f"workspace-measure{name}", args=key)) for ok, text, name in every if ok]
    if raises:
        doing.append(Doing("Skriv, at I er uenige", reverse("dispute-measure-new", args=key)))
    doing.append(Doing("Historik", reverse("workspace-measure-history", args=key)))
    withheld = measure.withheld_until is not None and measure.withheld_until > reading.at
    if withheld and may(Action.END_WITHHOLDING, measure):
        doing.append(Doing("Vis det for borgeren nu", reverse("withholding-end", args=key)))
    if may(Action.TAKE_OUT, measure):
        doing.append(Doing("Hører til en anden borger", reverse("take-out", args=key)))
    return doing


def _held(one: FollowUp | PlanFollowUp, reading: Reading, progress: str = "", result: str = "") -> HeldLine:
    return HeldLine(
        when=danish.full_day(one.held_on),
        who=reading.name_of(one.written_by),
        progress=progress,
        result=result,
        happened=one.happened,
        next_step=one.next_step,
        next_on=danish.full_day(one.next_on) if one.next_on else "",
        history=reverse("workspace-thing-history", args=[reading.plan.pk, one.pk])
        if isinstance(one, PlanFollowUp)
        else "",
        pk=one.pk,
        comments=comments_on(one, reading, title=danish.full_day(one.held_on))
        if isinstance(one, FollowUp)
        else None,
    )


def _change(change: SupportChange, reading: Reading) -> ChangeLine:
    return ChangeLine(
        when=danish.full_day(change.from_on),
        who=reading.name_of(change.written_by),
        direction=change.get_direction_display(),
        before=change.before,
        after=change.after,
        reason=change.reason,
    )
