"""What others have changed since one was last there: one line a plan, with how much, and who did what last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from enplan.audit.models import Change
from enplan.web import danish
from plans.lookups.plans import OwnPlan
from plans.pages.caseload.waiting import Waiting
from plans.pages.places import at_plan
from plans.pages.workspace.changes import what_was_done
from plans.reading_people import SOMEBODY

MOST_TOLD = 2


@dataclass(frozen=True)
class NewsLine:
    citizen: str
    what: str
    when: str
    address: str


def news_lines(waiting: Waiting, today: date) -> Iterator[NewsLine]:
    for plan_id, changes in waiting.changes.items():
        own = waiting.own[plan_id]
        events = list(_events(changes, own, waiting.known))
        more = len(events) - MOST_TOLD
        told = danish.listing([*events[:MOST_TOLD], f"{more} ting mere"] if more > 0 else events)
        when = danish.near(changes[0].at, today=today)
        yield NewsLine(own.plan.citizen.name, told, when, at_plan(own.plan))


def _events(changes: list[Change], own: OwnPlan, known: frozenset[tuple[UUID, UUID]]) -> Iterator[str]:
    """One for what one person did to one thing at one time, the newest first."""
    done: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        done.setdefault((change.by_id, change.thing_id, change.at), []).append(change)
    told: set[str] = set()
    for together in done.values():
        first = next((change for change in together if change.field in ("title", "status")), together[0])
        said = f"{_who(first, own, known)} {what_was_done(first)}{_titled(first)}"
        if said not in told:
            told.add(said)
            yield said


def _titled(change: Change) -> str:
    """The title where the change itself says it: nothing more is read for a list."""
    if change.thing == "task" and change.field in ("status", "done_at"):
        return " en aftale" if what_was_done(change).endswith(" ved") else ""
    is_title = change.field == "title" and change.thing in ("goal", "subgoal", "task", "measure")
    return f" “{change.after}”" if is_title and change.after else ""


def _who(change: Change, own: OwnPlan, known: frozenset[tuple[UUID, UUID]]) -> str:
    """As `workspace.changes.who_changed` has it for one plan."""
    is_known = own.coordinates or (own.plan.pk, change.by_id) in known
    name = change.by_name if is_known else SOMEBODY[:1].upper() + SOMEBODY[1:]
    if change.by_id == own.plan.citizen.user_id:
        name = danish.first_name(own.plan.citizen.name)
    return f"{name} på vegne af borgeren" if change.on_behalf else name
