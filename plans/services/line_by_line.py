"""Storing many lines with one press: what stops one is said at that line, and nothing of the others is stored."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ValidationError

from enplan.audit.versions import Conflict
from plans.services.checks import NotAllowed


class LineRefused(Exception):
    """Nothing was stored, because of this line."""

    def __init__(self, line_id: UUID, error: ValidationError) -> None:
        super().__init__("A line cannot be stored.")
        self.line_id, self.error = line_id, error


def at_its_line(line_id: UUID, store: Callable[[], object], *, stale: ValidationError) -> None:
    """Call `store`; what it objects to comes as LineRefused. `stale`: what is said of a Conflict."""
    try:
        store()
    except NotAllowed as refused:
        raise LineRefused(line_id, ValidationError(str(refused))) from refused
    except Conflict as conflict:
        raise LineRefused(line_id, stale) from conflict
    except ValidationError as error:
        raise LineRefused(line_id, error) from error
