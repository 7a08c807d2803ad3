"""Employees: adding them, and changing who they are, what they may do, where they work and whether they may log in.

No passwords: whoever could set one could log in as somebody else and read plans. Private persons are not here either.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from enplan.accounts.events import announce
from enplan.accounts.models import Department, Role, User
from enplan.accounts.models.users import ShutOutBy
from enplan.accounts.services.checks import require_administrator, require_still_administers
from enplan.audit.record import Place, record_change
from enplan.audit.versions import save_seen

EDITABLE = frozenset({"name", "username", "email", "phone", "role", "department", "is_active"})
OPENS_OR_CLOSES = frozenset({"role", "department", "is_active"})
TAKEN = "Brugernavnet er optaget. Vælg et andet."


@transaction.atomic
def add_employee(
    *,
    by: User,
    name: str,
    username: str,
    role: Role,
    department: Department,
    email: str = "",
    phone: str = "",
) -> User:
    """Add an employee, who logs in with the municipality's login. ValidationError with the field for bad input."""
    require_administrator(by)
    employee = User(
        name=name,
        username=User.normalize_username(username),
        role=role,
        department=department,
        email=email,
        phone=phone,
    )
    store_employee(by=by, employee=employee)
    return employee


def store_employee(*, by: User, employee: User) -> None:
    """Add `employee`, who has no password. ValidationError with the field. For services; asks nobody's permission."""
    check_employee(employee)
    if employee.department is not None:
        _check_department(employee.department)
    employee.set_unusable_password()
    try:
        with transaction.atomic():
            employee.save(force_insert=True)
    except IntegrityError:  # two at once: the database lets one through
        raise ValidationError({"username": TAKEN}) from None
    record_change(
        by=by,
        thing=employee,
        place=Place(),
        fields={
            field: (None, getattr(employee, field))
            for field in ("name", "username", "role", "department", "email", "phone")
            if getattr(employee, field) != ""
        },
    )
    announce(users=User.objects.filter(pk=employee.pk))


@transaction.atomic
def edit_employee(*, by: User, employee: User, seen: int, **fields: Any) -> User:
    """Change some of EDITABLE. Raises Conflict when `seen` is no longer the version.

    ValidationError when `by` would close themselves out, and when a listener objects: the plans do, where somebody who
    coordinates would no longer.
    """
    require_administrator(by)
    before = User.objects.select_related("role", "department").get(pk=employee.pk)
    _check_is_employee(before, fields)
    if fields.get("is_active") and not before.is_active:  # let in again, whoever had closed
        fields |= {"shut_out_at": None, "shut_out_by": ""}
    if fields.get("is_active") is False and before.shut_out_by == ShutOutBy.LOGIN:
        fields["shut_out_by"] = ShutOutBy.ADMINISTRATOR  # what the login had closed, it cannot open any more
    stored = change_employee(by=by, before=before, seen=seen, **fields)
    require_still_administers(by)
    return stored


def change_employee(*, by: User, before: User, seen: int, **fields: Any) -> User:
    """Store the fields and announce what opens or closes. For services; asks nobody's permission."""
    if "username" in fields:
        fields["username"] = User.normalize_username(fields["username"])
    wanted = User.objects.get(pk=before.pk)
    for field, value in fields.items():
        setattr(wanted, field, value)
    check_employee(wanted)
    if wanted.department_id != before.department_id and wanted.department is not None:
        _check_department(wanted.department)
    try:
        with transaction.atomic():
            stored = save_seen(before, seen=seen, fields=fields, by=by, place=Place())
    except IntegrityError:
        raise ValidationError({"username": TAKEN}) from None
    if any(getattr(before, field) != getattr(stored, field) for field in OPENS_OR_CLOSES):
        has_moved = before.department_id != stored.department_id
        announce(users=User.objects.filter(pk=stored.pk), moved={stored.pk} if has_moved else set())
    return stored


def _check_is_employee(employee: User, fields: dict[str, Any]) -> None:
    unknown = fields.keys() - EDITABLE
    if unknown:
        raise TypeError(f"no such field of an employee: {', '.join(sorted(unknown))}")
    if not employee.is_employee or employee.is_superuser:
        raise ValidationError("Kun medarbejdere ændres her.", code="no_employee")


def check_employee(employee: User) -> None:
    """Raise ValidationError with the field for what an employee cannot be. For services."""
    if employee.role_id is None:
        raise ValidationError({"role": "Vælg en rolle."})
    if employee.department_id is None:
        raise ValidationError({"department": "Vælg en afdeling."})
    if any(sign.isspace() or not sign.isprintable() for sign in employee.username):
        raise ValidationError({"username": "Brugernavnet må ikke have mellemrum eller usynlige tegn."})
    if not employee.name.strip():
        raise ValidationError({"name": "Skriv navnet."})
    employee.full_clean(exclude=["password"], validate_unique=False, validate_constraints=False)
    if User.objects.filter(username__iexact=employee.username).exclude(pk=employee.pk).exists():
        raise ValidationError({"username": TAKEN})


def _check_department(department: Department) -> None:
    if not department.is_active:
        raise ValidationError({"department": "Afdelingen er ikke længere i brug. Vælg en anden."})
