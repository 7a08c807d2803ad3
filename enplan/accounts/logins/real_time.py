"""The time of the machine. Logins end by it, as their cookies do, whatever the application's clock is set to."""

import time
from datetime import UTC, datetime


def seconds() -> int:
    """Since 1970."""
    return int(time.time())


def instant() -> datetime:
    """Now, to the second."""
    return datetime.fromtimestamp(seconds(), tz=UTC)
