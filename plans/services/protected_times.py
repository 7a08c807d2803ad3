"""Keeping the departments' protected meeting times, by an administrator. No meeting is changed by it."""

from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan.accounts.models import Department, User
from enplan.accounts.services.checks import require_administrator
from enplan.audit.record import Place, record_change
from enplan.audit.versions import save_seen
from enplan.web import danish
from plans.models import ProtectedTime
from plans.protected_times import minutes_of

SHORTEST = 15  # minutes
FIELDS = frozenset({"department", "weekday", "starts", "ends", "from_on", "until_on", "note", "is_active"})


@transaction.atomic
def add_protected_time(*, by: User, **fields: Any) -> ProtectedTime:
    """One more weekly time of a department. ValidationError with the field."""
    require_administrator(by)
    said = {name: fields.get(name) for name in FIELDS} | {"is_active": True}
    said["note"] = (fields.get("note") or "").strip()
    _check(fields, said)
    made = ProtectedTime.objects.create(**said)
    record_change(by=by, thing=made, place=Place(), fields={"department": (None, made.department)})
    return made


@transaction.atomic
def edit_protected_time(*, by: User, protected: ProtectedTime, seen: int, **fields: Any) -> ProtectedTime:
    """Change one, or take it out of use. Raises Conflict when `seen` is no longer the version."""
    require_administrator(by)
    if "note" in fields:
        fields["note"] = fields["note"].strip()
    _check(fields, {name: getattr(protected, name) for name in FIELDS} | fields, besides=protected)
    return save_seen(protected, seen=seen, fields=fields, by=by, place=Place())


def _check(fields: dict[str, Any], said: dict[str, Any], besides: ProtectedTime | None = None) -> None:
    """`fields`: what was sent; `said`: what the row will hold."""
    unknown = fields.keys() - FIELDS
    if unknown:
        raise TypeError(f"no such field of a protected time: {', '.join(sorted(unknown))}")
    errors = _wrong(said)
    if not errors and said["is_active"]:
        errors = _clash(said, besides)
    if errors:
        raise ValidationError(errors)


def _wrong(said: dict[str, Any]) -> dict[str, str]:
    errors: dict[str, str] = {}
    if said["department"] is None:
        errors["department"] = "Vælg en afdeling."
    elif said["is_active"] and not said["department"].is_active:
        errors["department"] = "Afdelingen er ikke i brug mere. Vælg en anden."
    if said["weekday"] not in ProtectedTime.Weekday.values:
        errors["weekday"] = "Vælg en ugedag."
    errors |= _wrong_hours(said["starts"], said["ends"])
    if said["from_on"] and said["until_on"] and said["until_on"] < said["from_on"]:
        errors["until_on"] = "Den sidste dag er før den første. Ret en af dem."
    return errors


def _wrong_hours(starts: time | None, ends: time | None) -> dict[str, str]:
    if starts is None:
        return {"starts": "Skriv et klokkeslæt, fx 9 eller 9.30."}
    if ends is None:
        return {"ends": "Skriv et klokkeslæt, fx 11 eller 11.30."}
    if ends <= starts:
        return {"ends": "Tiden slutter, før den begynder. Ret et af klokkeslættene."}
    if minutes_of(ends) - minutes_of(starts) < SHORTEST:
        return {"ends": f"Tiden er for kort til et møde. Den skal vare mindst {SHORTEST} minutter."}
    return {}


def _clash(said: dict[str, Any], besides: ProtectedTime | None) -> dict[str, str]:
    """Another time of the department at the same hours. The department is locked: of two at once one sees the other."""
    Department.objects.select_for_update().get(pk=said["department"].pk)
    same_day = ProtectedTime.objects.filter(
        department=said["department"],
        weekday=said["weekday"],
        is_active=True,
        starts__lt=said["ends"],
        ends__gt=said["starts"],
    )
    if besides is not None:
        same_day = same_day.exclude(pk=besides.pk)
    for other in same_day:
        if _meet((other.from_on, other.until_on), (said["from_on"], said["until_on"])):
            hours = f"{danish.clock_time(other.starts)} til {danish.clock_time(other.ends)}"
            return {
                "starts": f"Afdelingen har allerede beskyttet mødetid {other.get_weekday_display()} kl. {hours}."
            }
    return {}


def _meet(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Do the two periods have a day in common?"""
    first = max(one[0] or date.min, other[0] or date.min)
    last = min(one[1] or date.max, other[1] or date.max)
    return first <= last
