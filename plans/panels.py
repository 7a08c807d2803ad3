"""What others show on a plan's pages: they register a panel, and plans imports none of them.

A panel is asked with who reads and what they may see (`Reading`), and answers with safe HTML or None for nothing. It
must ask a number of queries that does not grow with the plan.
"""

from collections.abc import Callable
from enum import StrEnum

from django.utils.safestring import SafeString

from enplan.accounts.models import User
from plans.reading import Reading

Panel = Callable[[User, Reading], SafeString | None]


class PanelPlace(StrEnum):
    """Where a panel can stand."""

    WORKSPACE_SIDE = "workspace_side"
    CITIZEN_CONSENTS = "citizen_consents"


_panels: dict[PanelPlace, list[Panel]] = {place: [] for place in PanelPlace}


def register(place: PanelPlace, panel: Panel) -> None:
    """Show `panel` at `place` from now on, after those that are there."""
    if panel not in _panels[place]:
        _panels[place].append(panel)


def panels_at(place: PanelPlace, reading: Reading) -> list[SafeString]:
    """What stands at `place` for who reads this plan."""
    shown = [panel(reading.user, reading) for panel in _panels[place]]
    return [html for html in shown if html]
