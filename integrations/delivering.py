"""Delivering one row: claim, settle what is unknown, build, send, store. The network is outside any transaction.

A worker can die between any two lines. What it was sending has its reference stored before the call, so the next one
settles that first and sends nothing twice.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When

from enplan import clock
from integrations.adapters.registry import adapter_for
from integrations.documents.building import Built, build
from integrations.models import Delivery, Sent
from integrations.port import Adapter, Answer, Document, Outcome
from integrations.recalling import is_under_way
from integrations.waits import BEFORE_SETTLING, GIVE_UP_AFTER, LEASE, wait_after

log = logging.getLogger("enplan.deliveries")


@dataclass
class Claim:
    """One worker's hold on a row, until it is given back or the lease runs out.

    A row is taken by one conditional update, so that one of many workers gets it; before that it may be written to
    only while it is due and nobody's, after that only under the token.
    """

    delivery_id: UUID
    token: UUID = field(default_factory=uuid4)
    delivery: Delivery = field(init=False)  # as it was read last
    is_held: bool = False

    def read(self) -> bool:
        """Read the row and what it is about, and lock its plan until the transaction ends. False: not ours to do."""
        rows = self._ours().filter(fagsystem__is_active=True)
        rows = rows.select_related("fagsystem__department", "plan__citizen")
        for found in rows.select_for_update(of=("plan",), no_key=True):  # at most one
            self.delivery = found
            return True
        return False

    def take(self, **fields: object) -> bool:
        """Take the row, or hold it anew, if it still is as it was read; write these fields with it."""
        row = self.delivery
        as_read = self._ours().filter(reference=row.reference, number=row.number)
        lease = {"lease_token": self.token, "lease_until": clock.now() + LEASE}
        self.is_held = bool(as_read.update(**lease, **fields))
        return self.is_held

    def store(self, **fields: object) -> bool:
        """Write to the row if it is still ours."""
        return bool(self._ours().update(**fields))

    def release(self, **fields: object) -> bool:
        """Write to the row if it is still ours, and give it back."""
        written = self.store(lease_token=None, lease_until=None, **fields)
        self.is_held = False
        return written

    def _ours(self) -> models.QuerySet[Delivery]:
        """The row, by its own columns alone: a join would let two updates at once both find it free."""
        row = Delivery.objects.filter(pk=self.delivery_id)
        if self.is_held:
            return row.filter(lease_token=self.token)
        now = clock.now()
        free = Q(lease_token__isnull=True) | Q(lease_until__lte=now)
        return row.filter(free, state=Delivery.State.WAITING, next_try_at__lte=now)


@dataclass(frozen=True)
class Sending:
    """What is about to go out, up to which wanted version, under which reference."""

    built: Built
    wanted: int
    reference: UUID


def deliver_one(delivery_id: UUID) -> bool:
    """Bring one row as far as it can get now. Answers whether something was tried."""
    claim = Claim(delivery_id)
    try:
        return _work(claim)
    except Exception as error:  # noqa: BLE001  # one row must not stop the sweep, whatever it failed on
        # Never the text of the error, nor its traceback: they may hold what was being sent.
        log.error(  # noqa: TRY400  # log.exception would write the traceback
            "delivery %s failed: %s", delivery_id, type(error).__name__
        )
        _wait(claim, code=type(error).__name__)
        return True
    finally:
        if claim.is_held:
            claim.release()


def _work(claim: Claim) -> bool:
    """Claim the row and prepare the sending in one transaction, send outside it. False: the row was not to be had."""
    with transaction.atomic():
        if not claim.read():
            return False
        unsettled = claim.delivery.reference
        adapter = adapter_for(claim.delivery.fagsystem)
        sending = _prepare(claim) if unsettled is None else None
        if unsettled is not None and not claim.take():
            return False
    if unsettled is not None:
        if not _settle(claim, adapter, unsettled):
            return True
        with transaction.atomic():
            sending = _prepare(claim) if claim.read() else None
    if sending is not None:
        _send(claim, adapter, sending)
    return True


def _prepare(claim: Claim) -> Sending | None:
    """Build what is to go out and store its reference. None where nothing is to go out now.

    The plan is locked: nobody changes who may see it until it is settled what goes out. A withdrawal comes before this
    sending, and the system gets nothing it closed, or after it, and the sending stands on the citizen's list.
    """
    row = claim.delivery
    if row.done >= row.wanted:
        claim.store(state=Delivery.State.DELIVERED, attempts=0, error_code="")
        return None
    if row.kind == Delivery.Kind.RECALL and is_under_way(row):
        _wait(claim, code="sending_under_way")
        return None
    built = build(row)
    if built is None or built.digest == row.digest:
        # Nothing that this department may have, or nothing new: the system holds what it should.
        claim.release(**_got_as_far_as(row.wanted))
        return None
    reference = uuid4()
    row.reference_at = clock.now()
    is_ours = claim.take(
        reference=reference,
        reference_wanted=row.wanted,
        reference_at=row.reference_at,
        reference_digest=built.digest,
        reference_areas=list(built.areas),
    )
    return Sending(built, row.wanted, reference) if is_ours else None


def _send(claim: Claim, adapter: Adapter, sending: Sending) -> None:
    document = sending.built.document(sending.reference)
    is_plan = claim.delivery.kind == Delivery.Kind.PLAN
    answer = adapter.upload_document(document) if is_plan else adapter.add_note(document)
    _store_answer(claim, answer, sending)


def _store_answer(claim: Claim, answer: Answer, sending: Sending) -> None:
    match answer.outcome:
        case Outcome.ACCEPTED | Outcome.RECEIPT_PENDING:
            _arrived(
                claim,
                sending.reference,
                wanted=sending.wanted,
                digest=sending.built.digest,
                areas=sending.built.areas,
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
    row = Delivery.objects.get(pk=claim.delivery_id)
    wait = (answer.wait if answer else None) or wait_after(row.attempts + 1)
    first_try = row.delivered_at or row.created_at
    tired = row.attempts > 0 and now - max(first_try, row.changed_at) > GIVE_UP_AFTER
    claim.store(
        attempts=F("attempts") + 1,
        error_code=code,
        next_try_at=now + wait,
        state=Delivery.State.GIVEN_UP if tired else Delivery.State.WAITING,
    )
