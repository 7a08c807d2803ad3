"""Who administers the organisation, and the door to the pages that do it."""

from django.contrib.auth.models import AnonymousUser

from enplan.accounts.doors import Guarded, Open, P, only_for, role_at_work
from enplan.accounts.models import User


def is_administrator(user: User | AnonymousUser | None) -> bool:
    """An active employee whose role may administer. A superuser runs the machine and not the organisation."""
    role = role_at_work(user)
    return role is not None and role.can_administer


def administrators_only(view: Guarded[P]) -> Open[P]:
    """Hand the administrator to the view; to everybody else the address does not exist (404)."""
    return only_for(is_administrator, view)
