"""The rule for referrals: there is no plan yet, so no stored grants; each row names who stands in it. Asked only by
`plans.permissions`.
"""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from citizens.models import Representative
from plans.facts import health_departments
from plans.keys import NOTHING, Keys
from plans.models import BlockedPerson, Referral, ReferralGround, ReferralPart


def referral_rule(keys: Keys) -> Q:
    """The citizen and who acts for them; and by name who began it, who is to coordinate, and who was asked to write a
    part.
    """
    asked = ReferralPart.objects.filter(_own_part(keys), referral=OuterRef("pk"))
    named = Q(begun_by=keys.user) | Q(coordinator=keys.user) | Q(Exists(asked))
    acting = Q(Exists(_acting(keys).filter(citizen=OuterRef("citizen"))))
    return Q(citizen__user=keys.user) | acting | _professional(keys, "citizen", named)


def part_rule(keys: Keys) -> Q:
    """Its writer, in the department it was asked of; when it is finished also the citizen, who acts for them in all of
    its areas, who began it or is to coordinate in that department, and who is to coordinate where a ground in force
    opens all of it.
    """
    finished = Q(finished_at__isnull=False)
    leads = Q(referral__coordinator=keys.user)
    same_department = Q(department=keys.user.department_id) & (leads | Q(referral__begun_by=keys.user))
    opened = leads & Q(referral__settled_at__isnull=True) & _opened(keys)
    team = _own_part(keys) | (finished & (same_department | opened))
    citizens = Q(referral__citizen__user=keys.user) | _acts_in_all(
        keys, "referral__citizen", ReferralPart.areas.through.objects.filter(referralpart=OuterRef("pk"))
    )
    return (finished & citizens) | _professional(keys, "referral__citizen", team)


def referral_ground_rule(keys: Keys) -> Q:
    """It names departments: for the citizen, who acts for them in all of its areas, who is to coordinate, and who noted
    it.
    """
    leads = Q(referral__coordinator=keys.user) | Q(noted_by=keys.user)
    acting = _acts_in_all(
        keys, "referral__citizen", ReferralGround.areas.through.objects.filter(referralground=OuterRef("pk"))
    )
    return Q(referral__citizen__user=keys.user) | acting | _professional(keys, "referral__citizen", leads)


def _acting(keys: Keys) -> models.QuerySet[Representative]:
    """Whom the person acts for at the instant. Custody is stored with its end at the 18th birthday."""
    begun = Representative.objects.filter(user=keys.user, starts_at__lte=keys.at)
    return begun.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=keys.at))


def _acts_in_all(keys: Keys, citizen: str, its_areas: models.QuerySet[Any]) -> Q:
    """Rule 1 for what is about several areas at once: all of them are the representative's."""
    acting = _acting(keys).filter(citizen=OuterRef(OuterRef(citizen)), areas=OuterRef("lifearea"))
    return Q(Exists(its_areas)) & ~Q(Exists(its_areas.filter(~Exists(acting))))


def _professional(keys: Keys, citizen: str, condition: Q) -> Q:
    """A caseworker whom no plan of the citizen's is closed to (rule 0)."""
    user = keys.user
    if user.role is None or not user.role.can_write_goals:
        return NOTHING
    blocked = BlockedPerson.objects.filter(user=user, lifted_at__isnull=True, plan__citizen=OuterRef(citizen))
    return condition & ~Q(Exists(blocked))


def _own_part(keys: Keys) -> Q:
    return Q(user=keys.user, department=keys.user.department_id, withdrawn_at__isnull=True)


def _opened(keys: Keys) -> Q:
    """A yes in force names the part's department and all of its areas; what health wrote needs one for health."""
    written = ReferralPart.areas.through.objects.filter(referralpart=OuterRef(OuterRef("pk")))
    named = ReferralGround.areas.through.objects.filter(referralground=OuterRef(OuterRef("pk")))
    grounds = ReferralGround.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=keys.at),
        ~Exists(written.exclude(lifearea__in=named.values("lifearea"))),
        referral=OuterRef("referral"),
        sources=OuterRef("department"),
        decision="yes",
        valid_from__lte=keys.at,
        withdrawn_at__isnull=True,
    )
    for_health = Q(Exists(grounds.filter(covers_health=True)))
    return for_health | (~Q(department__in=health_departments()) & Q(Exists(grounds)))


REFERRAL_RULES: dict[type[models.Model], Callable[[Keys], Q]] = {
    Referral: referral_rule,
    ReferralPart: part_rule,
    ReferralGround: referral_ground_rule,
}
