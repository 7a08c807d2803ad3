"""A page as the parts it is read in: all under each other, or one at a time for who reads large and calmly.

Both ways show the same parts in the same order, so that nothing can be left out of one of them. Which parts a page has,
its own presenter says.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

PARAMETER = "del"  # of the address: the part that is read


@dataclass(frozen=True)
class PagePart:
    """`key` stands in the address, and `title` is what the way to it is called."""

    key: str
    title: str
    template: str
    address: str


@dataclass(frozen=True)
class Parts:
    """`at` is the one part that is read, None where all are."""

    every: tuple[PagePart, ...]
    at: PagePart | None = None

    @property
    def shown(self) -> tuple[PagePart, ...]:
        return self.every if self.at is None else (self.at,)

    @property
    def begins_here(self) -> bool:
        """Whether what belongs at the top of the page is shown."""
        return self.at is None or self.at == self.every[0]

    @property
    def number(self) -> int:
        return self.every.index(self.at) + 1 if self.at else 0

    @property
    def of_all(self) -> str:
        return _("%(number)s af %(all)s") % {"number": self.number, "all": len(self.every)}

    @property
    def before(self) -> PagePart | None:
        return self.every[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> PagePart | None:
        return self.every[self.number] if 0 < self.number < len(self.every) else None

    def one_at_a_time(self, key: str) -> "Parts":
        """Read one part at a time, now that of this key; the first where there is none of that key (any more)."""
        at = next((part for part in self.every if part.key == key), self.every[0])
        return Parts(self.every, at)


def parts_of_page(page: str, told: Iterable[tuple[str, str, str]]) -> Parts:
    """`page`: the address of the whole page, with its question mark. `told`: key, title and template of each part."""
    return Parts(
        tuple(PagePart(key, title, template, address_of(page, key)) for key, title, template in told)
    )


def address_of(page: str, key: str) -> str:
    return f"{page}&{PARAMETER}={key}"
