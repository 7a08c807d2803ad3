"""How long to wait before the next try: a minute at first, hours later, for ten days; then a person looks."""

from datetime import timedelta

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=10)
# An answer was lost, and the system may show what it has stored only after some seconds.
BEFORE_SETTLING = timedelta(seconds=30)
# An answer was lost, and the technical receipt that tells of it comes within minutes, or never.
FOR_LOST_ANSWER = timedelta(hours=2)
# The last receipts come from people and systems with office hours; then a person looks.
FOR_RECEIPT = timedelta(days=2)
LEASE = timedelta(minutes=3)  # longer than the longest call an adapter makes


def wait_after(attempts: int) -> timedelta:
    """The wait after so many failed tries in a row: 1, 2, 4, 8 … minutes, at most six hours."""
    return min(FIRST * int(2 ** min(attempts - 1, 16)), LONGEST)
