"""The time of the machine. Logins end by it, as their cookies do, whatever the application's clock is set to."""

import time
from datetime import UTC, datetime


def seconds() -> int:
    """Since 1970."""
    return int(time.time())


def instant(at: int | None = None) -> datetime:
    """Those seconds as an instant; without them, now."""
    return datetime.fromtimestamp(seconds() if at is None else at, tz=UTC)
