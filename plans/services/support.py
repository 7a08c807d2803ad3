"""Support up and down: how much a measure gives, changed with a reason that the citizen can read."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.models import Measure, SupportChange
from plans.services.checks import require
from plans.services.measures import OVER, save_measure
from plans.services.sections import place_of
from plans.standing import Action


@transaction.atomic
def change_support(
    *, by: User, measure: Measure, seen: int, direction: str, extent: str, reason: str, from_on: date
) -> SupportChange:
    """Change the extent from that day on. Raises Conflict when `seen` is no longer the measure's version."""
    require(by, Action.EDIT_MEASURE, measure)
    if measure.is_over:
        raise ValidationError(OVER, code="over")
    if measure.is_draft:
        raise ValidationError("Kladden kan rettes, som den er. Ingen andre har set den.", code="draft")
    _check(measure, direction=direction, extent=extent, reason=reason, from_on=from_on)
    before = measure.extent
    save_measure(by=by, measure=measure, seen=seen, fields={"extent": extent.strip()})
    change = SupportChange.objects.create(
        measure=measure,
        direction=direction,
        before=before,
        after=extent.strip(),
        reason=reason.strip(),
        from_on=from_on,
        written_by=by,
        written_at=clock.now(),
    )
    fields = {"reason": (None, change.reason), "from_on": (None, from_on)}
    record_change(by=by, thing=change, place=place_of(measure.section), fields=fields)
    return change


def _check(measure: Measure, *, direction: str, extent: str, reason: str, from_on: date) -> None:
    errors = {}
    if direction not in SupportChange.Direction:
        errors["direction"] = "Vælg, om det er mere eller mindre støtte."
    if not extent.strip():
        errors["extent"] = "Skriv, hvor meget støtte der er nu, fx 4 timer om ugen."
    elif extent.strip() == measure.extent.strip():
        errors["extent"] = "Det er det samme omfang som før."
    if not reason.strip():
        errors["reason"] = "Skriv kort hvorfor, så borgeren kan læse det."
    if from_on < measure.starts_on:
        errors["from_on"] = "Datoen ligger før, indsatsen begynder."
    elif measure.ends_on is not None and from_on > measure.ends_on:
        errors["from_on"] = "Datoen ligger efter, indsatsen slutter."
    if errors:
        raise ValidationError(errors)
