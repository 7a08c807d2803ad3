"""Delivering one row: claim, settle what is unknown, build, send, store. The network is outside any transaction.

A worker can die between any two lines. What it was sending has its reference stored before the call, so the next one
settles that first and sends nothing twice.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from enplan import clock
from integrations.adapters.registry import adapter_for
from integrations.documents.building import Built, build
from integrations.models import Delivery, Sent
from integrations.port import Adapter, Answer, Document, Outcome
from integrations.recalling import is_under_way
from integrations.waits import BEFORE_SETTLING, GIVE_UP_AFTER, LEASE, wait_after
from plans.services.checks import lock_plan

log = logging.getLogger("enplan.deliveries")


@dataclass
class Claim:
    """A row that is ours until it is given back or the lease runs out; every write to it asks for the token."""

    delivery: Delivery
    token: UUID
    is_held: bool = True

    def store(self, **fields: object) -> bool:
        """Write to the row if it is still ours."""
        return bool(Delivery.objects.filter(pk=self.delivery.pk, lease_token=self.token).update(**fields))

    def release(self, **fields: object) -> bool:
        """Write to the row if it is still ours, and give it back."""
        self.is_held = False
        return self.store(lease_token=None, lease_until=None, **fields)


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
        if claim.is_held:
            claim.release()
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
    # Read after the claim: nobody else writes to it but to say that more is wanted, which the end of the work notices.
    row = Delivery.objects.select_related("fagsystem__department", "plan__citizen").get(pk=delivery_id)
    return Claim(row, token)


def _work(claim: Claim) -> None:
    adapter = adapter_for(claim.delivery.fagsystem)
    reference = claim.delivery.reference
    if reference is not None:
        if not _settle(claim, adapter, reference):
            return
        claim.delivery.refresh_from_db(fields=["wanted", "done", "number", "digest", "reference"])
    if claim.delivery.done >= claim.delivery.wanted:
        claim.store(state=Delivery.State.DELIVERED, attempts=0, error_code="")
        return
    wanted = claim.delivery.wanted
    if claim.delivery.kind == Delivery.Kind.RECALL and is_under_way(claim.delivery):
        _wait(claim, code="sending_under_way")
        return
    with transaction.atomic():
        # Nobody changes who may see the plan until it is settled what goes out: a withdrawal comes before this sending,
        # and the system gets nothing it closed, or after it, and the sending stands on the citizen's list.
        claim.delivery.plan.ended_at = lock_plan(claim.delivery.plan).ended_at
        built = build(claim.delivery)
        if built is None or built.digest == claim.delivery.digest:
            # Nothing that this department may have, or nothing new: the system holds what it should.
            claim.release(**_got_as_far_as(wanted))
            return
        reference = _name_sending(claim, built, wanted)
    if reference is not None:
        _send(claim, adapter, built, wanted, reference)


def _name_sending(claim: Claim, built: Built, wanted: int) -> UUID | None:
    """Store what is about to be sent under a new reference; None where the row is no longer ours."""
    reference = uuid4()
    claim.delivery.reference_at = clock.now()
    ours = claim.store(
        reference=reference,
        reference_wanted=wanted,
        reference_at=claim.delivery.reference_at,
        reference_digest=built.digest,
        reference_areas=list(built.areas),
    )
    return reference if ours else None


def _send(claim: Claim, adapter: Adapter, built: Built, wanted: int, reference: UUID) -> None:
    document = built.document(reference)
    is_plan = claim.delivery.kind == Delivery.Kind.PLAN
    answer = adapter.upload_document(document) if is_plan else adapter.add_note(document)
    _store_answer(claim, answer, built, wanted, reference)


def _store_answer(claim: Claim, answer: Answer, built: Built, wanted: int, reference: UUID) -> None:
    match answer.outcome:
        case Outcome.ACCEPTED | Outcome.RECEIPT_PENDING:
            _arrived(
                claim,
                reference,
                wanted=wanted,
                digest=built.digest,
                areas=built.areas,
                goes_on=False,
            )
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
        _arrived(
            claim,
            reference,
            wanted=row.reference_wanted,
            digest=row.reference_digest,
            areas=row.reference_areas,
            goes_on=True,
        )
    else:
        claim.store(reference=None)
    return True


def _arrived(
    claim: Claim, reference: UUID, *, wanted: int, digest: str, areas: Sequence[str], goes_on: bool
) -> None:
    """Store that the system has it, and list it for the citizen. The row is given back unless the work goes on."""
    now = clock.now()
    number = claim.delivery.number + 1
    write = claim.store if goes_on else claim.release
    with transaction.atomic():
        if write(reference=None, number=number, digest=digest, delivered_at=now, **_got_as_far_as(wanted)):
            Sent.objects.create(
                delivery=claim.delivery,
                number=number,
                sent_at=now,
                areas=list(areas),
                reference=reference,
                built_at=claim.delivery.reference_at,
            )


def _got_as_far_as(wanted: int) -> dict[str, object]:
    """The system has what was wanted; if more was wanted meanwhile, the row stays due."""
    is_newest = When(wanted=wanted, then=Value(Delivery.State.DELIVERED))
    return {
        "done": wanted,
        "attempts": 0,
        "error_code": "",
        "state": Case(is_newest, default=Value(Delivery.State.WAITING)),
        "next_try_at": Case(When(wanted=wanted, then=F("next_try_at")), default=Value(clock.now())),
    }


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
