"""The one path by which rows leave the record: when the time for which the law lets us keep them is over.

PostgreSQL's triggers let nothing else through. `delete_expired` runs every night and leaves a count of what it took.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q

from enplan import clock
from enplan.audit.models import Change, Deletion, Look, LookQuestion, SearchFlag
from enplan.audit.periods import Expired


def delete_expired(*, is_trial: bool = False) -> tuple[Expired, ...]:
    """Delete looks, answered questions about them and flagged searches that are older than the municipality keeps them.

    Each kind of which something went leaves a `Deletion`, in the same transaction. A trial deletes and leaves nothing.
    """
    limit = kept_since()
    kinds: tuple[tuple[type[models.Model], Q], ...] = (
        (Look, Q(at__lt=limit)),
        (SearchFlag, Q(at__lt=limit)),
        (
            LookQuestion,
            Q(asked_at__lt=limit, answered_at__isnull=False),
        ),  # one is owed an answer however late
    )
    with transaction.atomic():
        gone = tuple(
            Expired(
                str(model._meta.model_name), limit, _count(model, old) if is_trial else _delete(model, old)
            )
            for model, old in kinds
        )
        if not is_trial:
            now = clock.now()
            Deletion.objects.bulk_create(
                [
                    Deletion(at=now, thing=one.thing, older_than=one.older_than, amount=one.amount)
                    for one in gone
                    if one.amount
                ]
            )
    return gone


def kept_since() -> datetime:
    """Looks from before this instant are deleted: midnight, the municipality's number of months ago."""
    return clock.start_of(clock.months_after(clock.today(), -settings.LOOK_LOG_MONTHS))


def delete_looks_before(instant: datetime) -> int:
    """Delete looks older than `instant`; answers how many."""
    return _delete(Look, Q(at__lt=instant))


def delete_changes_before(instant: datetime) -> int:
    """Delete changes older than `instant`; answers how many."""
    return _delete(Change, Q(at__lt=instant))


def empty_record() -> None:
    """Delete all of it. For a demo, which keeps nothing for any time at all."""
    for model in (Look, Change, SearchFlag, LookQuestion, Deletion):
        _delete(model, Q())


def _rows(model: type[models.Model], which: Q) -> models.QuerySet[models.Model]:
    return models.QuerySet(model).filter(which)  # past the manager that refuses


def _count(model: type[models.Model], which: Q) -> int:
    return _rows(model, which).count()


def _delete(model: type[models.Model], which: Q) -> int:
    with transaction.atomic(), _deleting():
        rows = _rows(model, which)
        deleted: int = rows._raw_delete(rows.db)  # noqa: SLF001  # nothing hangs on a row of the record
        return deleted


@contextmanager
def _deleting() -> Iterator[None]:
    """Tells PostgreSQL's triggers; LOCAL, so it ends with the transaction at the latest."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enplan.retention = 'on'")
        yield
        cursor.execute("SET LOCAL enplan.retention = 'off'")
