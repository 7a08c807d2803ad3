"""Scoped getters of referrals and their parts. What one may not see is not found (404). See `plans.lookups`."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from citizens.models import Citizen, Representative
from enplan import clock
from enplan.accounts.models import User
from plans.lookups.things import thing_for
from plans.models import Referral, ReferralGround, ReferralPart
from plans.permissions import visible_to


def referrals_of(user: User) -> QuerySet[Referral]:
    """Every referral that `user` is part of, the newest first."""
    return visible_to(user, Referral.objects.all()).select_related("citizen", "coordinator__department")


def referrals_on_citizens_side(user: User) -> QuerySet[Referral]:
    """Those about the person themselves, and about whom they act for."""
    acting = Representative.objects.filter(user=user).values("citizen")
    return (
        referrals_of(user)
        .filter(Q(citizen__user=user) | Q(citizen__in=acting))
        .select_related("citizen__user")
    )


def referral_for(user: User, referral_id: UUID) -> Referral:
    rows = Referral.objects.select_related(
        "citizen", "coordinator__department", "begun_by__department", "plan"
    )
    return thing_for(user, rows, referral_id)


def parts_of(user: User, referral: Referral) -> QuerySet[ReferralPart]:
    """The parts `user` may read."""
    rows = visible_to(user, ReferralPart.objects.filter(referral=referral))
    return rows.select_related("department", "user", "stands_in").prefetch_related("areas")


def own_part(user: User, referral: Referral) -> ReferralPart | None:
    """The part that `user` was asked to write."""
    return parts_of(user, referral).filter(user=user, department=user.department_id).first()


def parts_known(user: User, referral: Referral) -> QuerySet[ReferralPart]:
    """The parts that `user` may know are there: names and whether they are finished, never what they say.

    All for the citizen and for who is to coordinate (rule 6); of others those one has asked for or writes; for who acts
    for the citizen those they read, since a department's name may be the secret.
    """
    rows = ReferralPart.objects.filter(referral__in=visible_to(user, Referral.objects.filter(pk=referral.pk)))
    rows = rows.filter(withdrawn_at__isnull=True).select_related("department", "user", "referral")
    if referral.coordinator_id == user.pk or referral.citizen.user_id == user.pk:
        return rows
    if not user.is_employee:
        return rows.filter(pk__in=visible_to(user, ReferralPart.objects.all()).values("pk"))
    return rows.filter(asked_by=user) | rows.filter(user=user)


def part_to_stop(user: User, referral: Referral, part_id: UUID) -> ReferralPart:
    """A part one may know of, or 404."""
    part = parts_known(user, referral).filter(pk=part_id).first()
    if part is None:
        raise Http404
    return part


def grounds_on(user: User, referral: Referral) -> QuerySet[ReferralGround]:
    rows = visible_to(user, ReferralGround.objects.filter(referral=referral))
    return rows.select_related("kind", "referral__citizen").prefetch_related("sources")


def referral_ground_for(user: User, ground_id: UUID) -> ReferralGround:
    rows = ReferralGround.objects.select_related("kind", "referral__citizen")
    return thing_for(user, rows, ground_id)


def is_in_force(ground: ReferralGround, at: datetime | None = None) -> bool:
    """Does it open something at the instant? For showing; what it opens is the rule's."""
    at = at or clock.now()
    ends = [end for end in (ground.valid_until, ground.withdrawn_at) if end is not None]
    return ground.decision == "yes" and ground.valid_from <= at and all(at < end for end in ends)


def has_own_referral(citizen: Citizen, user: User) -> bool:
    """Has `user` begun one for the citizen that is not settled?"""
    return Referral.objects.filter(citizen=citizen, begun_by=user, settled_at__isnull=True).exists()
