"""What is stored when a system has what was sent, however that came to be known: its answer, a search, a receipt, or a
person who looked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Value, When

from enplan import clock
from integrations.models import Delivery, Sent


@dataclass(frozen=True)
class Arrival:
    """A sending: under which name, up to which wanted version, what it held, and of when it is."""

    reference: UUID
    wanted: int
    digest: str
    areas: Sequence[str]
    built_at: datetime | None

    @classmethod
    def under_way(cls, row: Delivery, reference: UUID) -> "Arrival":
        """Of the sending that the row has stored before it began."""
        return cls(
            reference, row.reference_wanted, row.reference_digest, row.reference_areas, row.reference_at
        )


def note_arrival(
    row: Delivery, arrival: Arrival, write: Callable[..., bool], *, waits_for_receipt: bool = False
) -> bool:
    """Store it and list it for the citizen. `write` updates the row, and says no where somebody else has done so."""
    now = clock.now()
    number = row.number + 1
    state = Delivery.State.SENT if waits_for_receipt else Delivery.State.DELIVERED
    far = as_far_as(arrival.wanted, state)
    with transaction.atomic():
        if not write(reference=None, number=number, digest=arrival.digest, delivered_at=now, **far):
            return False
        Sent.objects.create(
            delivery=row,
            number=number,
            sent_at=now,
            areas=list(arrival.areas),
            reference=arrival.reference,
            built_at=arrival.built_at,
            receipt=Sent.Receipt.PENDING if waits_for_receipt else "",
        )
    return True


def as_far_as(wanted: int, state: str = Delivery.State.DELIVERED) -> dict[str, object]:
    """The system has what was wanted; if more was wanted meanwhile, the row stays due."""
    is_newest = When(wanted=wanted, then=Value(state))
    return {
        "done": wanted,
        "attempts": 0,
        "error_code": "",
        "words": "",
        "state": Case(is_newest, default=Value(Delivery.State.WAITING)),
        "next_try_at": Case(When(wanted=wanted, then=F("next_try_at")), default=Value(clock.now())),
    }
