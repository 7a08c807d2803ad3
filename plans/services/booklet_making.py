"""Printing a booklet: any number of workers each take a part, print it or find it printed, and the last one binds them.

A worker can be killed between any two lines: what it held is free again when its lease runs out, what it had printed is
there, and the booklet is stored whole in one statement. Asks nobody's permission: each plan is read as its reader
reads it at that moment, and what is closed to them by then is left out.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.http import Http404

from enplan import clock
from enplan.web.moment import one_moment
from plans.lookups.booklets import things_in, under_way, work_plan
from plans.models import Booklet, BookletPart, PrintedPart
from plans.prints.binding import Part
from plans.prints.booklet import bound, printed_part
from plans.prints.presenter import page_of_plan
from plans.prints.stamp import stamp_of
from plans.reading import read_plan
from plans.services.keeping import keep_print, kept_print, print_stamped

log = logging.getLogger("enplan.booklets")

LEASE = timedelta(minutes=2)  # longer than the longest plan takes
MOST_TRIES = 4
WORKERS = 4  # so many are asked at most to help with one booklet


def make_booklet(booklet_id: UUID) -> None:
    """Do what there is to do of it now, beside others who do the same."""
    while (part := _next_part(booklet_id)) is not None:
        _print(part)
    _bind(booklet_id)


def nudge_booklet(booklet: Booklet) -> None:
    """Ask workers to make it. Never fails the person's request: the broker may be down, and the sweep finds it."""
    if not settings.NUDGE_WORKERS:
        return
    from plans.tasks import make_booklet as job

    try:
        for _worker in range(min(WORKERS, booklet.parts.count())):
            job.delay(str(booklet.pk))
    except Exception:  # noqa: BLE001  # whatever the broker's client raises: the row is there and the sweep finds it
        log.warning("could not nudge a worker for booklet %s", booklet.pk)


def go_on_with_booklets() -> None:
    """Make what nobody works on. What fails again and again says so."""
    tired = BookletPart.objects.filter(booklet__state=Booklet.State.MAKING, checksum="", is_closed=False)
    tired = tired.filter(tries__gte=MOST_TRIES).filter(_free())
    Booklet.objects.filter(pk__in=list(tired.values_list("booklet", flat=True))).update(
        state=Booklet.State.FAILED, settled_at=clock.now()
    )
    for booklet_id in under_way():
        make_booklet(booklet_id)


def _free() -> Q:
    return Q(lease_until__isnull=True) | Q(lease_until__lte=clock.now())


def _next_part(booklet_id: UUID) -> BookletPart | None:
    """Take the first part that nobody prints: by a conditional update, so that one of many workers gets it."""
    if not Booklet.objects.filter(pk=booklet_id, state=Booklet.State.MAKING).exists():
        return None
    waiting = BookletPart.objects.filter(booklet=booklet_id, checksum="", is_closed=False)
    while True:
        found = waiting.filter(_free(), tries__lt=MOST_TRIES).first()
        if found is None:
            return None
        mine = waiting.filter(_free(), pk=found.pk, tries=found.tries)
        if mine.update(lease_until=clock.now() + LEASE, tries=F("tries") + 1):
            return found


def _print(part: BookletPart) -> None:
    user = part.booklet.user
    row = BookletPart.objects.filter(pk=part.pk)
    try:
        with one_moment():
            reading = read_plan(user, work_plan(user, part.plan_id))
            stamp = stamp_of(reading, "part")
            kept = print_stamped(stamp)
            page, seen = ("", kept.seen) if kept else (page_of_plan(reading)[0], things_in(reading))
    except Http404:
        row.update(is_closed=True, lease_until=None)
        return
    kept = kept or _printed(page, stamp, seen)
    row.update(checksum=kept.pk, pages=kept.pages, seen=seen, lease_until=None)


def _printed(page: str, stamp: str, seen: list[str]) -> PrintedPart:
    """Printed where it has not been within the hour."""
    made = printed_part(page)
    kept = kept_print(made.checksum, stamp, seen)
    if kept is None:
        content, pages = made.press()
        kept = keep_print(made.checksum, stamp, seen, content, pages)
    return kept


def _bind(booklet_id: UUID) -> None:
    """When all parts are there: put them together, and store the whole."""
    now = clock.now()
    undone = BookletPart.objects.filter(booklet=booklet_id, checksum="", is_closed=False)
    making = Booklet.objects.filter(pk=booklet_id, state=Booklet.State.MAKING)
    if undone.exists() or not making.filter(_free()).update(lease_until=now + LEASE):
        return
    booklet = making.select_related("user__department").get()
    rows = list(booklet.parts.filter(is_closed=False).select_related("plan__citizen"))
    kept = PrintedPart.objects.in_bulk({row.checksum for row in rows})
    lost = [row.pk for row in rows if row.checksum not in kept]
    if lost:  # its hour was over before the others were printed
        BookletPart.objects.filter(pk__in=lost).update(checksum="", tries=0)
        making.update(lease_until=None)
        return
    if not rows:
        making.update(state=Booklet.State.FAILED, settled_at=clock.now())
        return
    parts = [
        Part(row.plan.citizen.name, bytes(kept[row.checksum].content), kept[row.checksum].pages)
        for row in rows
    ]
    content = bound(booklet, parts, left_out=booklet.parts.count() - len(rows), at=now)
    making.update(state=Booklet.State.READY, settled_at=clock.now(), content=content, lease_until=None)
