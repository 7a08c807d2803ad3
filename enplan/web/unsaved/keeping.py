"""Who stores what is typed. The rows are about plans, which this part knows nothing of: they register themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.http import QueryDict

from enplan.accounts.models import User
from enplan.web.unsaved.keys import Key

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Typed:
    """What one person has typed in one form, as a browser sent it."""

    id: UUID
    form: str
    fields: Fields
    saved_at: datetime

    @property
    def data(self) -> QueryDict:
        data = QueryDict(mutable=True)
        for name, values in self.fields.items():
            if values:
                data.setlist(name, list(values))
        return data


class TooLong(ValueError):
    """More than is kept of one form."""


class Keeper(Protocol):
    def find(self, user: User, page: str) -> Iterable[Typed]:
        """What the person has typed on this page and may still see."""

    def keep(self, key: Key, fields: Fields) -> None:
        """Keep this in place of what was kept. Raises TooLong. Nothing for a person who is not let in any more."""

    def forget(self, keys: Iterable[Key]) -> None:
        """It is saved for good."""

    def set_aside(self, key: Key, fields: Fields) -> None:
        """Keep what was not chosen, for the writer to find again; it fills no form."""


_keepers: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Called once, when the program starts."""
    _keepers[:] = [keeper]


def keeper() -> Keeper | None:
    return _keepers[0] if _keepers else None
