"""What the rule asks of all items (design.md, rules 1–3): their section, and the guards of a thing and its parents.

Asked by `plans.rules` and its siblings for the kinds that stand in a section.
"""

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from enplan.accounts.models import User
from plans.grants import In, On
from plans.keys import NOTHING, Keys


def finished(path: str) -> Q:
    return Q(**{f"{path}is_draft": False})


def in_view(path: str) -> Q:
    """Not taken out because it stood on the wrong citizen, nor taken back; then nobody sees it."""
    return Q(**{f"{path}taken_out_at__isnull": True})


def told_in_history(path: str) -> Q:
    """As `in_view`, and what somebody took back just after adding it: its history keeps what it said."""
    return in_view(path) | Q(**{f"{path}taken_back_at__isnull": False})


def shared(path: str) -> Q:
    """Not marked "del ikke"."""
    return Q(**{f"{path}is_private": False})


def not_withheld(path: str, at: datetime) -> Q:
    return Q(**{f"{path}withheld_until__isnull": True}) | Q(**{f"{path}withheld_until__lte": at})


def written_by(path: str, user: User) -> Q:
    return Q(**{f"{path}written_by": user})


def guarded(
    keys: Keys,
    *paths: str,
    network: Q | None,
    there: Callable[[str], Q] = in_view,
    as_writer: Q | None = None,
) -> Q:
    """Rules 1–3 for a thing with a section and guards. Further paths are parents whose guards count as well.

    `network` is what a network person may see of this kind at all; None for kinds they never see. `there`: whether it
    still stands in the plan, or only in the history (`told_in_history`). `as_writer` narrows what one sees for having
    written it.
    """
    section = f"{paths[0]}section"
    mine = written_by(paths[0], keys.user) & (as_writer or Q())

    def open_to_team(path: str) -> Q:
        return finished(path) & shared(path)

    def open_to_citizen(path: str) -> Q:
        return finished(path) & not_withheld(path, keys.at)

    def open_to_others(path: str) -> Q:
        return open_to_citizen(path) & shared(path)

    def every(condition: Callable[[str], Q]) -> Q:
        together = condition(paths[0])
        for path in paths[1:]:
            # A parent may be missing (a task without a goal): then it closes nothing.
            together &= Q(**{f"{path[:-2]}__isnull": True}) | condition(path)
        return together

    # What opens, and on which condition; conditions are only made for what the person holds.
    doors: list[tuple[Q, Callable[[], Q]]] = [
        (keys.in_section(section, In.READ, In.SUPERVISE), lambda: every(open_to_team)),
        (keys.in_section(section, In.OWN), lambda: every(open_to_citizen) | mine),
        (keys.in_section(section, In.REPRESENT), lambda: every(open_to_others)),
        # The writer sees what they wrote while on the team, drafts and closed places included.
        (keys.on_plan(f"{section}__plan", On.COORDINATE, On.WORK), lambda: mine),
    ]
    if network is not None:
        doors.append((keys.in_section(section, In.FOLLOW), lambda: network & every(open_to_others)))
    held = [key & condition() for key, condition in doors if key is not NOTHING]
    return reduce(or_, held) & every(there) if held else NOTHING
