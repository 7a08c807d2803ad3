"""Who keeps an eye on the record: auditors (DPO), and those who answer citizens who ask about a look.

Two abilities of a role. Neither opens a plan (rule 8).
"""

from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser

from enplan.accounts.doors import Guarded, Open, P, only_for, role_at_work
from enplan.accounts.models import User


def is_auditor(user: User | AnonymousUser | None) -> TypeGuard[User]:
    """May see the register of grounds and the access log."""
    role = role_at_work(user)
    return role is not None and role.can_audit


def answers_about_looks(user: User | AnonymousUser | None) -> bool:
    """Answers citizens who ask about a look: the auditor, unless the municipality's roles say otherwise."""
    role = role_at_work(user)
    return role is not None and role.can_answer_about_looks


def auditors_only(view: Guarded[P]) -> Open[P]:
    """Hand the auditor to the view; to everybody else the address does not exist (404)."""
    return only_for(is_auditor, view)


def answerers_only(view: Guarded[P]) -> Open[P]:
    """The same for those who answer about looks."""
    return only_for(answers_about_looks, view)


def auditors_and_answerers(view: Guarded[P]) -> Open[P]:
    """The same for what both of them need."""
    return only_for(lambda user: is_auditor(user) or answers_about_looks(user), view)
