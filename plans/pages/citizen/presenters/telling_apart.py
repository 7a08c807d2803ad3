"""Two buttons never carry the same words: where one receiver stands in several yeses, each says what it is about."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from citizens.models import Ground
from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.pages.citizen.presenters.shown_grounds import ShownGround


def told_apart(shown: Sequence[ShownGround], grounds: Sequence[Ground]) -> tuple[ShownGround, ...]:
    """`shown` and `grounds` are the same ones in the same order."""
    of: dict[str, list[Ground]] = {}
    for one, ground in zip(shown, grounds, strict=True):
        for words in {*(party.name for party in one.open_parties), one.open_names}:
            of.setdefault(words, []).append(ground)
    return tuple(
        replace(
            one,
            about=_told_from(ground, of.get(one.open_names, [])),
            parties=tuple(
                replace(party, about=_told_from(ground, of.get(party.name, []))) for party in one.parties
            ),
        )
        for one, ground in zip(shown, grounds, strict=True)
    )


def _told_from(ground: Ground, alike: Sequence[Ground]) -> str:
    """As few words as tell it from the others. "" for the only one."""
    if len(alike) < 2:
        return ""
    for said in WAYS:
        words = said(ground)
        if said is _about and _is_open_otherwise(ground, alike):
            continue
        if [said(one) for one in alike].count(words) == 1:
            return words
    return _("%(about)s, nummer %(number)d") % {"about": WAYS[-1](ground), "number": alike.index(ground) + 1}


def _about(ground: Ground) -> str:
    if ground.information:
        return _("oplysninger, der hentes")
    areas = spoken.listing([area.said_short for area in ground.open_areas], most=2)
    return _("det om %s") % areas if ground.covers_health else areas


def _is_open_otherwise(ground: Ground, alike: Sequence[Ground]) -> bool:
    """Health that stands in an area which another of them is about too: the area alone does not tell which it is."""
    areas = {area.pk for area in ground.open_areas}
    others = [one for one in alike if one.covers_health != ground.covers_health]
    return ground.covers_health and any(area.pk in areas for one in others for area in one.open_areas)


def _about_and_writer(ground: Ground) -> str:
    writers = spoken.listing(sorted(named(owner) for owner in ground.sources.all()), most=2)
    areas = spoken.listing([area.said_short for area in ground.open_areas], most=2)
    return _("det, %(writers)s skriver om %(areas)s") % {"writers": writers, "areas": areas}


def _about_and_day(ground: Ground) -> str:
    return _("%(about)s, sagt den %(day)s") % {
        "about": _about(ground),
        "day": spoken.full_day(ground.given_on),
    }


def _in_full(ground: Ground) -> str:
    """Every area, and until when: for two of the same day that are about nearly the same."""
    areas = spoken.listing([area.said_short for area in ground.open_areas])
    words = {"about": areas, "day": spoken.full_day(ground.given_on)}
    if ground.valid_until is None:
        return _("%(about)s, sagt den %(day)s") % words
    last = spoken.full_day(spoken.last_day(ground.valid_until))
    return _("%(about)s, sagt den %(day)s, til og med %(last)s") % {**words, "last": last}


WAYS: tuple[Callable[[Ground], str], ...] = (_about, _about_and_writer, _about_and_day, _in_full)
