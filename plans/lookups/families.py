"""Scoped getters of the family links of a plan, as far as `user` may know of them. See `plans.lookups`."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Prefetch, Q, Value, When
from django.http import Http404

from citizens.models import Citizen, Representative
from enplan import clock
from enplan.accounts.models import User
from plans.families import Answering, answering_for
from plans.grants import On
from plans.lookups.things import thing_for
from plans.models import FamilyAnswer, FamilySide, Plan, TalkLine, TeamMember
from plans.permissions import CITIZENS_SIDE, PROFESSIONAL, can, findable_by, plans_as, visible_to
from plans.rules.families import in_force, still_asked
from plans.services.families import holders_of
from plans.standing import Action

CASEWORK = (On.COORDINATE, On.WORK)


@dataclass(frozen=True)
class KnownSide:
    """One link as this plan has it, with those answers of this plan that the person may see."""

    side: FamilySide
    answers: list[FamilyAnswer]
    is_in_force: bool
    is_asked: bool  # by this plan or of it, and still to be answered by somebody


def family_of(user: User, plan: Plan) -> list[KnownSide]:
    """What `user` may know of the plan's links, the newest first: two queries."""
    now = clock.now()
    answers = visible_to(user, FamilyAnswer.objects.all()).select_related("representative")
    rows = visible_to(user, FamilySide.objects.filter(plan=plan)).select_related("link")
    held, asked = (
        Case(When(holds, then=Value(True)), default=Value(False))
        for holds in (in_force(now), still_asked(now))
    )
    rows = rows.annotate(is_in_force=held, is_asked=asked)
    ordered = answers.order_by("representative__name", "pk")
    rows = rows.prefetch_related(Prefetch("answers", queryset=ordered, to_attr="answers_seen"))
    return [
        KnownSide(side, *(getattr(side, name) for name in ("answers_seen", "is_in_force", "is_asked")))
        for side in rows.order_by("-link__asked_at", "pk")
    ]


def family_in_force(user: User, plan: Plan) -> list[FamilySide]:
    """Those that are in force now: one query where there is none, two otherwise."""
    sides = FamilySide.objects.filter(in_force(clock.now()), plan=plan)
    if not sides.exists():  # most plans have none: the rule, which looks into both plans, is dear to ask
        return []
    return list(visible_to(user, sides).select_related("link").order_by("-link__asked_at", "pk"))


def is_family_asked(user: User, plan: Plan) -> bool:
    """Does a question about a link wait for `user`'s own answer at this plan? One query where there is none."""
    sides = FamilySide.objects.filter(
        still_asked(clock.now()), plan=plan, decision=FamilySide.Decision.WAITING
    )
    if not sides.exists():
        return False
    rows = FamilyAnswer.objects.filter(
        Q(representative__isnull=True) | Q(representative__user=user),
        side__in=visible_to(user, sides).values("pk"),
        answer="waiting",
    )
    return visible_to(user, rows).exists()


def side_for(user: User, plan: Plan, side_id: UUID) -> FamilySide:
    """One of them, or 404."""
    rows = FamilySide.objects.filter(plan=plan).select_related("link", "plan__citizen", "other__citizen")
    return thing_for(user, rows, side_id)


def side_in_force_for(user: User, plan: Plan, side_id: UUID) -> FamilySide:
    """One that is in force, whose both plans `user` may write a conversation for, or 404."""
    side = side_for(user, plan, side_id)
    may = all(each is not None and can(user, Action.HOLD_TALK, each) for each in (side.plan, side.other))
    if not may or not FamilySide.objects.filter(in_force(clock.now()), pk=side.pk).exists():
        raise Http404
    return side


def family_answer_for(user: User, plan: Plan, side_id: UUID, answer_id: UUID) -> FamilyAnswer:
    """One person's answer at this plan, or 404."""
    rows = FamilyAnswer.objects.filter(side__plan=plan, side=side_id)
    rows = rows.select_related("side__link", "side__plan__citizen", "side__other", "representative")
    return thing_for(user, rows, answer_id)


def coordinators_of_family(user: User, sides: Iterable[FamilySide]) -> dict[UUID, str]:
    """Who coordinates the other plan, for who coordinates this one and while the link is in force; by side."""
    known = FamilySide.objects.filter(in_force(clock.now()), pk__in=[side.pk for side in sides])
    known = visible_to(user, known).filter(plan__in=plans_as(user, On.COORDINATE).values("pk"))
    others = dict(known.values_list("pk", "other"))
    rows = TeamMember.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now()),
        plan__in=others.values(),
        capacity=TeamMember.Capacity.COORDINATOR,
        starts_at__lte=clock.now(),
    )
    names = dict(rows.values_list("plan", "user__name"))
    return {side: names[plan] for side, plan in others.items() if plan in names}


def plans_open_to(user: User, sides: Iterable[FamilySide]) -> frozenset[UUID]:
    """Those of the other plans that `user` sees anyhow: as a professional, or as the citizen's own side."""
    ids = [side.other_id for side in sides if side.other_id is not None]
    if not ids:
        return frozenset()
    standings = PROFESSIONAL if user.is_employee else CITIZENS_SIDE
    return frozenset(plans_as(user, *standings).filter(pk__in=ids).values_list("pk", flat=True))


def plans_to_talk_in(user: User, ids: frozenset[UUID]) -> frozenset[UUID]:
    """Those of these plans on whose team `user` is a caseworker."""
    if not ids or user.role is None or not user.role.can_write_goals:
        return frozenset()
    return frozenset(plans_as(user, *CASEWORK).filter(pk__in=ids).values_list("pk", flat=True))


def found_with_cpr(user: User, cpr: str) -> list[tuple[Citizen, Plan | None]]:
    """The citizen a search by this number finds for `user`, with their active plan, for the look-log; or nobody."""
    citizen = findable_by(user, Citizen.objects.filter(cpr=cpr)).first()
    if citizen is None:
        return []
    return [(citizen, Plan.objects.filter(citizen=citizen, ended_at__isnull=True).first())]


def who_may_answer(plan: Plan) -> list[Representative]:
    """Who holds custody, where they answer for the citizen; to somebody who coordinates the plan."""
    is_child = answering_for(plan.citizen, at=clock.now()) == Answering.CUSTODY
    return holders_of(plan) if is_child else []


def family_lines(user: User, side: FamilySide) -> list[TalkLine]:
    """What `user` has written down in this family's conversation and not sorted yet, in the order it was said."""
    rows = TalkLine.objects.filter(together=side.link_id, talk__plan__in=[side.plan_id, side.other_id])
    return list(visible_to(user, rows).select_related("area", "talk").order_by("written_at", "position"))


def family_line_for(user: User, side: FamilySide, line_id: UUID) -> TalkLine:
    """One of these lines, or 404."""
    rows = TalkLine.objects.filter(together=side.link_id).select_related("talk__plan__citizen", "area")
    return thing_for(user, rows, line_id)
