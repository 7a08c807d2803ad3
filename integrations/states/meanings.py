"""What a system's own words for the state of a case mean here. Which word means what is data of the connection."""

from enum import StrEnum

from integrations.models import Fagsystem

READ_STATES = (Fagsystem.Adapter.NOVA, Fagsystem.Adapter.SBSYS)


class Meaning(StrEnum):
    """As an administrator writes it."""

    UNDER_WAY = "i gang"
    ENDED = "afsluttet"
    NOTHING = "intet"  # for the plan


MEANINGS: tuple[str, ...] = tuple(Meaning)


def meaning_of(system: Fagsystem, code: str) -> Meaning | None:
    """None for a word that the connection does not know."""
    states: dict[str, str] = system.settings.get("states") or {}
    for word, meaning in states.items():
        if word.casefold() == code.casefold():
            return Meaning(meaning.casefold())
    return None
