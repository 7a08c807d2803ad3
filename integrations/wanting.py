"""Who is to have what: writes a delivery row per fagsystem, in the transaction of the change. Plans coalesce."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from citizens.models import Ground, GroundParty
from enplan import clock
from integrations.documents.summary import summary_page
from integrations.models import Delivery, Fagsystem
from integrations.nudges import nudge
from plans.models import JournalAddition, JournalNote, Meeting, Plan, Summary
from plans.permissions import document_for_department, sections_for_department, visible_to_department
from plans.services.summaries import SUMMARY


def want_after_change(*, plan: Plan, what: str = "", document_id: UUID | None = None, **_signal: Any) -> None:
    """Receiver of `plan_changed`. When the citizen has died, nothing more is sent of the plan."""
    if plan.ended_by_death:
        return
    systems = systems_of(plan)
    for system in systems:
        if "plan" in system.receives:
            want(system, plan, Delivery.Kind.PLAN, plan.pk)
        if document_id is not None and "journal" in system.receives and _may_have(system, plan, document_id):
            want(system, plan, Delivery.Kind.JOURNAL, document_id)
        if what == SUMMARY and document_id is not None:
            _want_summary(system, plan, document_id)


def want_after_lapses(*, now: datetime | None = None) -> int:
    """Grounds lapse by the clock, without a change: what their plans' systems hold is out of date. Answers how many."""
    now = now or clock.now()
    lapsed = Q(plan__citizen__grounds__valid_until__lte=now) & (
        Q(plan__citizen__grounds__valid_until__gt=F("changed_at"))
    )
    begun = Q(plan__citizen__grounds__valid_from__lte=now) & (
        Q(plan__citizen__grounds__valid_from__gt=F("changed_at"))
    )
    stale = (
        Delivery.objects.filter(lapsed | begun, kind=Delivery.Kind.PLAN, fagsystem__is_active=True)
        .exclude(plan__outcome=Plan.Outcome.DIED)
        .distinct()
    )
    count = 0
    for pk in stale.values_list("pk", flat=True):
        Delivery.objects.filter(pk=pk).update(
            wanted=F("wanted") + 1, changed_at=now, state=Delivery.State.WAITING, next_try_at=now
        )
        count += 1
    return count


def want_everything(plan: Plan) -> None:
    """Queue the plan and its journal for each of its systems, as when a system is connected."""
    want_after_change(plan=plan)
    for system in systems_of(plan):
        if "journal" in system.receives:
            for document_id in _journal_for(system, plan):
                want(system, plan, Delivery.Kind.JOURNAL, document_id)
        for summary_id in _newest_summaries(plan):
            _want_summary(system, plan, summary_id)


def systems_of(plan: Plan) -> list[Fagsystem]:
    """The systems of departments that have written in the plan or are on its team."""
    part = Q(department__sections__plan=plan) | Q(department__users__memberships__plan=plan)
    named = GroundParty.objects.filter(ground__in=Ground.objects.filter(citizen=plan.citizen_id))
    part |= Q(department__in=named.values("department"))
    return list(Fagsystem.objects.filter(part, is_active=True).select_related("department").distinct())


def _journal_for(system: Fagsystem, plan: Plan) -> list[UUID]:
    """The notes and what was added to them that the system may have, oldest first."""
    notes = JournalNote.objects.filter(section__plan=plan).order_by("written_at")
    additions = JournalAddition.objects.filter(note__section__plan=plan).order_by("written_at")
    sections = sections_for_department(system.department, plan)
    rows = (visible_to_department(sections, each) for each in (notes, additions))
    return [pk for each in rows for pk in each.values_list("pk", flat=True)]


def _newest_summaries(plan: Plan) -> list[UUID]:
    """Of each meeting the one that counts, oldest first."""
    rows = Summary.objects.filter(meeting__plan=plan, meeting__state=Meeting.State.AGREED)
    newest = {row.meeting_id: row.pk for row in rows.order_by("agreed_at", "version")}
    return list(newest.values())


def _want_summary(system: Fagsystem, plan: Plan, summary_id: UUID) -> None:
    """Where the system receives summaries and its department may have something of this one."""
    if "summary" in system.receives and summary_page(summary_id, plan, system.department) is not None:
        want(system, plan, Delivery.Kind.SUMMARY, summary_id)


def _may_have(system: Fagsystem, plan: Plan, document_id: UUID) -> bool:
    notes = JournalNote.objects.filter(pk=document_id, section__plan=plan)
    additions = JournalAddition.objects.filter(pk=document_id, note__section__plan=plan)
    return any(document_for_department(system.department, plan, each) for each in (notes, additions))


def want(system: Fagsystem, plan: Plan, kind: str, document_id: UUID) -> None:
    """Let the row of this document and system be due. Inside the transaction of the change."""
    now = clock.now()
    delivery, is_new = Delivery.objects.get_or_create(
        fagsystem=system,
        kind=kind,
        document_id=document_id,
        defaults={"plan": plan, "created_at": now, "changed_at": now, "next_try_at": now},
    )
    if not is_new:
        # The wait of a system that is down stays as it is: a burst of changes is no reason to knock more often.
        Delivery.objects.filter(pk=delivery.pk).update(wanted=F("wanted") + 1, changed_at=now)
        moving = [Delivery.State.WAITING, Delivery.State.UNKNOWN]  # unknown: settled before anything is sent
        settled = [state for state in Delivery.State if state not in moving]
        Delivery.objects.filter(pk=delivery.pk, state__in=settled).update(
            state=Delivery.State.WAITING, next_try_at=now, attempts=0, error_code="", words=""
        )
    transaction.on_commit(lambda: nudge(delivery.pk))
