"""What every service of the organisation asks first and last: may they, and does somebody still administer."""

from django.core.exceptions import PermissionDenied, ValidationError

from enplan.accounts.administrators import is_administrator
from enplan.accounts.models import Role, User

NOT_ADMINISTRATOR = "Brugere, afdelinger og roller ændres af en administrator."
NOT_YOURSELF = "Du kan ikke lukke for dig selv. Bed en anden administrator om at gøre det."
NOT_THE_LAST = (
    "Du er den eneste administrator. Giv først en anden den rolle, så nogen stadig kan administrere."
)


def require_administrator(by: User) -> None:
    """Raise PermissionDenied unless `by` administers at this moment. Call first, inside the transaction."""
    lock_organisation()
    if not is_administrator(_as_stored(by)):
        raise PermissionDenied(NOT_ADMINISTRATOR)


def lock_organisation() -> None:
    """Let one change of the organisation wait for the other.

    Two administrators who close each other's access at once, or two departments put under each other, would otherwise
    both get through.
    """
    list(Role.objects.select_for_update().order_by("pk").values_list("pk"))


def require_still_administers(by: User) -> None:
    """Raise ValidationError if the change took administering from who made it: so there is always somebody left."""
    if is_administrator(_as_stored(by)):
        return
    others = User.objects.filter(is_active=True, is_superuser=False, role__can_administer=True).exclude(
        pk=by.pk
    )
    raise ValidationError(NOT_YOURSELF if others.exists() else NOT_THE_LAST, code="administers")


def _as_stored(by: User) -> User | None:
    return User.objects.select_related("role").filter(pk=by.pk).first()
