"""A leader's page in words: each share to look at, and each supervision going on."""

from dataclasses import dataclass

from django.urls import reverse

from citizens.models import Ground, GroundParty, GroundReview
from enplan import clock
from enplan.accounts.models import User
from enplan.web import danish
from plans.facts import plan_of_ground
from plans.lookups.leader import reviews_for, supervisions_of
from plans.models import Plan
from plans.pages.leader.page_questions import PutLine, answered_lines, put_lines


@dataclass(frozen=True)
class ShareLine:
    """One share: everything about the sharing, and nothing of what stands in the plan."""

    review: GroundReview
    citizen: str
    title: str
    law: str
    reason: str
    areas: str
    receivers: str
    period: str
    noted: str
    waits: str
    waiting_reason: str
    is_open: bool
    address: str


@dataclass(frozen=True)
class SupervisionLine:
    citizen: str
    reason: str
    until: str
    address: str
    end: str


@dataclass(frozen=True)
class LeaderPage:
    questions: list[PutLine]
    answered: list[PutLine]
    shares: list[ShareLine]
    supervisions: list[SupervisionLine]
    plans: list[Plan]  # those supervised, for the look-log


def leader_page(user: User) -> LeaderPage:
    running = [(ground, plan_of_ground(ground)) for ground in supervisions_of(user)]
    return LeaderPage(
        questions=put_lines(user),
        answered=answered_lines(user),
        shares=[share_line(review) for review in reviews_for(user)],
        supervisions=[_supervision(ground, plan) for ground, plan in running],
        plans=[plan for _ground, plan in running],
    )


def share_line(review: GroundReview) -> ShareLine:
    ground, now = review.ground, clock.now()
    ends = f" til og med {danish.full_day(danish.last_day(ground.valid_until))}" if ground.valid_until else ""
    return ShareLine(
        review=review,
        citizen=ground.citizen.name,
        title=ground.kind_name[:1].upper() + ground.kind_name[1:],
        law=ground.law,
        reason=ground.reason,
        areas=danish.listing([area.short_name for area in ground.areas.all()]),
        receivers=danish.listing([_receiver(party) for party in ground.parties.all()]),
        period=f"fra {danish.full_day(ground.valid_from)}{ends}",
        noted=f"{ground.noted_by.name}, {danish.day_near(ground.noted_at)}",
        waits=danish.full_day(ground.withheld_until) if ground.withheld_until else "",
        waiting_reason=ground.withheld_reason,
        is_open=ground.withdrawn_at is None and (ground.valid_until is None or ground.valid_until > now),
        address=reverse("share-review", args=[ground.pk]),
    )


def _receiver(party: GroundParty) -> str:
    if party.is_coordinator:
        return "den, der koordinerer"
    if party.user is not None:
        return f"{party.user.name}, {party.user.department}"
    return str(party.department)


def _supervision(ground: Ground, plan: Plan) -> SupervisionLine:
    return SupervisionLine(
        citizen=ground.citizen.name,
        reason=ground.reason,
        until=danish.full_day(danish.last_day(ground.valid_until)) if ground.valid_until else "",
        address=reverse("workspace", args=[plan.pk]),
        end=reverse("supervision-end", args=[plan.pk]),
    )
