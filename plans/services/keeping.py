"""Finished prints, kept for an hour (ADR 0024): found by all that stands in them, or by the stamp of what they tell."""

from contextlib import suppress

from django.db import OperationalError, transaction

from enplan import clock
from plans.models import PrintedPart
from plans.models.booklets import KEPT


def print_stamped(stamp: str) -> PrintedPart | None:
    """The print that was written when things were just so. Its content is read when it is asked for."""
    return PrintedPart.objects.filter(stamp=stamp, kept_until__gt=clock.now()).defer("content").first()


def kept_print(checksum: str, stamp: str, seen: list[str]) -> PrintedPart | None:
    """The print in which just this stands. From now on `stamp` finds it as well."""
    kept = PrintedPart.objects.filter(pk=checksum, kept_until__gt=clock.now()).first()
    if kept is not None:
        _write(kept, {"stamp": stamp, "seen": seen})
    return kept


def keep_print(checksum: str, stamp: str, seen: list[str], content: bytes, pages: int) -> PrintedPart:
    """What has had its hour and is still there gives way to it."""
    row = PrintedPart(pk=checksum)
    kept_until = clock.now() + KEPT
    _write(row, {"stamp": stamp, "seen": seen, "content": content, "pages": pages, "kept_until": kept_until})
    return row


def _write(row: PrintedPart, values: dict[str, object]) -> None:
    """Two who print the same at once have made the same: who comes second in one moment's picture lets it be."""
    for field, value in values.items():
        setattr(row, field, value)
    with suppress(OperationalError), transaction.atomic():
        PrintedPart.objects.update_or_create(pk=row.pk, defaults=values)
