"""Changing the catalogue of measures, by an administrator. Measures that are made keep what they were made with."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.accounts.services.checks import require_administrator
from enplan.audit.record import Place, record_change
from enplan.audit.versions import save_seen
from plans.models import MeasureType
from plans.services.measures import LONGEST_RHYTHM

TYPE_FIELDS = (
    "name",
    "law",
    "paragraph",
    "provider_name",
    "first_follow_up_weeks",
    "follow_up_months",
    "fills_the_week",
    "is_active",
)
MOST_WEEKS = 260


@transaction.atomic
def add_measure_type(*, by: User, areas: Iterable[LifeArea], **fields: Any) -> MeasureType:
    """One more row of the catalogue, last. ValidationError at the field: a row has law, paragraph and name."""
    require_administrator(by)
    fields = _cleaned(fields)
    _check(fields)
    taken = set(MeasureType.objects.values_list("pk", flat=True))
    stem = slugify(fields["name"])[:30] or "indsats"
    key = next(name for number in range(1, len(taken) + 2) if (name := f"{stem}-{number}") not in taken)
    made = MeasureType.objects.create(key=key, position=len(taken), **fields)
    made.areas.set(areas)
    record_change(by=by, thing=made, place=Place(), fields={"name": (None, made.name)})
    return made


@transaction.atomic
def edit_measure_type(
    *, by: User, measure_type: MeasureType, seen: int, areas: Iterable[LifeArea], **fields: Any
) -> MeasureType:
    """Change a row, for measures made from now on. Conflict when `seen` is no longer the version.

    A jurist's yes was to law and paragraph as they stood, so it lapses with a change of them.
    """
    require_administrator(by)
    fields = _cleaned(fields)
    current = MeasureType.objects.select_for_update().get(pk=measure_type.pk)
    _check(fields, besides=current)
    if any(fields[name] != getattr(current, name) for name in ("name", "law", "paragraph")):
        fields |= {"confirmed_by": "", "confirmed_on": None}
    return save_seen(
        current, seen=seen, fields=fields, many={"areas": frozenset(areas)}, by=by, place=Place()
    )


@transaction.atomic
def confirm_measure_type(
    *, by: User, measure_type: MeasureType, seen: int, jurist: str, on: date
) -> MeasureType:
    """Note that a jurist has said yes to the row as it stands. Who noted it stands in the history."""
    require_administrator(by)
    if not jurist.strip():
        raise ValidationError({"jurist": "Skriv, hvem der har sagt ja."})
    if on > clock.today():
        raise ValidationError({"on": "Dagen ligger i fremtiden. Skriv den dag, juristen sagde ja."})
    fields = {"confirmed_by": jurist.strip(), "confirmed_on": on}
    return save_seen(measure_type, seen=seen, fields=fields, by=by, place=Place())


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    unknown = fields.keys() - set(TYPE_FIELDS)
    if unknown:
        raise TypeError(f"no such field of a measure type: {', '.join(sorted(unknown))}")
    return {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}


def _check(fields: dict[str, Any], besides: MeasureType | None = None) -> None:
    errors = {}
    if not fields["name"]:
        errors["name"] = "Skriv, hvad indsatsen hedder."
    if not fields["law"]:
        errors["law"] = "Skriv loven. Paragraf 141 er en plan i én lov og behandling i en anden."
    if not any(letter.isdigit() for letter in fields["paragraph"]):
        errors["paragraph"] = "Skriv paragraffen, fx § 85. Uden den kan rækken ikke gemmes."
    elif not fields["paragraph"].startswith("§"):
        errors["paragraph"] = "Skriv paragraffen med tegnet foran, fx § 85."
    months, weeks = fields.get("follow_up_months"), fields.get("first_follow_up_weeks")
    if months is not None and not 1 <= months <= LONGEST_RHYTHM:
        errors["follow_up_months"] = f"Skriv et tal fra 1 til {LONGEST_RHYTHM}, eller lad feltet stå tomt."
    if weeks is not None and not 1 <= weeks <= MOST_WEEKS:
        errors["first_follow_up_weeks"] = f"Skriv et tal fra 1 til {MOST_WEEKS}, eller lad feltet stå tomt."
    same = {name: fields[name] for name in ("law", "paragraph", "name")}
    if not errors and MeasureType.objects.filter(**same).exclude(pk=besides.pk if besides else "").exists():
        errors["name"] = "Den indsats står der allerede med samme lov og paragraf."
    if errors:
        raise ValidationError(errors)
