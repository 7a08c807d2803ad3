"""What the auditor looks at is logged like everybody else's: a row for each citizen shown, and one for the page."""

from collections.abc import Iterable
from uuid import UUID

from enplan.accounts.models import User
from enplan.audit.models import Look
from enplan.audit.record import Seen, record_looks

SUPERVISION = "Tilsyn med, at der kun kigges, når det er i orden"
ANSWERING = "Svarer på et spørgsmål om, hvem der har kigget"


def log_supervision(
    *, by: User, what: str, citizens: Iterable[UUID | None], why: str = SUPERVISION, page: str = ""
) -> None:
    """Write that `by` is shown `what` of each of `citizens` (once each); `page` tells the auditors which part of it.

    The rows hang on the citizen, not on a plan: the auditor has seen none.
    """
    role = by.role.name if by.role else ""
    shown = [Seen(None, citizen, role, why) for citizen in dict.fromkeys(citizens) if citizen is not None]
    record_looks(by=by, kind=Look.Kind.AUDIT, what=what, seen=shown)
    record_looks(by=by, kind=Look.Kind.AUDIT, what=page or what, seen=[Seen(None, None, role, why)])
