"""Changing the kinds of ground and the purposes, by an administrator. What has been noted keeps the terms it had."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from citizens.models import ConsentPurpose, GroundKind
from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.accounts.services.checks import require_administrator
from enplan.audit.record import Place, record_change
from enplan.audit.versions import save_seen

UsedBy, Told = GroundKind.UsedBy, GroundKind.Told
TERMS = (
    "name",
    "name_en",
    "law",
    "law_en",
    "is_active",
    "covers_health",
    "needs_every_custody_holder",
    "used_by",
    "default_months",
    "default_days",
    "longest_months",
    "longest_days",
    "citizen_is_told",
    "longest_wait_days",
    "is_reviewed",
)
CONFIRMED_WITHOUT = frozenset({"is_active", "name_en", "law_en"})  # what a jurist's yes is not about
DAYS_OF_A_MONTH = 31
MOST_DAYS = 3660


def may_be_used_by(kind: GroundKind) -> tuple[str, ...]:
    """Who can be allowed to use this kind. What kind of ground it is at all cannot be changed: access rests on it."""
    if kind.is_consent:
        return (UsedBy.TEAM, UsedBy.COORDINATOR)
    if kind.is_shared_by_owner:
        return (UsedBy.OWNER, UsedBy.HEALTH)
    return (kind.used_by,)


def may_be_told(kind: GroundKind) -> tuple[str, ...]:
    """When the citizen can be told of a ground of this kind."""
    if kind.is_consent:
        return (Told.DECIDES,)
    if kind.is_shared_by_owner:
        return (Told.INFORMED, Told.LATER)
    return (Told.INFORMED, Told.LOG) if kind.is_supervision else (Told.INFORMED,)


@transaction.atomic
def edit_kind(
    *, by: User, kind: GroundKind, seen: int, areas: Iterable[LifeArea], **terms: Any
) -> GroundKind:
    """Change a kind's terms, for what is noted from now on. Conflict when `seen` is no longer the version.

    A jurist's yes was to the terms as they stood, so it lapses with a change of them.
    """
    require_administrator(by)
    unknown = terms.keys() - set(TERMS)
    if unknown:
        raise TypeError(f"no such term: {', '.join(sorted(unknown))}")
    current = GroundKind.objects.select_for_update().get(pk=kind.pk)
    chosen = frozenset(areas)
    _check(current, terms)
    changes = {name for name, value in terms.items() if getattr(current, name) != value}
    fields = dict(terms)
    if changes - CONFIRMED_WITHOUT or chosen != frozenset(current.areas.all()):
        fields |= {"confirmed_by": "", "confirmed_on": None}
    return save_seen(current, seen=seen, fields=fields, many={"areas": chosen}, by=by, place=Place())


@transaction.atomic
def confirm_kind(*, by: User, kind: GroundKind, seen: int, jurist: str, on: date) -> GroundKind:
    """Note that a jurist has said yes to the terms as they stand. Who noted it stands in the history."""
    require_administrator(by)
    if not jurist.strip():
        raise ValidationError({"jurist": "Skriv, hvem der har sagt ja."})
    if on > clock.today():
        raise ValidationError({"on": "Dagen ligger i fremtiden. Skriv den dag, juristen sagde ja."})
    fields = {"confirmed_by": jurist.strip(), "confirmed_on": on}
    return save_seen(kind, seen=seen, fields=fields, by=by, place=Place())


@transaction.atomic
def add_purpose(*, by: User, text: str, text_en: str = "") -> ConsentPurpose:
    """One more purpose to choose from, last in the row; in English too, where the municipality has words for it."""
    require_administrator(by)
    _check_purpose(text)
    taken = set(ConsentPurpose.objects.values_list("pk", flat=True))
    stem = slugify(text)[:30] or "formaal"
    key = next(name for number in range(1, len(taken) + 2) if (name := f"{stem}-{number}") not in taken)
    purpose = ConsentPurpose.objects.create(
        key=key, text=text.strip(), text_en=text_en.strip(), position=len(taken)
    )
    record_change(by=by, thing=purpose, place=Place(), fields={"text": (None, purpose.text)})
    return purpose


@transaction.atomic
def edit_purpose(
    *, by: User, purpose: ConsentPurpose, seen: int, text: str, text_en: str = "", is_active: bool
) -> ConsentPurpose:
    """Change a purpose's words, or whether it is offered. What has been agreed keeps its words."""
    require_administrator(by)
    _check_purpose(text, besides=purpose)
    others = ConsentPurpose.objects.filter(is_active=True).exclude(pk=purpose.pk)
    if not is_active and not others.exists():
        raise ValidationError({"is_active": "Der skal være mindst ét formål at vælge."})
    fields = {"text": text.strip(), "text_en": text_en.strip(), "is_active": is_active}
    return save_seen(purpose, seen=seen, fields=fields, by=by, place=Place())


def _check(kind: GroundKind, terms: dict[str, Any]) -> None:
    errors: dict[str, str] = {}
    name, law = str(terms.get("name", kind.name)), str(terms.get("law", kind.law))
    if not name.strip():
        errors["name"] = "Skriv, hvad grundlaget hedder."
    elif GroundKind.objects.filter(name=name).exclude(pk=kind.pk).exists():
        errors["name"] = "Et andet grundlag hedder det samme."
    if not law.strip():
        errors["law"] = "Skriv lov og paragraf. Uden en lov er der intet grundlag."
    if terms.get("used_by", kind.used_by) not in may_be_used_by(kind):
        errors["used_by"] = "Det kan dette grundlag ikke bruges af."
    told = terms.get("citizen_is_told", kind.citizen_is_told)
    if told not in may_be_told(kind):
        errors["citizen_is_told"] = "Det passer ikke til dette grundlag."
    if terms.get("longest_wait_days") and told != Told.LATER:
        errors["longest_wait_days"] = "Udfyld kun dette, når borgeren kan få det at vide på en senere dag."
    errors |= _wrong_periods(kind, terms)
    if errors:
        raise ValidationError(errors)


def _wrong_periods(kind: GroundKind, terms: dict[str, Any]) -> dict[str, str]:
    def days(which: str) -> int | None:
        months = terms.get(f"{which}_months", getattr(kind, f"{which}_months"))
        alone: int | None = terms.get(f"{which}_days", getattr(kind, f"{which}_days"))
        return int(months) * DAYS_OF_A_MONTH if months is not None else alone

    errors: dict[str, str] = {}
    for which in ("default", "longest"):
        pair = (f"{which}_months", f"{which}_days")
        if all(terms.get(name) is not None for name in pair):
            errors[pair[1]] = "Skriv enten måneder eller dage, ikke begge dele."
        for name in pair:
            value = terms.get(name)
            if value is not None and not 1 <= value <= MOST_DAYS:
                errors[name] = f"Skriv et tal fra 1 til {MOST_DAYS}, eller lad feltet stå tomt."
    default, longest = days("default"), days("longest")
    if not errors and default is not None and longest is not None and default > longest:
        name = "default_months" if terms.get("default_months") is not None else "default_days"
        errors[name] = "Den normale periode er længere end den længste."
    if kind.used_by == UsedBy.COORDINATOR and not kind.is_consent and default is None:
        errors["default_days"] = "Skriv, hvor længe visitationsfasen varer."
    if (
        not kind.is_consent
        and kind.used_by != UsedBy.COORDINATOR
        and terms.get("is_reviewed")
        and longest is None
    ):
        errors["longest_days"] = (
            "Det, en leder gennemgår bagefter, skal have en grænse for, hvor længe det gælder."
        )
    return errors


def _check_purpose(text: str, besides: ConsentPurpose | None = None) -> None:
    if not text.strip():
        raise ValidationError({"text": "Skriv formålet, som borgeren ville sige det."})
    same = ConsentPurpose.objects.filter(text=text.strip())
    if same.exclude(pk=besides.pk if besides else "").exists():
        raise ValidationError({"text": "Det formål er der allerede."})
