"""Letting go of an employee at once, whatever waits to be handed over; and letting them in again.

`is_active` alone would not do: while somebody coordinates a plan it stays, so that no plan is left without one.
Being shut out waits for nothing: nobody is logged in as that person from that instant, and nobody logs in.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.accounts.models.users import ShutOutBy
from enplan.accounts.services.checks import NOT_YOURSELF, lock_organisation, require_administrator
from enplan.accounts.services.employees import change_employee
from enplan.audit.record import Place
from enplan.audit.versions import save_seen

NO_EMPLOYEE = "Kun medarbejdere lukkes ude her."


@transaction.atomic
def shut_out(*, by: User, employee: User) -> bool:
    """An administrator closes everything for an employee now. False where plans still wait for another coordinator."""
    require_administrator(by)
    _check_is_employee(employee)
    if employee.pk == by.pk:
        raise ValidationError(NOT_YOURSELF, code="administers")
    return close_at_once(by=by, employee=employee, who=ShutOutBy.ADMINISTRATOR)


@transaction.atomic
def let_in(*, by: User, employee: User) -> None:
    """An administrator opens again, whoever had closed."""
    require_administrator(by)
    _check_is_employee(employee)
    open_again(by=by, employee=employee)


def close_at_once(*, by: User, employee: User, who: ShutOutBy) -> bool:
    """The same for services; asks nobody's permission. What an administrator has closed stays an administrator's."""
    lock_organisation()
    before = User.objects.get(pk=employee.pk)
    if before.shut_out_by not in (who, ShutOutBy.ADMINISTRATOR):
        closed = {"shut_out_at": clock.now(), "shut_out_by": who.value}
        before = save_seen(before, seen=before.version, fields=closed, by=by, place=Place())
    try:
        with transaction.atomic():
            change_employee(by=by, before=before, seen=before.version, is_active=False)
    except ValidationError:  # the plans object: somebody must take them over first
        return False
    return True


def open_again(*, by: User, employee: User) -> User:
    """Services' own way back; asks nobody's permission."""
    lock_organisation()
    before = User.objects.get(pk=employee.pk)
    return change_employee(
        by=by, before=before, seen=before.version, is_active=True, shut_out_at=None, shut_out_by=""
    )


def _check_is_employee(employee: User) -> None:
    if not employee.is_employee or employee.is_superuser:
        raise ValidationError(NO_EMPLOYEE, code="no_employee")
