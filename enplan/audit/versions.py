"""Saving with the version the person saw: one of two wins, and neither text is lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import F

from enplan.accounts.models import User
from enplan.audit.record import Place, record_change

V = TypeVar("V", bound=models.Model)


@dataclass(frozen=True)
class FieldConflict:
    """One field where what the person wrote differs from what a colleague has saved meanwhile."""

    name: str
    label: str
    mine: Any
    theirs: Any


class Conflict(Exception):
    """A stale save: nothing was stored. Holds both texts, and the version to save with when they are combined."""

    def __init__(self, version: int, fields: tuple[FieldConflict, ...]) -> None:
        super().__init__("Somebody else has saved this meanwhile.")
        self.version = version
        self.fields = fields


def save_seen(
    thing: V,
    *,
    seen: int,
    fields: Mapping[str, Any],
    by: User,
    place: Place,
    on_behalf: bool = False,
    many: Mapping[str, Iterable[models.Model]] | None = None,
) -> V:
    """Store `fields` on `thing` if `seen` is still its version, and record each changed field.

    `many` holds the fields that name several things. Returns the thing as it is now; raises Conflict when somebody else
    has saved meanwhile. Saving nothing new is no new version.
    """
    model = type(thing)
    current = model._default_manager.select_for_update().get(pk=thing.pk)
    wanted = dict(fields) | {name: frozenset(things) for name, things in (many or {}).items()}
    changed = _differing(current, wanted)
    if version_of(current) != seen:
        raise Conflict(version_of(current), conflicts_between(current, wanted))
    if not changed:
        return current
    stored = model._default_manager.filter(pk=thing.pk, version=seen).update(
        **{name: after for name, (_, after) in changed.items() if name in fields}, version=F("version") + 1
    )
    if not stored:  # where select_for_update does nothing (SQLite), the condition on the version decides
        current.refresh_from_db()
        raise Conflict(version_of(current), conflicts_between(current, wanted))
    for name in changed.keys() - fields.keys():
        getattr(current, name).set(wanted[name])
    record_change(by=by, thing=current, place=place, fields=changed, on_behalf=on_behalf)
    current.refresh_from_db()
    return current


def version_of(thing: models.Model) -> int:
    """The version of a thing that counts its saves."""
    version: int = thing.version  # type: ignore[attr-defined]  # every model saved here has the field
    return version


def conflicts_between(current: models.Model, wanted: Mapping[str, Any]) -> tuple[FieldConflict, ...]:
    """The fields where the two differ, each with its Danish label."""
    return tuple(
        FieldConflict(name, _label(current, name), mine, theirs)
        for name, (theirs, mine) in _differing(current, wanted).items()
    )


def _differing(current: models.Model, wanted: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Name → (stored, wanted) of the fields that differ; several things are a frozenset."""
    pairs = {name: (_stored(current, name), value) for name, value in wanted.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _stored(current: models.Model, name: str) -> Any:
    value = getattr(current, name)
    return frozenset(value.all()) if isinstance(value, models.Manager) else value


def _label(current: models.Model, name: str) -> str:
    # Relations from elsewhere have no name of their own; nobody saves those here.
    return str(getattr(current._meta.get_field(name), "verbose_name", name))
