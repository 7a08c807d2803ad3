"""Delivering one row: claim, settle what is unknown, build, send, store. The network is outside any transaction.

A worker can die between any two lines. What it was sending has its reference stored before the call, so the next one
settles that first and sends nothing twice.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q

from enplan import clock
from integrations.adapters.registry import adapter_for
from integrations.documents.building import Built, build
from integrations.models import Delivery, Sent
from integrations.port import Adapter, Answer, Document, Outcome
from integrations.waits import BEFORE_SETTLING, GIVE_UP_AFTER, LEASE, wait_after

log = logging.getLogger("enplan.deliveries")


@dataclass(frozen=True)
class Claim:
    """A row that is ours until the lease runs out; every write to it asks for the token."""

    delivery: Delivery
    token: UUID

    def store(self, **fields: object) -> bool:
        """Write to the row if it is still ours."""
        return bool(Delivery.objects.filter(pk=self.delivery.pk, lease_token=self.token).update(**fields))


def deliver_one(delivery_id: UUID) -> bool:
    """Bring one row as far as it can get now. Answers whether something was tried."""
    claim = _claim(delivery_id)
    if claim is None:
        return False
    try:
        _work(claim)
    except Exception as error:  # noqa: BLE001  # one row must not stop the sweep, whatever it failed on
        # Never the text of the error, nor its traceback: they may hold what was being sent.
        log.error(  # noqa: TRY400
            "delivery %s failed: %s", delivery_id, type(error).__name__
        )
        _wait(claim, code=type(error).__name__)
    finally:
        claim.store(lease_token=None, lease_until=None)
    return True


def _claim(delivery_id: UUID) -> Claim | None:
    """Take the row if it is due and free: one conditional update, so that one of many workers gets it."""
    now = clock.now()
    token = uuid4()
    free = Q(lease_token__isnull=True) | Q(lease_until__lte=now)
    taken = Delivery.objects.filter(
        free, pk=delivery_id, state=Delivery.State.WAITING, next_try_at__lte=now, fagsystem__is_active=True
    ).update(lease_token=token, lease_until=now + LEASE)
    if not taken:
        return None
    row = Delivery.objects.select_related("fagsystem__department", "plan__citizen").get(pk=delivery_id)
    return Claim(row, token)


def _work(claim: Claim) -> None:
    adapter = adapter_for(claim.delivery.fagsystem)
    reference = claim.delivery.reference
    if reference is not None and not _settle(claim, adapter, reference):
        return
    claim.delivery.refresh_from_db(fields=["wanted", "done", "number", "digest", "reference"])
    if claim.delivery.done >= claim.delivery.wanted:
        claim.store(state=Delivery.State.DELIVERED, attempts=0, error_code="")
        return
    wanted = claim.delivery.wanted
    built = build(claim.delivery)
    if built is None or built.digest == claim.delivery.digest:
        # Nothing that this department may have, or nothing new: the system holds what it should.
        _finish(claim, wanted)
        return
    _send(claim, adapter, built, wanted)


def _send(claim: Claim, adapter: Adapter, built: Built, wanted: int) -> None:
    reference = uuid4()
    ours = claim.store(
        reference=reference,
        reference_wanted=wanted,
        reference_at=clock.now(),
        reference_digest=built.digest,
        reference_areas=list(built.areas),
    )
    if not ours:
        return
    document = built.document(reference)
    is_note = claim.delivery.kind == Delivery.Kind.JOURNAL
    answer = adapter.add_note(document) if is_note else adapter.upload_document(document)
    _store_answer(claim, answer, built, wanted)


def _store_answer(claim: Claim, answer: Answer, built: Built, wanted: int) -> None:
    match answer.outcome:
        case Outcome.ACCEPTED | Outcome.RECEIPT_PENDING:
            _arrived(claim, wanted=wanted, digest=built.digest, areas=built.areas)
        case Outcome.REJECTED:
            claim.store(reference=None, state=Delivery.State.REJECTED, error_code=answer.code)
        case Outcome.RETRYABLE:
            claim.store(reference=None)
            _wait(claim, code=answer.code, answer=answer)
        case Outcome.UNKNOWN:
            # The reference stays: the next try asks for it before anything is sent again.
            claim.store(
                attempts=F("attempts") + 1,
                error_code=answer.code,
                next_try_at=clock.now() + max(BEFORE_SETTLING, wait_after(claim.delivery.attempts + 1)),
            )


def _settle(claim: Claim, adapter: Adapter, reference: UUID) -> bool:
    """Find out whether the sending named by the row's reference has arrived. False: not known yet."""
    row = claim.delivery
    if not adapter.capabilities.finds_by_reference:
        claim.store(state=Delivery.State.UNKNOWN)
        return False
    asked_at = row.reference_at or row.created_at
    if clock.now() < asked_at + BEFORE_SETTLING:
        claim.store(next_try_at=asked_at + BEFORE_SETTLING)
        return False
    found = adapter.find_by_reference(
        Document(reference=reference, cpr=row.plan.citizen.cpr, title="", day=clock.today())
    )
    if found is None:
        _wait(claim, code="cannot_ask")
        return False
    if found:
        _arrived(claim, wanted=row.reference_wanted, digest=row.reference_digest, areas=row.reference_areas)
    else:
        claim.store(reference=None)
    return True


def _arrived(claim: Claim, *, wanted: int, digest: str, areas: Sequence[str]) -> None:
    now = clock.now()
    number = claim.delivery.number + 1
    with transaction.atomic():
        ours = claim.store(
            reference=None,
            number=number,
            digest=digest,
            delivered_at=now,
            attempts=0,
            error_code="",
            done=wanted,
        )
        if ours:
            Sent.objects.create(delivery=claim.delivery, number=number, sent_at=now, areas=list(areas))
    _finish(claim, wanted)


def _finish(claim: Claim, wanted: int) -> None:
    """The system has got as far as `wanted`; if more was wanted meanwhile, the row stays due."""
    claim.store(done=wanted, attempts=0, error_code="")
    if not Delivery.objects.filter(pk=claim.delivery.pk, lease_token=claim.token, wanted=wanted).update(
        state=Delivery.State.DELIVERED
    ):
        claim.store(next_try_at=clock.now())


def _wait(claim: Claim, *, code: str, answer: Answer | None = None) -> None:
    now = clock.now()
    row = Delivery.objects.get(pk=claim.delivery.pk)
    wait = (answer.wait if answer else None) or wait_after(row.attempts + 1)
    first_try = row.delivered_at or row.created_at
    tired = row.attempts > 0 and now - max(first_try, row.changed_at) > GIVE_UP_AFTER
    claim.store(
        attempts=F("attempts") + 1,
        error_code=code,
        next_try_at=now + wait,
        state=Delivery.State.GIVEN_UP if tired else Delivery.State.WAITING,
    )
