"""Wellbeing in two voices: the citizen's number and words first, a professional's beside; and the citizen's curve."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString

from enplan.web import danish
from enplan.web.charts import wellbeing_curve
from plans.models import Rating
from plans.pages.comments.lines import Comments, comments_on
from plans.reading import Reading


@dataclass(frozen=True)
class Voice:
    """What one person said and when."""

    by: str
    value: str
    note: str
    is_own: bool
    history: str  # where every number of this voice stands
    pk: UUID
    comments: Comments


@dataclass(frozen=True)
class Wellbeing:
    """The overall wellbeing as the citizen sees it over time, and the newest numbers side by side."""

    summary: str
    curve: SafeString
    voices: list[Voice]


def voices_of(ratings: Iterable[Rating], reading: Reading) -> list[Voice]:
    """The newest of the citizen and the newest of a professional."""
    newest: dict[bool, Rating] = {}
    for rating in sorted(ratings, key=lambda r: (r.rated_on, r.written_at)):
        newest[rating.is_by_citizen] = rating
    return [_voice(newest[own], reading) for own in (True, False) if own in newest]


def overall_wellbeing(reading: Reading) -> Wellbeing | None:
    """None where the viewer sees no overall rating (rule 5)."""
    overall = [rating for rating in reading.newest_ratings if rating.section_id is None]
    if not overall:
        return None
    own = sorted((r for r in overall if r.is_by_citizen), key=lambda r: (r.rated_on, r.written_at))
    points = [(r.rated_on, r.value, danish.short_day(r.rated_on)) for r in own]
    others = [r for r in overall if not r.is_by_citizen and not r.is_draft]
    beside = [(r.rated_on, r.value, "") for r in others]
    return Wellbeing(
        summary=_summary([r.value for r in own if r.value is not None]),
        curve=wellbeing_curve(points, beside=beside) if len(points) > 1 else SafeString(""),
        voices=voices_of(overall, reading),
    )


def _summary(values: list[int]) -> str:
    if len(values) < 2:
        return f"Trivsel {values[0]}" if values else ""
    return f"Trivsel {values[0]} → {values[-1]} siden start"


def _voice(rating: Rating, reading: Reading) -> Voice:
    who = (
        danish.first_name(reading.plan.citizen.name)
        if rating.is_by_citizen
        else reading.name_of(rating.written_by)
    )
    if rating.is_by_representative:
        who = f"{rating.written_by.name} på vegne af {who}"
    if rating.is_told:
        who = f"{who}, fortalt til {reading.name_of(rating.written_by)}"
    value = "ved ikke" if rating.value is None else f"{rating.value} af 10"
    if rating.is_draft:
        who = f"{who} (kladde, kun for dig)"
    return Voice(
        by=f"{who}, {danish.day_near(rating.rated_on)}",
        value=f"Trivsel: {value}",
        note=rating.note,
        is_own=rating.is_by_citizen,
        pk=rating.pk,
        comments=comments_on(rating, reading),
        history=reverse("workspace-thing-history", args=[reading.plan.pk, rating.pk]),
    )
