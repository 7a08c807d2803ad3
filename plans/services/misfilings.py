"""Something on the wrong citizen: out of view with a trace, flagged in the fagsystemer, a breach begun."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from enplan import clock
from enplan.accounts.auditors import is_auditor
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import BreachEntry, Goal, JournalNote, Measure, Misfiling, PersonalDataBreach, Rating, Task
from plans.permissions import can, plan_of
from plans.services.checks import WHY_NOT, NotAllowed, lock_plan
from plans.services.sections import place_of_plan
from plans.standing import Action

Written = Goal | Task | Measure | JournalNote | Rating
TAKEN_OUT = "taken_out"  # what `plan_changed` calls it; fagsystemer that have it are told


@transaction.atomic
def take_out(*, by: User, thing: Written, discovered_on: date | None = None) -> Misfiling:
    """Take something that belongs to another citizen out of everybody's view at this instant. Also of an ended plan.

    What others could have seen begins the breach routine; the 72 hours run from the day it was discovered (today).
    """
    # A sending to a fagsystem is settled before this or after it: no recall misses one that is just leaving.
    lock_plan(plan_of(thing))
    if not can(by, Action.TAKE_OUT, thing):
        raise NotAllowed(WHY_NOT[Action.TAKE_OUT])
    thing.refresh_from_db(
        fields=["is_draft", "withheld_until"]
    )  # it may have been shown since it was asked for
    now = clock.now()
    discovered_at = _instant(discovered_on, now, written_at=thing.written_at)
    plan = plan_of(thing)
    # A task under a goal that is closed is closed with it.
    chain: tuple[Written, ...] = (
        (thing, thing.goal) if isinstance(thing, Task) and thing.goal is not None else (thing,)
    )
    was_shown = not any(one.is_draft for one in chain)
    is_withheld = any(one.withheld_until is not None and one.withheld_until > now for one in chain)
    type(thing)._default_manager.filter(pk=thing.pk).update(taken_out_at=now, version=F("version") + 1)
    trace = Misfiling.objects.create(
        plan=plan,
        section=thing.section,
        thing=str(thing._meta.model_name),
        thing_id=thing.pk,
        written_by=thing.written_by,
        written_at=thing.written_at,
        taken_out_by=by,
        taken_out_at=now,
        was_shown=was_shown,
        was_shown_to_citizen=was_shown and not is_withheld,
    )
    record_change(by=by, thing=trace, place=place_of_plan(plan), fields={"thing": (None, trace.thing)})
    if trace.was_shown:
        PersonalDataBreach.objects.create(
            misfiling=trace,
            department=thing.section.owner if thing.section is not None else thing.written_by.department,
            discovered_at=discovered_at,
            reported_by=by,
        )
    announce(plan=plan, what=TAKEN_OUT, by=by, document_id=thing.pk)
    return trace


@transaction.atomic
def note_on_breach(*, by: User, breach: PersonalDataBreach, status: str, text: str) -> BreachEntry:
    """Add what was done or decided about a breach. For auditors."""
    if not is_auditor(by) or not can(by, Action.VIEW, breach):
        raise NotAllowed("Brud på persondatasikkerheden følges af databeskyttelsesrådgiveren.")
    if status not in PersonalDataBreach.Status:
        raise ValidationError({"status": "Vælg, hvor langt I er."})
    if not text.strip():
        raise ValidationError({"text": "Skriv kort, hvad der er gjort eller besluttet."})
    PersonalDataBreach.objects.filter(pk=breach.pk).update(status=status, version=F("version") + 1)
    return BreachEntry.objects.create(
        breach=breach, status=status, text=text, written_by=by, written_at=clock.now()
    )


def _instant(day: date | None, now: datetime, *, written_at: datetime) -> datetime:
    """When it was discovered: now for today, else the beginning of that day, never before it was written."""
    if day is None or day == clock.today():
        return now
    if day > clock.today() or clock.end_of(day) <= written_at:
        raise ValidationError({"discovered_on": "Skriv den dag, det blev opdaget."})
    return max(clock.start_of(day), written_at)
