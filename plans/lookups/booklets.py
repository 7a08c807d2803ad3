"""Booklets: one's own alone, and whether all that stands in one is still open to its reader."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from enplan import clock
from enplan.accounts.models import User
from plans.grants import On
from plans.lookups.things import plan_for
from plans.models import Booklet, BookletPart, Plan
from plans.models.booklets import KEPT
from plans.permissions import is_let_in, plans_as
from plans.reading import Reading, read_plan


def booklet_for(user: User, booklet_id: UUID) -> Booklet:
    """One's own, for as long as it is kept, or 404."""
    rows = Booklet.objects.filter(user=user, pk=booklet_id, asked_at__gt=clock.now() - 2 * KEPT)
    found = rows.defer("content").first()
    if found is None or not is_let_in(user) or found.kept_until <= clock.now():
        raise Http404
    return found


def newest_booklet_of(user: User) -> Booklet | None:
    """The one that was asked for last, while it is kept."""
    rows = Booklet.objects.filter(user=user, asked_at__gt=clock.now() - 2 * KEPT)
    found = rows.defer("content").first()
    return found if found is not None and found.kept_until > clock.now() else None


@dataclass(frozen=True)
class Progress:
    done: int
    total: int
    left_out: int


def progress_of(booklet: Booklet) -> Progress:
    parts = BookletPart.objects.filter(booklet=booklet)
    closed = parts.filter(is_closed=True).count()
    return Progress(parts.exclude(checksum="").count() + closed, parts.count(), closed)


def work_plan(user: User, plan_id: UUID) -> Plan:
    """A plan on whose team `user` is now, or 404: what a booklet holds."""
    return plan_for(user, plan_id, On.COORDINATE, On.WORK)


def readings_still_open(booklet: Booklet) -> list[Reading] | None:
    """The plans in it as its reader sees them now; None where anything that stands in it has been closed to them."""
    user = booklet.user
    parts = list(booklet.parts.filter(is_closed=False))
    if not is_let_in(user):
        return None
    plans = (
        plans_as(user, On.COORDINATE, On.WORK).select_related("citizen").in_bulk([p.plan_id for p in parts])
    )
    readings = []
    for part in parts:
        plan = plans.get(part.plan_id)
        if plan is None:
            return None
        reading = read_plan(user, plan)
        if not set(part.seen) <= set(things_in(reading)):
            return None
        readings.append(reading)
    return readings


def things_in(reading: Reading) -> list[str]:
    """What a print of the plan holds, by its ids: of what is closed to the reader something is missing later."""
    rows = [
        *reading.sections,
        *reading.goals,
        *reading.measures,
        *reading.tasks,
        *reading.own_titles,
        *reading.ratings,
        *reading.attachments,
        *reading.grounds,
        *reading.team,
        *reading.representatives,
        *reading.network,
        *reading.coherence.answers,
        *(comment for of_one in reading.comments.values() for comment in of_one),
        *(view for one in reading.disputes for view in (one.disagreement, *one.views)),
        *(one.transition for one in reading.checklists),
    ]
    words = [
        name for name, one in (("dream", reading.dream), ("matters", reading.matters)) if one is not None
    ]
    shell = [] if reading.is_shell else ["open"]
    return sorted({str(row.pk) for row in rows} | set(words) | set(shell))


def under_way() -> list[UUID]:
    """Those that nobody works on just now: their worker was stopped, or its nudge was lost."""
    now = clock.now()
    waiting = Booklet.objects.filter(state=Booklet.State.MAKING)
    held = Q(parts__lease_until__gt=now) | Q(lease_until__gt=now)
    return list(waiting.exclude(pk__in=waiting.filter(held)).values_list("pk", flat=True))
