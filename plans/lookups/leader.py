"""What a leader may do and find: shares to look at afterwards, own supervisions, and plans that one can be begun in."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from citizens.models import Ground, GroundReview
from enplan import clock
from enplan.accounts.models import User
from plans.grants import On
from plans.models import BlockedPerson, Plan, Section
from plans.permissions import Viewer, is_let_in, plans_as, visible_to
from plans.written import with_something_written


def supervisable_by(user: Viewer, plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Rule 8: active plans in which a leader's own department has a part. A blocked leader finds nothing (rule 0)."""
    if not isinstance(user, User) or not is_let_in(user) or user.role is None or not user.role.can_supervise:
        return plans.none()
    own = with_something_written(Section.objects.filter(plan=OuterRef("pk"), owner=user.department_id))
    blocked = BlockedPerson.objects.filter(plan=OuterRef("pk"), user=user, lifted_at__isnull=True)
    return plans.filter(Exists(own), ~Exists(blocked), ended_at__isnull=True)


def may_review(user: Viewer, review: GroundReview) -> bool:
    """A leader of the department that shared, who sees the review and did not share it themselves."""
    return (
        isinstance(user, User)
        and user.role is not None
        and user.role.can_supervise
        and user.department_id == review.department_id
        and user.pk != review.ground.noted_by_id
        and visible_to(user, GroundReview.objects.filter(pk=review.pk)).exists()
    )


def supervisions_of(user: User) -> QuerySet[Ground]:
    """The supervisions that `user` carries out at this moment, with the citizen."""
    now = clock.now()
    return Ground.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=now),
        kind__used_by="leader",
        parties__user=user,
        withdrawn_at__isnull=True,
        valid_from__lte=now,
    ).select_related("citizen")


def supervision_on(user: User, plan_id: UUID) -> Ground:
    """The supervision that `user` carries out on this plan, or 404."""
    plan = plans_as(user, On.SUPERVISE).filter(pk=plan_id).first()
    ground = supervisions_of(user).filter(citizen=plan.citizen_id).first() if plan else None
    if ground is None:
        raise Http404
    return ground


def reviews_for(user: User) -> list[GroundReview]:
    """What waits for a leader's look, oldest first; without what they shared themselves."""
    rows = GroundReview.objects.filter(reviewed_at__isnull=True, department=user.department_id)
    found = _with_its_ground(visible_to(user, rows)).order_by("ground__noted_at", "pk")
    return list(found.exclude(ground__noted_by=user))


def review_for(user: User, ground_id: UUID) -> GroundReview:
    """A share that `user` may look at, looked at or not, or 404."""
    review = _with_its_ground(visible_to(user, GroundReview.objects.filter(pk=ground_id))).first()
    if review is None or not may_review(user, review):
        raise Http404
    return review


def supervisable_plan_for(user: User, plan_id: UUID) -> Plan:
    """A plan in which the leader's own department has a part, or 404."""
    plan = supervisable_by(user, Plan.objects.filter(pk=plan_id)).select_related("citizen").first()
    if plan is None:
        raise Http404
    return plan


def _with_its_ground(rows: QuerySet[GroundReview]) -> QuerySet[GroundReview]:
    return rows.select_related("ground__citizen", "ground__noted_by", "department").prefetch_related(
        "ground__areas", "ground__parties__department", "ground__parties__user__department"
    )
