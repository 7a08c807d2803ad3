"""Letting an employee in as the municipality's login says: who they are, what they may do, and where they work.

Each time they become exactly what it says, and what it no longer says is closed before they are told. Nobody's
permission is asked; the changes stand in the record as the employee's own, since it is they who log in.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from enplan import clock
from enplan.accounts.models import Department, Identity, Role, User
from enplan.accounts.models.users import ShutOutBy
from enplan.accounts.openid.refusals import Refused, Why
from enplan.accounts.services.checks import lock_organisation
from enplan.accounts.services.employees import change_employee, store_employee
from enplan.accounts.services.meanings import department_meant, role_meant
from enplan.accounts.services.shutting_out import close_at_once


@dataclass(frozen=True)
class Said:
    """What the municipality's login says of somebody."""

    issuer: str
    subject: str
    username: str
    name: str
    roles: tuple[str, ...]
    departments: tuple[str, ...]


def admit_employee(said: Said) -> User:
    """The employee, as they are now. Refused where they may not come in; what closes then is closed already."""
    try:
        found = _settle(said)
    except IntegrityError:  # the same person twice at once, for the first time
        raise Refused(Why.NOT_TRUSTED, "twice at once") from None
    if isinstance(found, Why):
        raise Refused(found)
    return found


@transaction.atomic
def _settle(said: Said) -> User | Why:
    identity = _identity_of(said)
    if identity is None:
        lock_organisation()  # one first login at a time: two windows of one person are not two people
        identity = _identity_of(said)
    known = identity.user if identity else _employee_of_that_name(said)
    if known is not None and (known.is_superuser or not known.is_employee):
        return Why.NAME_TAKEN
    if identity is None and known is not None and _has_another_identity(known, said.issuer):
        return Why.NAME_TAKEN
    role = role_meant(said.roles)
    department = department_meant(said.departments, now=known.department if known else None)
    if role is None or department is None:
        if identity is not None:  # who has never been let in has nothing to be closed
            close_at_once(by=identity.user, employee=identity.user, who=ShutOutBy.LOGIN)
        return Why.NO_ROLE
    found = _as_said(known, said, role, department)
    if isinstance(found, User):
        _remember(found, said)
    return found


def _as_said(known: User | None, said: Said, role: Role, department: Department) -> User | Why:
    if known is None:
        return _add(said, role, department)
    if known.shut_out_by == ShutOutBy.ADMINISTRATOR or (not known.is_active and not known.shut_out_by):
        return Why.CLOSED
    wanted = {
        "name": said.name or known.name,
        "role": role,
        "department": department,
        "is_active": True,
        "shut_out_at": None,
        "shut_out_by": "",
    }
    if all(getattr(known, field) == value for field, value in wanted.items()):
        return known
    lock_organisation()
    known = User.objects.get(pk=known.pk)
    try:
        with transaction.atomic():
            return change_employee(by=known, before=known, seen=known.version, **wanted)
    except ValidationError:
        # They coordinate plans and would no longer, or from elsewhere. They keep nothing of what they were meanwhile.
        close_at_once(by=known, employee=known, who=ShutOutBy.LOGIN)
        return Why.STILL_COORDINATES


def _add(said: Said, role: Role, department: Department) -> User | Why:
    employee = User(username=said.username, name=said.name, role=role, department=department)
    try:
        store_employee(by=employee, employee=employee)
    except ValidationError:
        return Why.NAME_TAKEN
    return employee


def _identity_of(said: Said) -> Identity | None:
    rows = Identity.objects.filter(issuer=said.issuer, subject=said.subject, is_staff_login=True)
    return rows.select_for_update().first()


def _employee_of_that_name(said: Said) -> User | None:
    """Whom an administrator has added with the username of the municipality's login, before the first login."""
    return User.objects.filter(username__iexact=said.username).first()


def _has_another_identity(user: User, issuer: str) -> bool:
    return user.identities.filter(issuer=issuer, is_staff_login=True).exists()


def _remember(user: User, said: Said) -> None:
    now = clock.now()
    found, is_new = Identity.objects.get_or_create(
        issuer=said.issuer,
        subject=said.subject,
        is_staff_login=True,
        defaults={"user": user, "first_at": now, "last_at": now},
    )
    if not is_new:
        Identity.objects.filter(pk=found.pk).update(last_at=now)
