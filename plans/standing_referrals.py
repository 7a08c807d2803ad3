"""Who may do what with a referral, of what they see (`plans.rules.referrals`). Asked by its services."""

from enplan.accounts.models import User
from plans.models import Referral, ReferralGround, ReferralPart


def may_begin(user: User) -> bool:
    return user.role is not None and user.role.can_start_plans


def leads(user: User, referral: Referral) -> bool:
    """Is to coordinate: starts the plan, and notes what opens the parts."""
    return referral.coordinator_id == user.pk


def may_ask(user: User, referral: Referral) -> bool:
    """Who began it, and who is to coordinate."""
    return leads(user, referral) or referral.begun_by_id == user.pk


def may_write(user: User, part: ReferralPart) -> bool:
    """The caseworker who was asked, while in the department it was asked of."""
    is_theirs = part.user_id == user.pk and part.department_id == user.department_id
    return is_theirs and part.withdrawn_at is None


def may_stop_asking(user: User, part: ReferralPart) -> bool:
    """Nobody takes back what has been finished."""
    asked = part.asked_by_id == user.pk or leads(user, part.referral)
    return asked and part.finished_at is None and part.withdrawn_at is None


def may_withdraw(user: User, ground: ReferralGround) -> bool:
    """The citizen a yes of their own; who is to coordinate may note it, and end the visitation phase."""
    is_citizens = ground.kind.is_consent and ground.referral.citizen.user_id == user.pk
    return ground.withdrawn_at is None and (is_citizens or leads(user, ground.referral))
