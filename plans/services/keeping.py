"""Finished prints, kept for an hour (ADR 0024): found by all that stands in them, or by the stamp of what they tell."""

from contextlib import suppress

from django.db import OperationalError, transaction

from enplan import clock
from plans.models import PrintedPart
from plans.models.booklets import KEPT


def print_stamped(stamp: str) -> PrintedPart | None:
    """The print that was written when things were just so. Its content is read when it is asked for.

    None without a stamp: that would be anybody's.
    """
    if not stamp:
        return None
    return PrintedPart.objects.filter(stamp=stamp, kept_until__gt=clock.now()).defer("content").first()


def kept_print(checksum: str, stamp: str, seen: list[str]) -> PrintedPart | None:
    """The print in which just this stands. From now on `stamp` finds it as well."""
    kept = PrintedPart.objects.filter(pk=checksum, kept_until__gt=clock.now()).first()
    if kept is not None:
        kept.stamp, kept.seen = stamp, seen
        _store(kept, "stamp", "seen")
    return kept


def keep_print(checksum: str, stamp: str, seen: list[str], content: bytes, pages: int) -> PrintedPart:
    """What has had its hour and is still there gives way to it."""
    kept_until = clock.now() + KEPT
    made = PrintedPart(
        checksum=checksum, stamp=stamp, seen=seen, content=content, pages=pages, kept_until=kept_until
    )
    _store(made, "stamp", "seen", "content", "pages", "kept_until")
    return made


def _store(row: PrintedPart, *fields: str) -> None:
    """Two who print the same at once have made the same: who comes second in one moment's picture lets it be."""
    with suppress(OperationalError), transaction.atomic():
        PrintedPart.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["checksum"], update_fields=fields
        )
