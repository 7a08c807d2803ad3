"""What the citizen can choose between when giving a consent: areas and receivers."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from enplan.accounts.models import Department, LifeArea
from plans.facts import facts_of
from plans.pages.citizen.lookups import HEALTH, SHARING, areas_for
from plans.reading import Reading
from plans.services.grounds import Party


@dataclass(frozen=True)
class Receiver:
    """Somebody who can be said yes to."""

    key: str
    label: str
    party: Party


@dataclass(frozen=True)
class ConsentChoices:
    """All choices for one kind of consent. `sources` is whose information it opens: told, not asked."""

    kind: str
    areas: tuple[LifeArea, ...]
    receivers: tuple[Receiver, ...]
    sources: tuple[Department, ...]

    def parties(self, keys: Iterable[str]) -> list[Party]:
        chosen = set(keys)
        return [receiver.party for receiver in self.receivers if receiver.key in chosen]


def sharing_choices(reading: Reading) -> ConsentChoices:
    """Sharing of what others than health departments write, and of what the citizen writes."""
    health = _health_departments(reading)
    return _choices(SHARING, reading, [d for d in _departments(reading) if d.pk not in health])


def health_choices(reading: Reading) -> ConsentChoices:
    """What the health departments write. Without sources there is nothing to say yes to."""
    health = _health_departments(reading)
    return _choices(HEALTH, reading, [d for d in _departments(reading) if d.pk in health])


def _choices(kind: str, reading: Reading, sources: list[Department]) -> ConsentChoices:
    return ConsentChoices(
        kind=kind,
        areas=tuple(areas_for(reading.standing)),
        receivers=tuple(_receivers(reading, only_source=sources[0] if len(sources) == 1 else None)),
        sources=tuple(sources),
    )


def _receivers(reading: Reading, only_source: Department | None) -> Iterable[Receiver]:
    coordinator = reading.coordinator
    if coordinator is not None:
        label = _("Den, der holder trådene i planen (lige nu %s)") % coordinator.user.name
        yield Receiver("koordinator", label, Party(is_coordinator=True))
    on_team = {member.user.department for member in reading.team if member.user.department is not None}
    for department in sorted(on_team, key=str):
        if department != only_source:  # a department always sees what it wrote itself
            yield Receiver(f"afdeling-{department.pk}", str(department), Party(department=department))
    for person in reading.network:
        if person.user is not None:
            yield Receiver(
                f"person-{person.user_id}", f"{person.name} ({person.relation})", Party(user=person.user)
            )


def _departments(reading: Reading) -> list[Department]:
    found = {section.owner for section in reading.sections if section.owner is not None}
    found |= {member.user.department for member in reading.team if member.user.department is not None}
    return sorted(found, key=str)


def _health_departments(reading: Reading) -> frozenset[UUID]:
    return facts_of(reading.plan).health_departments
