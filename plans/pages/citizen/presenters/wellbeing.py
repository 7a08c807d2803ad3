"""How the citizen is, on the ruler 0–10: own numbers as a curve and a table, a professional's beside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enplan.web import charts, spoken
from plans.models import Rating
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.comments.lines import Comments, comments_on
from plans.reading import Reading
from plans.standing import Action


@dataclass(frozen=True)
class ShownRating:
    """One number with its words. `by` is who put it there."""

    id: UUID
    by: str
    number: str
    note: str
    day: date
    is_own: bool
    is_private: bool
    title: str  # what the number is of, said for who only hears the button
    private: str  # the address of “Del ikke dette”, empty where it is not one's own
    version: int
    comments: Comments


@dataclass(frozen=True)
class AreaRatings:
    """One area: the citizen's latest number, and the professionals' beside it."""

    area: str
    own: ShownRating | None
    others: tuple[ShownRating, ...]


@dataclass(frozen=True)
class Wellbeing:
    """The whole and the parts. `rows` is the table that says the same as the curve, newest first; `course` says where
    it began and where it is, or nothing while there is no curve.
    """

    curve: SafeString
    course: str
    latest: ShownRating | None
    beside: tuple[ShownRating, ...]
    rows: tuple[ShownRating, ...]
    areas: tuple[AreaRatings, ...]

    @property
    def is_seen_by_others(self) -> bool:
        return bool(self.curve) and bool(self.beside)


def wellbeing_of(reading: Reading) -> Wellbeing:
    overall = [rating for rating in reading.newest_ratings if rating.section is None]
    by_area: dict[str, list[Rating]] = {}
    for rating in sorted(
        (rating for rating in reading.newest_ratings if rating.section is not None),
        key=lambda rating: rating.section.area.position if rating.section else 0,
    ):
        if rating.section is not None:
            by_area.setdefault(rating.section.area.said_name, []).append(rating)
    return Wellbeing(
        curve=_curve(overall),
        course=_course(overall),
        latest=_latest_own(overall, reading),
        beside=_latest_of_others(overall, reading),
        rows=tuple(_shown(rating, reading) for rating in reversed(overall)),
        areas=tuple(
            AreaRatings(area, _latest_own(ratings, reading), _latest_of_others(ratings, reading))
            for area, ratings in by_area.items()
        ),
    )


def _curve(overall: Iterable[Rating]) -> SafeString:
    """The citizen's last number of each day, and a professional's beside; a single day is no curve yet."""
    by_day = {rating.rated_on: rating.value for rating in overall if rating.is_by_citizen}
    others = {rating.rated_on: rating.value for rating in overall if not rating.is_by_citizen}
    if len(by_day) < 2:
        return SafeString("")
    days = list(by_day)
    labels = [
        ""
        if before and (before.year, before.month) == (day.year, day.month)
        else spoken.SHORT_MONTHS[day.month - 1]
        for before, day in zip([None, *days], days, strict=False)
    ]
    return charts.wellbeing_curve(
        [(day, by_day[day], label) for day, label in zip(days, labels, strict=True)],
        beside=[(day, value, "") for day, value in others.items()],
    )


def _course(overall: Iterable[Rating]) -> str:
    """ "Fra 3 (18. maj) til 5 (i går)": the citizen's first number and the last, on two days."""
    own = [rating for rating in overall if rating.is_by_citizen and rating.value is not None]
    if not own or own[0].rated_on == own[-1].rated_on:
        return ""
    return _("Fra %(first)s (%(then)s) til %(last)s (%(now)s).") % {
        "first": own[0].value,
        "then": spoken.day_near(own[0].rated_on),
        "last": own[-1].value,
        "now": spoken.near(own[-1].rated_on),
    }


def _latest_own(ratings: list[Rating], reading: Reading) -> ShownRating | None:
    own = [rating for rating in ratings if rating.is_by_citizen]
    return _shown(own[-1], reading) if own else None


def _latest_of_others(ratings: list[Rating], reading: Reading) -> tuple[ShownRating, ...]:
    latest = {rating.written_by_id: rating for rating in ratings if not rating.is_by_citizen}
    return tuple(
        _shown(rating, reading)
        for rating in sorted(latest.values(), key=attrgetter("rated_on"), reverse=True)
    )


def _shown(rating: Rating, reading: Reading) -> ShownRating:
    return ShownRating(
        id=rating.pk,
        by=_by(rating, reading),
        number=_("ved ikke") if rating.value is None else str(rating.value),
        note=rating.note,
        day=rating.rated_on,
        is_own=rating.is_by_citizen,
        is_private=rating.is_private,
        title=spoken.near(rating.rated_on),
        private=reverse("min-plan-rating-private", args=[reading.plan.pk, rating.pk])
        if reading.plan.is_active and reading.standing.may(Action.KEEP_PRIVATE, rating)
        else "",
        version=rating.version,
        comments=comments_on(rating, reading),
    )


def _by(rating: Rating, reading: Reading) -> str:
    wording = Wording.of(reading)
    if not rating.is_by_citizen:
        return reading.name_of(rating.written_by)
    if rating.is_by_representative:
        return _("%(who)s for %(whom)s") % {
            "who": reading.name_of(rating.written_by),
            "whom": _("dig") if wording.is_own else wording.first,
        }
    if rating.is_told:
        return _("%(you)s, fortalt til %(who)s") % {
            "you": wording.you,
            "who": reading.name_of(rating.written_by),
        }
    return wording.you
