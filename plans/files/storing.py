"""Where the files lie: a folder outside the web root, each under a random name that says nothing.

The file is written, and forced to the disk, before its row: a crash between leaves a file without a row, which
`delete_orphans` finds, and never a row without a file.
"""

import os
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages

from enplan import clock

# A file that is being saved right now has no row yet. No save takes as long as this.
NEWEST_ORPHAN = timedelta(hours=24)


def put(content: bytes) -> str:
    """Write a file and answer the name it lies under."""
    name = uuid4().hex
    folder = _folder()
    saved: str = folder.save(f"{name[:2]}/{name}", ContentFile(content))
    path = Path(folder.path(saved))
    for place in (path, path.parent):
        _force_to_disk(place)
    return saved


def content_of(name: str) -> bytes:
    """FileNotFoundError where the file is gone, which only somebody beside the program can have done."""
    with _folder().open(name) as file:
        content: bytes = file.read()
        return content


def discard(name: str) -> None:
    """Take away a file whose row was not written."""
    _folder().delete(name)


def delete_orphans(
    *, known: Collection[str], newest: timedelta = NEWEST_ORPHAN, is_trial: bool = False
) -> int:
    """Delete files that no row knows and that are older than `newest`. Answers how many; a trial only counts."""
    limit = clock.now() - newest
    orphans = [name for name, at in _every_file() if name not in known and at <= limit]
    for name in [] if is_trial else orphans:
        discard(name)
    return len(orphans)


def _every_file() -> Iterator[tuple[str, datetime]]:
    root = Path(_folder().location)
    for path in root.glob("*/*"):
        if path.is_file():
            yield str(path.relative_to(root)), datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _folder() -> FileSystemStorage:
    return cast("FileSystemStorage", storages["attachments"])


def _force_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
