"""Asking the systems how far the citizens' cases are: about plans they have had something of, once a day each.

Only where a connection says what the states mean: that is how an administrator switches it on. The network is outside
any transaction. The same state read again is no news, whichever worker reads it and however often.
"""

from datetime import timedelta
from typing import cast

from django.db.models import Exists, OuterRef, QuerySet

from enplan import clock
from integrations.adapters.line import CannotAskError
from integrations.adapters.registry import adapter_for
from integrations.circuits import note_answer
from integrations.models import CaseState, Delivery, Fagsystem
from integrations.port import Outcome, ReadsStates
from plans.models import Plan

EVERY = timedelta(hours=20)  # so that each is asked about once a day, at different times
AT_ONCE = 100  # plans of one system in one run
LONGEST_CODE = 60


def read_states() -> int:
    """Answers how many were asked about. A system that does not answer, or is left alone, waits for another run."""
    asked = 0
    for system in Fagsystem.objects.filter(is_active=True, paused_until=None):
        if system.settings.get("states") and adapter_for(system).capabilities.states:
            asked += _read_of(system)
    return asked


def note_state(system: Fagsystem, plan: Plan, code: str) -> bool:
    """Store what was read; True where it is another than before, once for each time it changes."""
    now, code = clock.now(), code[:LONGEST_CODE]
    row, is_new = CaseState.objects.get_or_create(
        fagsystem=system, plan=plan, defaults={"code": code, "seen_at": now, "read_at": now}
    )
    if is_new:
        return True
    rows = CaseState.objects.filter(pk=row.pk)
    is_changed = bool(rows.exclude(code=code).update(code=code, seen_at=now))
    rows.update(read_at=now)
    return is_changed


def _note_asked(system: Fagsystem, plan: Plan) -> None:
    """It says nothing of this citizen today: what it said last stays."""
    now = clock.now()
    CaseState.objects.get_or_create(fagsystem=system, plan=plan, defaults={"seen_at": now, "read_at": now})
    CaseState.objects.filter(fagsystem=system, plan=plan).update(read_at=now)


def _read_of(system: Fagsystem) -> int:
    adapter = cast("ReadsStates", adapter_for(system))
    asked = 0
    for plan in _due(system)[:AT_ONCE]:
        asked += 1
        try:
            code = adapter.case_status(plan.citizen.cpr)
        except CannotAskError as error:
            if error.answer.outcome is Outcome.REJECTED:  # of this citizen: the others may be asked about
                _note_asked(system, plan)
                continue
            note_answer(system, error.answer)
            break
        note_state(system, plan, code)
    return asked


def _due(system: Fagsystem) -> QuerySet[Plan]:
    """Plans that it has had something of, and that nobody has asked it about for a day."""
    sent = Delivery.objects.filter(fagsystem=system, plan=OuterRef("pk"), number__gt=0)
    lately = CaseState.objects.filter(fagsystem=system, plan=OuterRef("pk"), read_at__gt=clock.now() - EVERY)
    rows = Plan.objects.filter(Exists(sent)).exclude(Exists(lately)).exclude(outcome=Plan.Outcome.DIED)
    return rows.select_related("citizen").order_by("started_on", "pk")
