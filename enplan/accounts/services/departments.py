"""Departments: adding and changing them, with the tree kept a tree."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan.accounts.events import announce
from enplan.accounts.models import Department, LifeArea, User
from enplan.accounts.services.checks import require_administrator
from enplan.audit.record import Place, record_change
from enplan.audit.versions import save_seen

EDITABLE = frozenset({"name", "parent", "is_health", "is_active"})
OPENS_OR_CLOSES = frozenset({"parent", "is_health"})


@transaction.atomic
def add_department(
    *,
    by: User,
    name: str,
    parent: Department | None = None,
    areas: Collection[LifeArea] = (),
    is_health: bool = False,
) -> Department:
    """Add a department. ValidationError with the field for bad input."""
    require_administrator(by)
    department = Department(name=name, parent=parent, is_health=is_health)
    _check(department)
    department.save(force_insert=True)
    department.areas.set(areas)
    record_change(
        by=by,
        thing=department,
        place=Place(),
        fields={
            "name": (None, name),
            "parent": (None, parent),
            "is_health": (None, is_health),
            "areas": (None, frozenset(areas)),
        },
    )
    return department


@transaction.atomic
def edit_department(
    *, by: User, department: Department, seen: int, areas: Collection[LifeArea] | None = None, **fields: Any
) -> Department:
    """Change some of EDITABLE and, where given, the areas. Raises Conflict when `seen` is no longer the version.

    What stands under a health department writes health information too; the listeners know and look beneath it.
    """
    require_administrator(by)
    unknown = fields.keys() - EDITABLE
    if unknown:
        raise TypeError(f"no such field of a department: {', '.join(sorted(unknown))}")
    before = Department.objects.get(pk=department.pk)
    wanted = Department.objects.get(pk=department.pk)
    for field, value in fields.items():
        setattr(wanted, field, value)
    _check(wanted)
    many = {} if areas is None else {"areas": areas}
    stored = save_seen(before, seen=seen, fields=fields, many=many, by=by, place=Place())
    if any(getattr(before, field) != getattr(stored, field) for field in OPENS_OR_CLOSES):
        announce(users=User.objects.none(), departments={stored.pk})
    return stored


def _check(department: Department) -> None:
    if not department.name.strip():
        raise ValidationError({"name": "Skriv, hvad afdelingen hedder."})
    department.full_clean(validate_unique=False, validate_constraints=False)
    if Department.objects.filter(name__iexact=department.name).exclude(pk=department.pk).exists():
        raise ValidationError({"name": "Der er allerede en afdeling med det navn."})
    _check_parent(department)
    if not department.is_active:
        _check_is_empty(department)


def _check_parent(department: Department) -> None:
    parent = department.parent
    if parent is None:
        return
    if _is_within(parent, department):
        raise ValidationError(
            {"parent": "En afdeling kan ikke høre under sig selv eller under en af sine egne afdelinger."}
        )
    if department.is_active and not parent.is_active:
        raise ValidationError({"parent": f"{parent} er ikke i brug. Vælg en anden."})


def _is_within(inner: Department, outer: Department) -> bool:
    """Is `inner` the department `outer` or one beneath it, as the tree is stored?"""
    parents = dict(Department.objects.values_list("pk", "parent_id"))
    pk: UUID | None = inner.pk
    while pk is not None and pk != outer.pk:
        pk = parents[pk]
    return pk is not None


def _check_is_empty(department: Department) -> None:
    if User.objects.filter(department=department, is_active=True).exists():
        raise ValidationError({"is_active": "Flyt først afdelingens medarbejdere til en anden afdeling."})
    if Department.objects.filter(parent=department, is_active=True).exists():
        raise ValidationError({"is_active": "Der hører andre afdelinger under den. Flyt dem først."})
