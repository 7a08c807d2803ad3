"""Which looks stand on one line of the access log: the same day, department, capacity, kind, part and purpose.

A citizen reads lines and asks about a line; the employees behind it are told apart only where their names are shown.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from enplan import clock
from enplan.audit.models import Look

# The kinds of which it says something to the reader what was shown; the others are their kind.
WITH_WHAT = (Look.Kind.PAGE, Look.Kind.LIST, Look.Kind.AUDIT)


@dataclass(frozen=True)
class Line:
    """One line. `looker` is None where several employees of the department stand on the same line."""

    day: date
    department: str
    looker: UUID | None
    role: str
    kind: str
    what: str
    why: str

    @property
    def key(self) -> str:
        """64 characters that are the same for all looks of the line, in whatever language it is shown."""
        parts = (self.day, self.department, self.looker, self.role, self.kind, self.what, self.why)
        return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def line_of(look: Look) -> Line:
    is_named = settings.LOOK_LOG_SHOWS_NAMES or not look.department
    return Line(
        day=look.at.astimezone(clock.COPENHAGEN).date(),
        department=look.department,
        looker=look.user_id if is_named else None,
        role=look.role,
        kind=look.kind,
        what=look.what if look.kind in WITH_WHAT else "",
        why=look.why,
    )
