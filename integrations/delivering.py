"""Delivering one row: claim, settle what is unknown, build, send, store. The network is outside any transaction.

A worker can die between any two lines. What it was sending has its reference stored before the call, so the next one
settles that first and sends nothing twice.
"""

import logging
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import F, Q

from enplan import clock
from integrations.adapters.registry import adapter_for
from integrations.arriving import Arrival, as_far_as, note_arrival
from integrations.circuits import may_try, note_answer, tried_nothing
from integrations.documents.building import Built, build
from integrations.models import Delivery
from integrations.port import Adapter, Answer, Document, Found, Outcome
from integrations.recalling import is_under_way
from integrations.waits import BEFORE_SETTLING, FOR_LOST_ANSWER, GIVE_UP_AFTER, LEASE, wait_after

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
    has_asked: bool = False  # the system, about anything

    def read(self) -> bool:
        """Read the row and what it is about, and lock its plan until the transaction ends. False: not ours to do."""
        rows = self._ours().filter(fagsystem__is_active=True).exclude(fagsystem__paused_until__gt=clock.now())
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
    is_resumed: bool = False


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
        if not claim.read() or not may_try(claim.delivery.fagsystem):
            return False
        unsettled = claim.delivery.reference
        adapter = adapter_for(claim.delivery.fagsystem)
        sending = _prepare(claim) if unsettled is None else None
        if unsettled is not None and not claim.take():
            return False
    try:
        if unsettled is not None:
            found = _settle(claim, adapter, unsettled)
            if found is Found.CANNOT_ASK:
                return True
            with transaction.atomic():
                resumed = unsettled if found is Found.HALF else None
                sending = _prepare(claim, resumed=resumed) if claim.read() else None
        if sending is not None:
            _send(claim, adapter, sending)
    finally:
        if not claim.has_asked:
            tried_nothing(claim.delivery.fagsystem)
    return True


def _prepare(claim: Claim, *, resumed: UUID | None = None) -> Sending | None:
    """Build what is to go out and store its reference. None where nothing is to go out now.

    The plan is locked: nobody changes who may see it until it is settled what goes out. A withdrawal comes before this
    sending, and the system gets nothing it closed, or after it, and the sending stands on the citizen's list.
    """
    row = claim.delivery
    if row.done >= row.wanted:
        claim.store(state=Delivery.State.DELIVERED, attempts=0, error_code="", reference=None)
        return None
    if row.kind == Delivery.Kind.RECALL and is_under_way(row):
        _wait(claim, code="sending_under_way")
        return None
    built = build(row)
    if built is None or built.digest == row.digest:
        # Nothing that this department may have, or nothing new: the system holds what it should.
        claim.release(reference=None, **as_far_as(row.wanted))
        return None
    reference = resumed or uuid4()
    row.reference_at = clock.now()
    is_ours = claim.take(
        reference=reference,
        reference_wanted=row.wanted,
        reference_at=row.reference_at,
        reference_digest=built.digest,
        reference_areas=list(built.areas),
    )
    return Sending(built, row.wanted, reference, is_resumed=resumed is not None) if is_ours else None


def _send(claim: Claim, adapter: Adapter, sending: Sending) -> None:
    is_plan = claim.delivery.kind == Delivery.Kind.PLAN
    as_pdf = bool(sending.built.html) or not adapter.capabilities.notes
    try:
        document = sending.built.document(
            sending.reference, is_plan=is_plan, as_pdf=as_pdf, is_resumed=sending.is_resumed
        )
    except Exception:
        if not sending.is_resumed:
            claim.store(reference=None)  # nothing has left the house: nobody need be asked whether it arrived
        raise
    claim.has_asked = True
    answer = adapter.upload_document(document) if as_pdf else adapter.add_note(document)
    note_answer(claim.delivery.fagsystem, answer)
    _tell(claim, answer)
    _store_answer(claim, answer, sending)


def _tell(claim: Claim, answer: Answer) -> None:
    """Ids and codes alone: what the system said may hold anything."""
    row = claim.delivery
    ids = {"delivery": row.pk, "connection": row.fagsystem_id, "adapter": row.fagsystem.adapter}
    said = {"kind": row.kind, "outcome": answer.outcome, "code": answer.code, "attempts": row.attempts + 1}
    log.info("delivery %s: %s %s", row.pk, answer.outcome, answer.code, extra={**ids, **said})


def _store_answer(claim: Claim, answer: Answer, sending: Sending) -> None:
    row = claim.delivery
    match answer.outcome:
        case Outcome.ACCEPTED | Outcome.RECEIPT_PENDING:
            built = sending.built
            arrival = Arrival(sending.reference, sending.wanted, built.digest, built.areas, row.reference_at)
            is_pending = answer.outcome is Outcome.RECEIPT_PENDING
            note_arrival(row, arrival, claim.release, waits_for_receipt=is_pending)
        case Outcome.REJECTED:
            claim.store(
                reference=None, state=Delivery.State.REJECTED, error_code=answer.code, words=answer.words
            )
        case Outcome.RETRYABLE:
            claim.store(reference=None)
            _wait(claim, code=answer.code, answer=answer)
        case Outcome.UNKNOWN:
            # The reference stays: the next try asks for it before anything is sent again.
            claim.store(
                attempts=F("attempts") + 1,
                error_code=answer.code,
                words=answer.words,
                next_try_at=clock.now() + max(BEFORE_SETTLING, wait_after(row.attempts + 1)),
                state=Delivery.State.UNKNOWN if _is_tired(row) else Delivery.State.WAITING,
            )


def _settle(claim: Claim, adapter: Adapter, reference: UUID) -> Found:
    """Find out whether the sending named by the row's reference has arrived, and store what is found.

    CANNOT_ASK: not known yet. HALF: its second step is still to be done, under the same reference.
    """
    row = claim.delivery
    asked_at = row.reference_at or row.created_at
    waits_until = asked_at + (FOR_LOST_ANSWER if adapter.capabilities.receipts else BEFORE_SETTLING)
    if not adapter.capabilities.finds_by_reference:
        # A receipt may tell; where none comes, and where none ever does, a person has to look.
        is_over = not adapter.capabilities.receipts or clock.now() >= waits_until
        claim.store(**{"state": Delivery.State.UNKNOWN} if is_over else {"next_try_at": waits_until})
        return Found.CANNOT_ASK
    if clock.now() < waits_until:
        claim.store(next_try_at=waits_until)
        return Found.CANNOT_ASK
    claim.has_asked = True
    found = adapter.find_by_reference(
        Document(reference=reference, cpr=row.plan.citizen.cpr, title="", day=clock.today())
    )
    has_answered = found is not Found.CANNOT_ASK
    outcome = Outcome.ACCEPTED if has_answered else Outcome.RETRYABLE
    note_answer(row.fagsystem, Answer(outcome, code="" if has_answered else "cannot_ask"))
    match found:
        case Found.CANNOT_ASK:
            _wait(claim, code="cannot_ask")
        case Found.YES:
            note_arrival(row, Arrival.under_way(row, reference), claim.store)
        case Found.NO:
            claim.store(reference=None)
    return found


def _wait(claim: Claim, *, code: str, answer: Answer | None = None) -> None:
    row = Delivery.objects.get(pk=claim.delivery_id)
    wait = (answer.wait if answer else None) or wait_after(row.attempts + 1)
    claim.store(
        attempts=F("attempts") + 1,
        error_code=code,
        words="",
        next_try_at=clock.now() + wait,
        state=Delivery.State.GIVEN_UP if _is_tired(row) else Delivery.State.WAITING,
    )


def _is_tired(row: Delivery) -> bool:
    """Has it been tried for so long that somebody must look?"""
    since = max(row.delivered_at or row.created_at, row.changed_at)
    return row.attempts > 0 and clock.now() - since > GIVE_UP_AFTER
