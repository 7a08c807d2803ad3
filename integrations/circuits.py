"""The circuit of each connection: a system that fails again and again is left alone for a while, then tried by one
sending. Wrong credentials and certificates open it at once: knocking on helps nobody, and locks accounts.
"""

from datetime import datetime, timedelta

from django.db.models import F

from enplan import clock
from integrations.models import Fagsystem
from integrations.port import Answer, Code, Outcome
from integrations.waits import LEASE, wait_after

OPENS_AT = 5  # failures in a row
AT_ONCE = (Code.CREDENTIALS, Code.CERTIFICATE)
FIRST_AT_ONCE = timedelta(minutes=15)


def may_try(system: Fagsystem) -> bool:
    """Is the circuit closed? Once a pause is over, one worker alone is told yes; the others wait for what it finds."""
    now = clock.now()
    if system.paused_until is None:
        return True
    if system.paused_until > now:
        return False
    rows = Fagsystem.objects.filter(pk=system.pk, paused_until=system.paused_until)
    return bool(rows.update(paused_until=now + LEASE))


def tried_nothing(system: Fagsystem) -> None:
    """There was nothing to send after all: the next one may try."""
    if system.paused_until is not None:
        Fagsystem.objects.filter(pk=system.pk, paused_until__gt=clock.now()).update(
            paused_until=system.paused_until
        )


def note_answer(system: Fagsystem, answer: Answer) -> None:
    """Any answer about a document, also a refusal, says that the system is there."""
    row = Fagsystem.objects.filter(pk=system.pk)
    if answer.outcome not in (Outcome.RETRYABLE, Outcome.UNKNOWN):
        close(system)
        return
    now = clock.now()
    row.update(failures=F("failures") + 1, failure_code=answer.code)
    row.filter(failing_since=None).update(failing_since=now)
    failures = row.values_list("failures", flat=True).first() or 0
    if pause := _pause(answer, failures):
        row.update(paused_until=now + pause)
    elif system.paused_until is not None:
        row.update(paused_until=None)


def close(system: Fagsystem) -> None:
    """It answers, or a person has put it right: everything that is due may go."""
    open_ones = Fagsystem.objects.filter(pk=system.pk).exclude(failures=0, paused_until=None)
    open_ones.update(failures=0, paused_until=None, failing_since=None, failure_code="")


def _pause(answer: Answer, failures: int) -> timedelta | None:
    if answer.wait:
        return answer.wait
    if answer.code in AT_ONCE:
        return max(FIRST_AT_ONCE, wait_after(failures))
    return wait_after(failures - OPENS_AT + 1) if failures >= OPENS_AT else None


def is_paused(paused_until: datetime | None, at: datetime) -> bool:
    return paused_until is not None and paused_until > at
