"""Receipts that come later to our own endpoint: what became of a sending. Each is taken in once, however often it
comes. One that says the thing is there says it has arrived; a refusal takes that back. The last word counts.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from enplan import clock
from integrations.adapters.sf2900.adapter import REFUSED, error_code
from integrations.adapters.sf2900.messages import Receipt
from integrations.arriving import Arrival, note_arrival
from integrations.models import Delivery, Fagsystem, ReceivedEvent, Sent

ARRIVED = ("AFLEVERET", "ACCEPTERET")


def receive(system: Fagsystem, receipt: Receipt) -> bool:
    """False for what this connection never sent: it is counted, and changes nothing."""
    with transaction.atomic():
        if not _was_sent(system, receipt.reference):
            Fagsystem.objects.filter(pk=system.pk).update(strange_receipts=F("strange_receipts") + 1)
            return False
        _event, is_new = ReceivedEvent.objects.get_or_create(
            fagsystem=system,
            fingerprint=receipt.fingerprint,
            defaults={
                "reference": receipt.reference,
                "code": receipt.code[:60],
                "received_at": clock.now(),
            },
        )
        if is_new:
            _take_in(system, receipt)
    return True


def _was_sent(system: Fagsystem, reference: UUID) -> bool:
    under_way = Delivery.objects.filter(fagsystem=system, reference=reference)
    return under_way.exists() or _sent(system, reference) is not None


def _sent(system: Fagsystem, reference: UUID) -> Sent | None:
    rows = Sent.objects.filter(delivery__fagsystem=system, reference=reference)
    return rows.select_related("delivery").first()


def _take_in(system: Fagsystem, receipt: Receipt) -> None:
    """First as the sending that is not settled; where a worker has just settled it, as one that is."""
    row = Delivery.objects.filter(fagsystem=system, reference=receipt.reference).first()
    if row is not None and _settle(row, receipt):
        return
    sent = _sent(system, receipt.reference)
    if sent is not None:
        _note(sent, receipt)


def _settle(row: Delivery, receipt: Receipt) -> bool:
    """The answer was lost, or is slower than its receipt. The row is taken from whoever works on it."""

    def write(**fields: object) -> bool:
        ours = Delivery.objects.filter(pk=row.pk, reference=receipt.reference)
        return bool(ours.update(lease_token=None, lease_until=None, **fields))

    if receipt.code in REFUSED:
        return write(reference=None, **_refused(receipt))
    is_there = receipt.code in ARRIVED
    arrival = Arrival.under_way(row, receipt.reference)
    if not note_arrival(row, arrival, write, waits_for_receipt=not is_there):
        return False
    if is_there:
        Sent.objects.filter(delivery=row, reference=receipt.reference).update(receipt=Sent.Receipt.ARRIVED)
    return True


def _note(sent: Sent, receipt: Receipt) -> None:
    """Of what has been sent. The delivery follows where it is the newest that was sent of it."""
    newest = Delivery.objects.filter(pk=sent.delivery_id, number=sent.number)
    if receipt.code in REFUSED:
        Sent.objects.filter(pk=sent.pk).update(receipt=Sent.Receipt.REFUSED)
        stands = [Delivery.State.SENT, Delivery.State.DELIVERED, Delivery.State.UNKNOWN]
        newest.filter(state__in=stands, reference=None).update(**_refused(receipt))
        newest.update(digest="")  # the same content is not there, and may be sent again
    elif receipt.code in ARRIVED:
        Sent.objects.filter(pk=sent.pk).update(receipt=Sent.Receipt.ARRIVED)
        waits = [Delivery.State.SENT, Delivery.State.UNKNOWN, Delivery.State.REJECTED]
        settled = newest.filter(state__in=waits, reference=None, done=F("wanted"))
        settled.update(state=Delivery.State.DELIVERED, error_code="", words="")


def _refused(receipt: Receipt) -> dict[str, object]:
    code = error_code(receipt.error_code)
    return {"state": Delivery.State.REJECTED, "error_code": code, "words": receipt.words}
