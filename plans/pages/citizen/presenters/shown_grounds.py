"""The words of a ground as the citizen's pages show them: receivers, one yes or no, and all of them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.pages.files.lines import FileLine


@dataclass(frozen=True)
class ShownParty:
    """One receiver. `over` says when the citizen closed it for them alone, `closed` which areas and when."""

    id: UUID
    name: str
    over: str
    closed: str
    about: str = ""  # which of several yeses to the same receiver this is; "" where there is one
    readers: str = ""  # of a department: who sees it for them now, as far as the reader knows their names

    @property
    def button(self) -> str:
        """What its button says, and the page it leads to."""
        return _said(_("Luk for %s") % self.name, self.about)


@dataclass(frozen=True)
class ShownGround:
    """One yes or no in words."""

    id: UUID
    who: str
    areas: str
    sources: str
    why: str
    reason: str
    given: str
    noted_by: str
    until: str
    soon: str
    law: str
    is_yes: bool
    is_health: bool
    over: str
    parties: tuple[ShownParty, ...]
    scans: tuple[FileLine, ...]
    can_withdraw: bool
    waited: str  # why the citizen was told later
    review: str
    obtained: tuple[tuple[str, str], ...]  # what is obtained from elsewhere: heading and text
    closed_by_hand: bool  # withdrawn as a whole, not lapsed
    about: str = ""  # which of several yeses to the same receivers this is; "" where there is one

    @property
    def open_parties(self) -> tuple[ShownParty, ...]:
        return tuple(party for party in self.parties if not party.over)

    @property
    def readers(self) -> tuple[str, ...]:
        return tuple(party.readers for party in self.open_parties if party.readers)

    @property
    def open_names(self) -> str:
        return spoken.listing([party.name for party in self.open_parties])

    @property
    def button(self) -> str:
        """What the button says that closes all of it, and the page it leads to; with one receiver, that one's."""
        parties = self.open_parties
        if len(parties) == 1:
            return parties[0].button
        return _said(_("Luk hele dette ja: for %s") % self.open_names, self.about)


@dataclass(frozen=True)
class Grounds:
    """What is in force by the citizen's yes, what is without it, the noes, and what is over."""

    yes: tuple[ShownGround, ...]
    without_asking: tuple[ShownGround, ...]
    no: tuple[ShownGround, ...]
    over: tuple[ShownGround, ...]
    whose_yes: str = ""  # the heading over the yeses

    @property
    def health_yes(self) -> tuple[ShownGround, ...]:
        return tuple(ground for ground in self.yes if ground.is_health)

    @property
    def other_yes(self) -> tuple[ShownGround, ...]:
        return tuple(ground for ground in self.yes if not ground.is_health)

    @property
    def can_be_closed(self) -> bool:
        return any(ground.can_withdraw for ground in self.yes)


def _said(words: str, about: str) -> str:
    return f"{words}: {about}" if about else words
