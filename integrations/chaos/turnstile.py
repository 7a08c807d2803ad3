"""The time that passes between tasks: workers go in and out of a room, and the clock is moved while nobody is in it.

The waits of deliveries take hours, and a lease must outlast the longest call. So no clock runs faster; it is moved
ahead when nothing is under way. The locks are the kernel's: a worker that is killed leaves the room by that.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

FOLDER = "ENPLAN_CHAOS"  # the environment variable that tells a worker the folder


class Turnstile:
    """A folder with a door, a room, and a note of how far ahead the clock is."""

    def __init__(self, folder: Path) -> None:
        self._door, self._room, self._ahead = (folder / name for name in ("door", "room", "ahead"))

    @property
    def ahead(self) -> timedelta:
        text = self._ahead.read_text() if self._ahead.exists() else "0"
        return timedelta(seconds=float(text))

    def move(self, much: timedelta) -> None:
        """For who is alone in the room."""
        self._ahead.write_text(str((self.ahead + much).total_seconds()))

    @contextmanager
    def inside(self) -> Iterator[None]:
        """For the length of one task, with others. Whoever wants to be alone is let in first."""
        with _locked(self._door, fcntl.LOCK_EX):
            room = _locked(self._room, fcntl.LOCK_SH)
            room.__enter__()
        try:
            yield
        finally:
            room.__exit__(None, None, None)

    @contextmanager
    def alone(self) -> Iterator[None]:
        with _locked(self._door, fcntl.LOCK_EX), _locked(self._room, fcntl.LOCK_EX):
            yield


@contextmanager
def _locked(path: Path, how: int) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, how)
        yield
