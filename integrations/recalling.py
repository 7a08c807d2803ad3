"""What was sent of something that stood on the wrong citizen: each system that may have it is told of it.

None of the systems can take a document back for us, so a correcting note follows to the same case, without the words.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from integrations.models import Delivery, Sent
from integrations.wanting import want
from plans.models import JournalAddition, JournalNote, Misfiling, Plan, Summary
from plans.services.misfilings import TAKEN_OUT


def recall_taken_out(*, plan: Plan, what: str, document_id: UUID | None = None, **_signal: Any) -> None:
    """Receiver of `plan_changed`, in the transaction that takes it out: the plan is locked, nothing is just leaving."""
    if what != TAKEN_OUT or document_id is None:
        return
    for delivery in _carrying(plan, document_id).select_related("fagsystem"):
        want(delivery.fagsystem, plan, Delivery.Kind.RECALL, document_id)


def is_under_way(recall: Delivery) -> bool:
    """Is it not known yet whether a sending arrived? Then what to say of it is not known either."""
    carrying = _carrying(recall.plan, recall.document_id).filter(fagsystem=recall.fagsystem_id)
    return carrying.filter(reference__isnull=False, state=Delivery.State.WAITING).exists()


def sendings_to_recall(recall: Delivery) -> list[Sent]:
    """The sendings that held it, or may have, oldest first."""
    rows = Sent.objects.filter(
        delivery__in=_carrying(recall.plan, recall.document_id), delivery__fagsystem=recall.fagsystem_id
    )
    found = list(rows.select_related("delivery").order_by("sent_at"))
    return [row for row in found if _may_be_about(row, recall)]


def _may_be_about(row: Sent, recall: Delivery) -> bool:
    match row.delivery.kind:
        case Delivery.Kind.PLAN:
            return _may_have_held(row, recall)
        case Delivery.Kind.SUMMARY:
            summary = Summary.objects.filter(pk=row.delivery.document_id).first()
            return summary is not None and _is_in(summary, recall.document_id) and _may_have_held(row, recall)
    return True


def _is_in(summary: Summary, thing_id: UUID) -> bool:
    """Did the summary tell of it, to somebody?"""
    return any(piece["id"] == str(thing_id) for piece in summary.content)


def _may_have_held(row: Sent, recall: Delivery) -> bool:
    """Was this sending put together while it stood there, and did it hold something of its area?"""
    trace = Misfiling.objects.filter(thing_id=recall.document_id).select_related("section").first()
    if trace is None or not trace.written_at <= (row.built_at or row.sent_at) <= trace.taken_out_at:
        return False
    return trace.section is None or trace.section.area_id in row.areas


def _carrying(plan: Plan, document_id: UUID) -> QuerySet[Delivery]:
    """Deliveries by which something of it can have gone out."""
    rows = Delivery.objects.filter(plan=plan)
    sent = Q(number__gt=0) | Q(reference__isnull=False)
    if JournalNote.objects.filter(pk=document_id).exists():
        additions = JournalAddition.objects.filter(note=document_id).values("pk")
        of_note = Q(document_id=document_id) | Q(document_id__in=additions)
        return rows.filter(sent & of_note, kind=Delivery.Kind.JOURNAL)
    return rows.filter(sent, kind__in=[Delivery.Kind.PLAN, Delivery.Kind.SUMMARY])
