"""The two questions people come with, answered first: who sees what is written about my health, and until when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from citizens.models import Ground
from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.pages.who_sees.wording import Voice
from plans.who_sees.openings import Opening
from plans.who_sees.people import Person
from plans.who_sees.whole import Part, WhoSees


@dataclass(frozen=True)
class InShort:
    """`health` is a question, "" where no health department has a part of the plan; `readers` answer it in lines."""

    health: str
    readers: tuple[str, ...]
    beside: tuple[str, ...]  # for each area that health stands in: who sees what others write there
    until: str  # how long the yeses last, "" where there is none
    most: str  # who sees most, "" where nobody sees anything


def in_short(seen: WhoSees) -> InShort:
    voice = Voice.of(seen.reading)
    parts = [
        part for of_area in seen.parts.values() for part in of_area if part.section.owner_id in _health(seen)
    ]
    return InShort(
        health=_question(parts, voice) if parts else "",
        readers=tuple(_readers(parts, seen)),
        beside=_beside(parts, seen),
        until=_until(seen, voice),
        most=_most(seen),
    )


def _health(seen: WhoSees) -> frozenset[object]:
    return frozenset(seen.facts.health_departments)


def _question(parts: list[Part], voice: Voice) -> str:
    writers = spoken.listing(sorted({named(part.owner) for part in parts}))
    return voice.say(
        _("Hvem ser det, %(writers)s skriver om dit helbred?"),
        _("Hvem ser det, %(writers)s skriver om %(citizens)s helbred?"),
        writers=writers,
    )


def _readers(parts: list[Part], seen: WhoSees) -> list[str]:
    """Those of the writing department in one line, the others with how long; or that there is nobody else."""
    if not parts:
        return []
    own, others = [], []
    for person in seen.people:
        openings = [(part, opening) for part in parts if (opening := seen.opening(person, part.section))]
        if not openings:
            continue
        if all(not opening.hangs_on_ground and _is_own(part, person) for part, opening in openings):
            own.append(_with_department(person))
            continue
        others.append(_for_how_long(person, openings))
    told = [_("Dem, der selv skriver det: %s.") % spoken.listing(own)] if own else []
    return [*told, *(others or [_("Ingen andre.") if own else _("Ingen lige nu.")])]


def _beside(health: list[Part], seen: WhoSees) -> tuple[str, ...]:
    """A department that is none of health writes about health too, as the jobcentre on what somebody can manage. Area
    by area: who sees one of them is not said to see another.
    """
    lines = []
    for key in dict.fromkeys(part.section.area_id for part in health):
        others = [
            part
            for part in seen.parts[key]
            if part.owner is not None and part.section.owner_id not in _health(seen)
        ]
        if not others:
            continue
        readers = [
            _with_department(person)
            for person in seen.people
            if any(seen.opening(person, part.section) for part in others)
        ]
        words = {
            "writers": spoken.listing(sorted({named(part.owner) for part in others})),
            "areas": others[0].section.area.said_short,
            "readers": spoken.listing(readers) or _("ingen lige nu"),
        }
        lines.append(_("Det, %(writers)s skriver om %(areas)s, ser: %(readers)s.") % words)
    return tuple(lines)


def _for_how_long(person: Person, openings: list[tuple[Part, Opening]]) -> str:
    """Where parts end on different days: which area until when, those that end first at the front."""
    name = _with_department(person)
    areas: dict[datetime | None, list[str]] = {}
    for part, opening in openings:
        areas.setdefault(opening.until, []).append(part.section.area.said_short)
    ordered = sorted(areas, key=lambda end: (end is None, str(end)))
    if areas.keys() == {None}:
        return f"{name}."
    if len(areas) == 1:
        return _("%(name)s, til og med %(day)s.") % {"name": name, "day": _last_day(*filter(None, ordered))}
    told = [_until_when(spoken.listing(list(dict.fromkeys(areas[end]))), end) for end in ordered]
    return f"{name}: {'; '.join(told)}."


def _until_when(areas: str, end: datetime | None) -> str:
    if end is None:
        return _("%(areas)s uden slutdato") % {"areas": areas}
    return _("%(areas)s til og med %(day)s") % {"areas": areas, "day": _last_day(end)}


def _last_day(end: datetime) -> str:
    return spoken.full_day(spoken.last_day(end))


def _most(seen: WhoSees) -> str:
    """Those who see something in most areas, by name; counted over the parts of the plan the reader may know of."""
    areas = {person: sum(bool(cell.open) for cell in seen.row(person)) for person in seen.people}
    most = max(areas.values(), default=0)
    if not most:
        return ""
    names = [_with_department(person) for person, number in areas.items() if number == most]
    words = {"names": spoken.listing(names), "number": most, "all": len(seen.areas)}
    if most == len(seen.areas):
        return _("%(names)s ser noget i alle områder.") % words
    return _("%(names)s ser noget i %(number)d ud af %(all)d områder.") % words


def _with_department(person: Person) -> str:
    """Named both ways, as a yes names the department and people know the person."""
    return f"{person.name} ({named(person.department)})" if person.department else person.name


def _is_own(part: Part, person: Person) -> bool:
    return part.section.owner_id == person.department_id


def _until(seen: WhoSees, voice: Voice) -> str:
    ends = {
        ground.valid_until
        for ground in seen.grounds
        if ground.kind.is_consent
        and ground.decision == Ground.Decision.YES
        and ground.withdrawn_at is None
        and ground.valid_from <= seen.at
        and (ground.valid_until is None or ground.valid_until > seen.at)
    }
    days = [_last_day(end) for end in sorted(end for end in ends if end is not None)]
    if not days:
        return ""
    if len(days) == 1 and None not in ends:
        return voice.say(
            _("Det, du har sagt ja til, gælder til og med %(day)s."),
            _("Det, der er sagt ja til, gælder til og med %(day)s."),
            day=days[0],
        )
    said = voice.say(
        _("Det, du har sagt ja til, har hver sin sidste dag: %(days)s."),
        _("Det, der er sagt ja til, har hver sin sidste dag: %(days)s."),
        days=spoken.listing(list(dict.fromkeys(days))),
    )
    return f"{said} {_('Noget af det har ingen slutdato.')}" if None in ends else said
