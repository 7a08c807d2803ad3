"""Where the organisation begins: the first administrator, whom no administrator can add."""

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan.accounts.models import Department, Role, User
from enplan.accounts.services.employees import check_employee
from enplan.audit.record import Place, record_change


@transaction.atomic
def add_first_administrator(
    *, username: str, name: str, email: str, department_name: str, password: str
) -> User:
    """Add somebody who administers, in a department that is made where it is missing. For the operator's command.

    ValidationError when somebody administers already: from then on that is theirs to decide. Recorded as done by
    the new administrator, since nobody else has a name yet.
    """
    role = Role.objects.select_for_update().filter(can_administer=True).first()
    if role is None:
        raise ValidationError(
            "Ingen rolle kan administrere. Kør migrate, som laver rollerne.", code="no_role"
        )
    if User.objects.filter(is_active=True, is_superuser=False, role__can_administer=True).exists():
        raise ValidationError("Der er allerede en, der administrerer.", code="not_the_first")
    department, _is_new = Department.objects.get_or_create(name=department_name)
    user = User(
        username=User.normalize_username(username),
        name=name,
        email=email,
        role=role,
        department=department,
    )
    check_employee(user)
    user.set_password(password)
    user.save(force_insert=True)
    record_change(by=user, thing=user, place=Place(), fields={"role": (None, role)})
    return user
