"""A referral in words, as far as the viewer sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from enplan.accounts.models import User
from enplan.web import danish, spoken
from plans.lookups.referrals import is_in_force
from plans.models import Referral, ReferralGround, ReferralPart
from plans.standing_referrals import leads, may_ask, may_stop_asking, may_withdraw, may_write


@dataclass(frozen=True)
class Line:
    """A referral on a list."""

    name: str
    state: str
    begun: str
    address: str
    is_open: bool


@dataclass(frozen=True)
class PartCard:
    """That a part is there; `why` and `tried` are empty where the viewer does not read it."""

    pk: UUID
    who: str
    state: str
    areas: str
    tried: str
    why: str
    is_read: bool
    write: str
    stop: str


@dataclass(frozen=True)
class GroundCard:
    """An answer of the citizen's, or the visitation phase."""

    pk: UUID
    name: str
    law: str
    sources: str
    state: str
    reason: str
    is_open: bool
    may_withdraw: bool


@dataclass(frozen=True)
class ReferralPage:
    referral: Referral
    begun: str
    coordinator: str
    is_mine: bool  # the viewer is to coordinate
    acts_for: str  # whom the viewer acts for; empty for everybody else
    outcome: str
    reason: str  # why there will be no plan, for those who may know it
    parts: list[PartCard]
    grounds: list[GroundCard]
    may_ask: bool
    may_lead: bool
    open_plan: str


def referral_line(referral: Referral, user: User) -> Line:
    state = referral.get_outcome_display() if referral.outcome else ""
    if referral.is_open:
        state = "du skal holde trådene" if leads(user, referral) else "er i gang"
    return Line(
        name=referral.citizen.name,
        state=state,
        begun=spoken.near(referral.begun_at),
        address=reverse("referral", args=[referral.pk]),
        is_open=referral.is_open,
    )


def referral_page(
    referral: Referral,
    user: User,
    *,
    known: Iterable[ReferralPart],
    read: Iterable[ReferralPart],
    grounds: Iterable[ReferralGround],
    at: datetime,
) -> ReferralPage:
    """`known`: the parts one may know are there; `read`: those one may read."""
    texts = {part.pk: part for part in read}
    return ReferralPage(
        referral=referral,
        begun=spoken.day_near(referral.begun_at),
        coordinator=f"{referral.coordinator.name} ({referral.coordinator.department})",
        is_mine=leads(user, referral),
        acts_for="" if user.is_employee or referral.citizen.user_id == user.pk else referral.citizen.name,
        outcome=_outcome(referral),
        reason=referral.reason if _knows_why(referral, user) else "",
        parts=[part_card(part, texts.get(part.pk), referral, user) for part in known],
        grounds=[ground_card(ground, user, at) for ground in grounds],
        may_ask=referral.is_open and may_ask(user, referral),
        may_lead=referral.is_open and leads(user, referral),
        open_plan=reverse("workspace", args=[referral.plan_id])
        if referral.plan_id and leads(user, referral)
        else "",
    )


def part_card(part: ReferralPart, read: ReferralPart | None, referral: Referral, user: User) -> PartCard:
    key = [referral.pk]
    state = _("ikke færdig endnu")
    if part.finished_at is not None:
        state = _("færdig %(day)s") % {"day": spoken.day_near(part.finished_at)}
    return PartCard(
        pk=part.pk,
        who=f"{part.department} · {part.user.name}",
        state=state,
        areas=spoken.listing([area.short_name for area in read.areas.all()]) if read else "",
        tried=read.tried if read else "",
        why=read.why if read else "",
        is_read=read is not None,
        write=reverse("referral-part", args=key) if referral.is_open and may_write(user, part) else "",
        stop=reverse("referral-stop", args=[*key, part.pk])
        if referral.is_open and may_ask(user, referral) and may_stop_asking(user, part)
        else "",
    )


def ground_card(ground: ReferralGround, user: User, at: datetime) -> GroundCard:
    is_open = is_in_force(ground, at) and ground.referral.is_open
    return GroundCard(
        pk=ground.pk,
        name=f"{ground.kind_name[:1].upper()}{ground.kind_name[1:]}",
        law=ground.law,
        sources=spoken.listing([source.name for source in ground.sources.all()]),
        state=_state(ground, is_open=is_open),
        reason=ground.reason,
        is_open=is_open,
        may_withdraw=is_open and may_withdraw(user, ground),
    )


def _state(ground: ReferralGround, *, is_open: bool) -> str:
    if ground.decision == "no":
        return _("nej, %(day)s") % {"day": spoken.day_near(ground.given_on)}
    if ground.withdrawn_at is not None:
        return _("lukket igen %(day)s") % {"day": spoken.day_near(ground.withdrawn_at)}
    if not is_open:
        return _("gælder ikke længere")
    if ground.valid_until is None:
        return _("gælder, til henvisningen er afsluttet")
    return _("gælder til og med %(day)s") % {"day": spoken.day_near(danish.last_day(ground.valid_until))}


def _knows_why(referral: Referral, user: User) -> bool:
    """It may rest on what was read of others' parts: for the citizen, who coordinates, and who wrote it."""
    return leads(user, referral) or user.pk in (referral.citizen.user_id, referral.settled_by_id)


def _outcome(referral: Referral) -> str:
    if referral.settled_at is None:
        return ""
    day = {"day": spoken.day_near(referral.settled_at)}
    if referral.outcome == Referral.Outcome.STARTED:
        return _("Planen begyndte %(day)s.") % day
    return _("Det blev ikke til en plan, %(day)s.") % day
