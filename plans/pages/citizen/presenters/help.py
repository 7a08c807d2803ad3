"""Measures as the citizen reads them: what helps me, how much, from whom, why it has changed; never what is late."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.models import Measure
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.comments.lines import Comments, comments_on
from plans.pages.disputes.lines import DisputeLine, dispute_line
from plans.providers import ANOTHER, provider_name
from plans.reading import Reading
from plans.standing import Action


@dataclass(frozen=True)
class ShownHelp:
    """One measure: “Bostøtte, 6 timer om ugen, fra Socialcenteret”, and lines beneath it."""

    id: UUID
    title: str
    said: str
    notes: tuple[str, ...]
    reason: str
    comments: Comments
    disputes: tuple[DisputeLine, ...]
    disagree: str  # where one says that one does; empty where somebody has, or one may not


@dataclass(frozen=True)
class Help:
    heading: str
    now: tuple[ShownHelp, ...]
    before: tuple[ShownHelp, ...]


def help_of(reading: Reading) -> Help:
    measures = [measure for measure in reading.measures if not measure.is_draft]
    return Help(
        heading=Wording.of(reading).help,
        now=tuple(_shown(one, reading) for one in measures if not one.is_over),
        before=tuple(_shown(one, reading) for one in measures if one.is_over),
    )


def _shown(measure: Measure, reading: Reading) -> ShownHelp:
    today = spoken.day_of(reading.at)
    coming = measure.coming_change(today)
    extent = coming.before if coming else measure.extent
    said = ", ".join(filter(None, [extent, _from(measure, reading)]))
    return ShownHelp(
        id=measure.pk,
        title=measure.title,
        said=said,
        notes=tuple(filter(None, _notes(measure, today))),
        reason=_why(measure),
        comments=comments_on(measure, reading),
        disputes=tuple(dispute_line(one, reading) for one in reading.disputes_about(measure)),
        disagree=_disagree(measure, reading),
    )


def _disagree(measure: Measure, reading: Reading) -> str:
    is_there = any(one.disagreement.is_open for one in reading.disputes_about(measure))
    may = reading.plan.is_active and reading.standing.may(Action.RAISE_DISAGREEMENT, measure)
    if is_there or not may:
        return ""
    return reverse("min-plan-dispute-measure", args=[reading.plan.pk, measure.pk])


def _from(measure: Measure, reading: Reading) -> str:
    name = provider_name(measure, reading)
    if name == ANOTHER:
        name = _("en anden afdeling")
    if not name and measure.section.owner is not None:
        name = measure.section.owner.name
    return _("fra %s") % name if name else ""


def _notes(measure: Measure, today: date) -> list[str]:
    notes = [_("Efter %s.") % measure.by_law if measure.by_law else ""]
    if measure.is_over:
        ended = spoken.day_near(measure.ends_on) if measure.ends_on else ""
        return [*notes, _("Sluttede %s.") % ended if ended else ""]
    if not measure.has_begun(today):
        notes.append(_("Begynder %s.") % spoken.day_near(measure.starts_on))
    if measure.is_trial and measure.ends_on:
        notes.append(_("Det er noget, I prøver til og med %s.") % spoken.day_near(measure.ends_on))
    elif measure.ends_on:
        notes.append(_("Slutter %s.") % spoken.day_near(measure.ends_on))
    coming = measure.coming_change(today)
    if coming is not None:
        day = spoken.day_near(coming.from_on)
        notes.append(_("Fra %(day)s: %(extent)s.") % {"day": day, "extent": coming.after})
    if measure.next_follow_up_on is not None and measure.next_follow_up_on >= today:
        notes.append(_("I ser på det sammen senest %s.") % spoken.day_near(measure.next_follow_up_on))
    return notes


def _why(measure: Measure) -> str:
    """Why it was stopped, or why there is more or less of it."""
    if measure.reason:
        return measure.reason
    newest = measure.newest_change()
    if newest is None:
        return ""
    return newest.reason
