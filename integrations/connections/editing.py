"""Adding and changing connections, by an administrator. What waits for a connection goes by it as it is then."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan.accounts.models import Department, LifeArea, User
from enplan.accounts.services.checks import require_administrator
from enplan.audit.record import Place, record_change
from enplan.audit.versions import save_seen
from integrations import circuits
from integrations.connections.details import check_address, check_prefix, settings_from
from integrations.models import Fagsystem

FIELDS = ("name", "receives", "base_url", "credentials", "settings", "is_active")


@transaction.atomic
def add_connection(*, by: User, adapter: str, department: Department, **said: Any) -> Fagsystem:
    """`said`: what the form has. ValidationError at the field. It begins switched off: it is tested first."""
    require_administrator(by)
    fields = _cleaned(adapter, said)
    _check_name(department, fields["name"])
    made = Fagsystem.objects.create(adapter=adapter, department=department, is_active=False, **fields)
    told = {name: (None, value) for name, value in fields.items()}
    record_change(by=by, thing=made, place=Place(), fields={**told, "department": (None, department)})
    return made


@transaction.atomic
def edit_connection(*, by: User, connection: Fagsystem, seen: int, is_active: bool, **said: Any) -> Fagsystem:
    """Conflict when `seen` is no longer the version. What was wrong may be right now, so the circuit is closed."""
    require_administrator(by)
    fields = _cleaned(connection.adapter, said)
    _check_name(connection.department, fields["name"], besides=connection)
    saved = save_seen(connection, seen=seen, fields={**fields, "is_active": is_active}, by=by, place=Place())
    circuits.close(saved)
    return saved


def _cleaned(adapter: str, said: dict[str, Any]) -> dict[str, Any]:
    wrong: dict[str, list[str]] = {}
    for field, check in (("base_url", check_address), ("credentials", check_prefix)):
        try:
            check(said[field])
        except ValidationError as error:
            wrong[field] = error.messages
    settings: dict[str, Any] = {}
    try:
        settings = settings_from(
            adapter,
            kle=said.get("kle", ""),
            kle_of_areas=said.get("kle_of_areas", ""),
            states=said.get("states", ""),
            details=said["details"],
            areas=set(LifeArea.objects.values_list("pk", flat=True)),
        )
    except ValidationError as error:
        wrong |= error.message_dict
    if wrong:
        raise ValidationError(wrong)
    kept = ("name", "receives", "base_url", "credentials")
    return {name: said[name] for name in kept} | {"settings": settings}


def _check_name(department: Department, name: str, *, besides: Fagsystem | None = None) -> None:
    taken = Fagsystem.objects.filter(department=department, name=name)
    if besides is not None:
        taken = taken.exclude(pk=besides.pk)
    if taken.exists():
        raise ValidationError({"name": f"{department} har allerede en forbindelse, der hedder {name}."})
