"""What others show on a plan's pages: they register a panel, and plans imports none of them.

A panel is asked with who reads and what they may see (`Reading`), and answers with safe HTML or None for nothing. It
must ask a number of queries that does not grow with the plan.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.safestring import SafeString

from enplan.accounts.models import User
from plans.reading import Reading

Panel = Callable[[User, Reading], SafeString | None]


class PanelPlace(StrEnum):
    """Where a panel can stand."""

    WORKSPACE_SIDE = "workspace_side"
    CITIZEN_CONSENTS = "citizen_consents"
    WHO_SEES = "who_sees"


# From the ids of documents of a plan to sentences on how far each has come outside.
DocumentStates = Callable[[Iterable[UUID], Reading], dict[UUID, list[str]]]

# From the ids of what was taken out of plans to sentences on which systems have been told, as far as who reads may
# know; None: the auditor, who reads no plan and follows the breach.
Recalls = Callable[[Iterable[UUID], Reading | None], dict[UUID, list[str]]]


@dataclass(frozen=True)
class Stuck:
    """Something outside that waits for a person: of which plan, what it is, and since when."""

    plan_id: UUID
    what: str
    since: datetime


# From who asks and the plans they work on (True: coordinates) to what is stuck and they may know of, in a number of
# queries that does not grow.
StuckSource = Callable[[User, Mapping[UUID, bool]], list[Stuck]]

_panels: dict[PanelPlace, list[Panel]] = {place: [] for place in PanelPlace}
_document_states: list[DocumentStates] = []
_recalls: list[Recalls] = []
_stuck: list[StuckSource] = []


def register(place: PanelPlace, panel: Panel) -> None:
    """Show `panel` at `place` from now on, after those that are there."""
    if panel not in _panels[place]:
        _panels[place].append(panel)


def panels_at(place: PanelPlace, reading: Reading) -> list[SafeString]:
    """What stands at `place` for who reads this plan."""
    shown = [panel(reading.user, reading) for panel in _panels[place]]
    return [html for html in shown if html]


def register_states(states: DocumentStates) -> None:
    """Tell of documents how far they have come, from now on."""
    if states not in _document_states:
        _document_states.append(states)


def states_of(ids: Iterable[UUID], reading: Reading) -> dict[UUID, list[str]]:
    """What is told of each of these documents, as far as who reads may know."""
    wanted = list(ids)
    told: dict[UUID, list[str]] = {}
    for states in _document_states if wanted else ():
        for pk, sentences in states(wanted, reading).items():
            told.setdefault(pk, []).extend(sentences)
    return told


def register_recalls(recalls: Recalls) -> None:
    """Tell of what was taken out which systems outside know it, from now on."""
    if recalls not in _recalls:
        _recalls.append(recalls)


def recalls_of(ids: Iterable[UUID], reading: Reading | None) -> dict[UUID, list[str]]:
    """What is told of each of these: systems by name and how far, nothing of what was sent. None: to the auditor."""
    wanted = list(ids)
    told: dict[UUID, list[str]] = {}
    for recalls in _recalls if wanted else ():
        for pk, sentences in recalls(wanted, reading).items():
            told.setdefault(pk, []).extend(sentences)
    return told


def register_stuck(source: StuckSource) -> None:
    """Tell professionals on their start page of what is stuck outside, from now on."""
    if source not in _stuck:
        _stuck.append(source)


def stuck_on(user: User, plans: Mapping[UUID, bool]) -> list[Stuck]:
    """What is stuck of these plans, the oldest first."""
    found = [one for source in _stuck if plans for one in source(user, plans)]
    return sorted(found, key=lambda one: one.since)
