"""Finished prints, kept for an hour (ADR 0024). Who can name one has read all that stands in it just now."""

from enplan import clock
from plans.models import PrintedPart
from plans.models.booklets import KEPT


def kept_print(checksum: str) -> bytes | None:
    kept = PrintedPart.objects.filter(pk=checksum, kept_until__gt=clock.now()).first()
    return bytes(kept.content) if kept is not None else None


def keep_print(checksum: str, content: bytes) -> None:
    """Two at once have made the same; what has had its hour and is still there is deleted by the sweep first."""
    row = PrintedPart(checksum=checksum, content=content, pages=0, kept_until=clock.now() + KEPT)
    PrintedPart.objects.bulk_create([row], ignore_conflicts=True)
