"""Handover: the old coordinator stays until the new one has accepted, and stays a member until ended."""

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import HandoverOffer, Plan, TeamMember
from plans.regrant import regrant
from plans.services.checks import NotAllowed, lock_plan, require
from plans.services.sections import place_of_plan
from plans.services.team import (
    check_can_coordinate,
    check_may_join,
    close_membership,
    close_memberships,
    may_be_on_a_team,
    store_member,
)
from plans.standing import Action

NOT_ASKED = "Du er ikke blevet bedt om at tage over for denne plan."


@transaction.atomic
def offer_handover(*, by: User, plan: Plan, to: User) -> HandoverOffer:
    """Ask somebody to take over as coordinator. A new offer takes the place of an open one."""
    require(by, Action.OFFER_HANDOVER, plan)
    return store_offer(by=by, plan=plan, to=to)


def store_offer(*, by: User, plan: Plan, to: User) -> HandoverOffer:
    """Store an offer of a plan that is locked. For services; asks nobody's permission."""
    check_can_coordinate(to, field="to")
    check_may_join(plan, to, field="to")
    settle_offers(plan)
    offer = HandoverOffer.objects.create(plan=plan, to=to, offered_by=by, offered_at=clock.now())
    record_change(by=by, thing=offer, place=place_of_plan(plan), fields={"to": (None, to.name)})
    announce(plan=plan, what="handover_offered", by=by)
    return offer


def settle_offers(plan: Plan) -> int:
    """Nobody is asked any more; answers how many were. For services."""
    return HandoverOffer.objects.filter(plan=plan, settled_at__isnull=True).update(settled_at=clock.now())


@transaction.atomic
def take_back_handover(*, by: User, plan: Plan) -> None:
    """Whoever was asked is asked no longer. ValidationError where nobody is, or where they have just answered."""
    require(by, Action.OFFER_HANDOVER, plan)
    offer = HandoverOffer.objects.select_related("to").filter(plan=plan, settled_at__isnull=True).first()
    if offer is None:
        raise ValidationError("Der er ikke nogen, der er spurgt og mangler at svare.", code="nobody_asked")
    settle_offers(plan)
    record_change(by=by, thing=offer, place=place_of_plan(plan), fields={"taken_back": (offer.to.name, None)})
    announce(plan=plan, what="handover_taken_back", by=by)


@transaction.atomic
def accept_handover(*, by: User, plan: Plan) -> None:
    """Take over the plan one was asked to take over. From this instant there is a new coordinator, and only one."""
    offer = _open_offer(by, plan)
    require(by, Action.ACCEPT_HANDOVER, offer)
    check_can_coordinate(by)  # a role may have changed since they were asked
    HandoverOffer.objects.filter(pk=offer.pk).update(settled_at=clock.now(), is_accepted=True)
    old = change_coordinator(by=by, plan=plan, to=by)
    record_change(
        by=by, thing=offer, place=place_of_plan(plan), fields={"coordinator": (old.user.name, by.name)}
    )
    regrant(plan)
    announce(plan=plan, what="handover", by=by)


@transaction.atomic
def decline_handover(*, by: User, plan: Plan, reason: str) -> None:
    """Say no, with a reason that who asked, and the citizen, can read. Nothing changes for the plan."""
    offer = _open_offer(by, plan)
    require(by, Action.ACCEPT_HANDOVER, offer)
    if not reason.strip():
        raise ValidationError({"reason": "Skriv kort, hvorfor du ikke kan tage over."})
    HandoverOffer.objects.filter(pk=offer.pk).update(settled_at=clock.now(), declined_reason=reason)
    record_change(by=by, thing=offer, place=place_of_plan(plan), fields={"declined": (by.name, None)})
    announce(plan=plan, what="handover_declined", by=by)


def change_coordinator(*, by: User, plan: Plan, to: User) -> TeamMember:
    """Let `to` coordinate from this instant; who did so until now becomes a member with all areas. Answers that one's
    former membership. For services, on a plan that is locked; asks nobody's permission and leaves regranting to them.
    """
    old = TeamMember.objects.select_related("user__role").get(
        plan=plan, capacity=TeamMember.Capacity.COORDINATOR, ends_at__isnull=True
    )
    close_memberships(by=by, plan=plan, user=to)
    close_membership(by=by, member=old)
    store_member(by=by, plan=plan, user=to, capacity=TeamMember.Capacity.COORDINATOR, has_all_areas=True)
    if may_be_on_a_team(old.user):
        every_area = list(LifeArea.objects.values_list("pk", flat=True))
        store_member(by=by, plan=plan, user=old.user, areas=every_area, has_all_areas=True)
    return old


def _open_offer(by: User, plan: Plan) -> HandoverOffer:
    """The offer to `by`; the plan is locked first, so that it is not taken back meanwhile."""
    lock_plan(plan)
    offer = HandoverOffer.objects.filter(plan=plan, to=by, settled_at__isnull=True).first()
    if offer is None:
        raise NotAllowed(NOT_ASKED)
    return offer
