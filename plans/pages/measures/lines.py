"""A measure as a line within its area: what, how much, by whom, how it goes, and when it is followed up."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from enplan.web import danish, forms
from enplan.web.unsaved.here import is_typed
from plans.measures_in_words import due_in_words, how_much, period, who, why
from plans.models import Measure, Progress
from plans.pages.comments.lines import Comments, comments_on
from plans.pages.disputes.lines import DisputeLine, dispute_line
from plans.pages.measures.forms_follow_ups import FollowUpLineForm
from plans.pages.meetings.became import Linked, origin_of
from plans.pages.workspace.page_goals import Chip
from plans.reading import Reading
from plans.standing import Action


@dataclass(frozen=True)
class MeasureLine:
    """Addresses are empty where the viewer may not. `line`: to follow up, with what a person wrote."""

    pk: UUID
    title: str
    by_law: str
    chips: list[Chip]
    facts: str
    reason: str
    due: str
    is_overdue: bool
    is_over: bool
    page: str
    follow_up: str
    may_end: bool
    origin: Linked | None
    comments: Comments
    disputes: list[DisputeLine]
    line: forms.Form | None


def measure_line(
    measure: Measure, reading: Reading, held: Mapping[UUID, forms.Form] | None = None
) -> MeasureLine:
    """`held`: per measure, a one-line form that came back with an error."""
    today, key, may = danish.day_of(reading.at), [reading.plan.pk, measure.pk], reading.standing.may
    is_open = reading.plan.is_active and not measure.is_over and not measure.is_draft
    # What came back is shown in its form, also where nothing can be followed up any more.
    line = (held or {}).get(measure.pk)
    may_follow_up = is_open and may(Action.FOLLOW_UP, measure)
    if line is None and may_follow_up and is_typed(FollowUpLineForm.ids_at(measure.pk)):
        line = FollowUpLineForm.for_measure(measure)
    return MeasureLine(
        pk=measure.pk,
        title=measure.title,
        origin=origin_of(measure.pk, reading),
        by_law=measure.by_law,
        chips=chips_of(measure, reading),
        facts=" · ".join(
            filter(None, [how_much(measure, today), who(measure, reading), period(measure, today)])
        ),
        reason=why(measure),
        due=due_in_words(measure, today),
        is_overdue=measure.is_due(today),
        is_over=measure.is_over,
        page=reverse("workspace-measure", args=key),
        follow_up=reverse("workspace-measure-follow-up", args=key)
        if may_follow_up or line is not None
        else "",
        may_end=may(Action.EDIT_MEASURE, measure),
        comments=comments_on(measure, reading),
        disputes=[dispute_line(one, reading) for one in reading.disputes_about(measure)],
        line=line,
    )


def chips_of(measure: Measure, reading: Reading) -> list[Chip]:
    today = danish.day_of(reading.at)
    chips = []
    if measure.is_draft:
        chips.append(Chip("kladde, kun for dig", "chip-soon"))
    if measure.withheld_until is not None and measure.withheld_until > reading.at:
        chips.append(Chip(f"borgeren ser det fra {danish.full_day(measure.withheld_until)}", "chip-soon"))
    if measure.is_trial:
        chips.append(Chip("prøvehandling"))
    if measure.is_over:
        chips.append(Chip(measure.get_status_display()))
    elif not measure.has_begun(today):
        chips.append(Chip(f"begynder {danish.day_near(measure.starts_on, today=today)}"))
    elif measure.progress:
        good = measure.progress == Progress.ON_TRACK
        chips.append(Chip(measure.get_progress_display(), "chip-good" if good else "chip-soon"))
    return chips
