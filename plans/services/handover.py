"""Handover: the old coordinator stays until the new one has accepted, and stays a member until ended."""

from django.db import transaction

from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import HandoverOffer, Plan, TeamMember
from plans.regrant import regrant
from plans.services.checks import NotAllowed, require
from plans.services.sections import place_of_plan
from plans.services.team import (
    check_can_coordinate,
    check_may_join,
    close_membership,
    close_memberships,
    store_member,
)
from plans.standing import Action


@transaction.atomic
def offer_handover(*, by: User, plan: Plan, to: User) -> HandoverOffer:
    """Ask somebody to take over as coordinator. A new offer takes the place of an open one."""
    require(by, Action.OFFER_HANDOVER, plan)
    check_can_coordinate(to, field="to")
    check_may_join(plan, to, field="to")
    now = clock.now()
    HandoverOffer.objects.filter(plan=plan, settled_at__isnull=True).update(settled_at=now)
    offer = HandoverOffer.objects.create(plan=plan, to=to, offered_by=by, offered_at=now)
    record_change(by=by, thing=offer, place=place_of_plan(plan), fields={"to": (None, to.name)})
    announce(plan=plan, what="handover_offered", by=by)
    return offer


@transaction.atomic
def accept_handover(*, by: User, plan: Plan) -> None:
    """Take over the plan one was asked to take over. From this instant there is a new coordinator, and only one."""
    offer = (
        HandoverOffer.objects.select_for_update().filter(plan=plan, to=by, settled_at__isnull=True).first()
    )
    if offer is None:
        raise NotAllowed("Du er ikke blevet bedt om at tage over for denne plan.")
    require(by, Action.ACCEPT_HANDOVER, offer)
    check_can_coordinate(by)  # a role may have changed since they were asked
    old = _coordinator(plan)
    close_memberships(by=by, plan=plan, user=by)
    close_membership(by=by, member=old)
    store_member(by=by, plan=plan, user=by, capacity=TeamMember.Capacity.COORDINATOR, has_all_areas=True)
    every_area = list(LifeArea.objects.values_list("pk", flat=True))
    store_member(by=by, plan=plan, user=old.user, areas=every_area, has_all_areas=True)
    HandoverOffer.objects.filter(pk=offer.pk).update(settled_at=clock.now(), is_accepted=True)
    record_change(
        by=by, thing=offer, place=place_of_plan(plan), fields={"coordinator": (old.user.name, by.name)}
    )
    regrant(plan)
    announce(plan=plan, what="handover", by=by)


def _coordinator(plan: Plan) -> TeamMember:
    return TeamMember.objects.select_related("user").get(
        plan=plan, capacity=TeamMember.Capacity.COORDINATOR, ends_at__isnull=True
    )
