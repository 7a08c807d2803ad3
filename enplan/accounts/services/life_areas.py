"""Life areas: what the municipality calls them, in Danish and in English. Which there are is not changed here."""

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan.accounts.models import LifeArea, User
from enplan.accounts.services.checks import require_administrator
from enplan.audit.record import Place
from enplan.audit.versions import save_seen

NAMES = ("name", "short_name", "name_en", "short_name_en")


@transaction.atomic
def edit_life_area(
    *,
    by: User,
    area: LifeArea,
    seen: int,
    name: str,
    short_name: str,
    name_en: str = "",
    short_name_en: str = "",
) -> LifeArea:
    """Change what an area is called, on every page from now on. Conflict when `seen` is no longer the version.

    ValidationError with the field for bad input; English names come both or neither.
    """
    require_administrator(by)
    given = (name, short_name, name_en, short_name_en)
    fields = {field: text.strip() for field, text in zip(NAMES, given, strict=True)}
    _check(area, fields)
    return save_seen(area, seen=seen, fields=fields, by=by, place=Place())


def _check(area: LifeArea, fields: dict[str, str]) -> None:
    errors: dict[str, str] = {}
    others = LifeArea.objects.exclude(pk=area.pk)
    if not fields["name"]:
        errors["name"] = "Skriv, hvad livsområdet hedder."
    elif others.filter(name__iexact=fields["name"]).exists():
        errors["name"] = "Et andet livsområde hedder det samme."
    if not fields["short_name"]:
        errors["short_name"] = "Skriv, hvad det hedder midt i en sætning."
    if fields["name_en"] and not fields["short_name_en"]:
        errors["short_name_en"] = "Skriv også, hvad det hedder midt i en engelsk sætning."
    if fields["short_name_en"] and not fields["name_en"]:
        errors["name_en"] = "Skriv også det engelske navn."
    if errors:
        raise ValidationError(errors)
