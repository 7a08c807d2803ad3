"""Scoped getters of askings to keep something from the citizen, and who may be asked. See `plans.lookups`."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from enplan import clock
from enplan.accounts.directory import leaders_of
from enplan.accounts.models import User
from plans.lookups.drafts import KINDS, Draft
from plans.lookups.misfilings import written_thing_for
from plans.models import BlockedPerson, Plan, TeamMember, Withholding
from plans.permissions import visible_to


def approvers_for(by: User, plan: Plan) -> list[User]:
    """Who may be asked: caseworkers of `by`'s department on the team, and its leaders; nobody who is kept out."""
    at = clock.now()
    members = TeamMember.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at),
        plan=plan,
        starts_at__lte=at,
        user__department=by.department,
        user__is_active=True,
        user__is_superuser=False,
        user__role__can_write_goals=True,
    ).select_related("user__department")
    people = {member.user_id: member.user for member in members}
    people |= {leader.pk: leader for leader in leaders_of(by.department)}
    kept_out = BlockedPerson.objects.filter(plan=plan, lifted_at__isnull=True).values_list("user", flat=True)
    gone = {by.pk, plan.citizen.user_id, *kept_out}
    return sorted((user for pk, user in people.items() if pk not in gone), key=lambda user: user.name)


def withheld_thing_for(user: User, plan: Plan, thing_id: UUID) -> Draft:
    """Something of this plan that is withheld now, as far as `user` sees it, or 404."""
    thing = written_thing_for(user, plan, thing_id)
    if thing.withheld_until is None or thing.withheld_until <= clock.now():
        raise Http404
    return thing


def withholdings_to_answer(user: User) -> QuerySet[Withholding]:
    """What `user` has been asked to approve and has not answered."""
    rows = Withholding.objects.filter(asked_of=user, decided_at__isnull=True)
    return visible_to(user, rows).select_related("plan__citizen", "asked_by__department")


def withholding_to_answer(user: User, withholding_id: UUID) -> tuple[Withholding, Draft]:
    """The asking with this id, and the draft it is about, or 404."""
    asking = withholdings_to_answer(user).filter(pk=withholding_id).first()
    draft = thing_of(asking) if asking is not None else None
    if asking is None or draft is None or not draft.is_draft or draft.taken_out_at is not None:
        raise Http404
    return asking, draft


def thing_of(asking: Withholding) -> Draft | None:
    """What an asking that one may see is about."""
    model = next(model for model in KINDS if model._meta.model_name == asking.thing)
    rows: QuerySet[Any] = model._default_manager.filter(pk=asking.thing_id)
    found: Draft | None = rows.select_related("section__area", "section__owner", "written_by").first()
    return found


def open_askings(user: User, plan: Plan, ids: Iterable[UUID]) -> dict[UUID, Withholding]:
    """By the id of the draft: what `user` has asked and waits for."""
    rows = Withholding.objects.filter(plan=plan, thing_id__in=list(ids), decided_at__isnull=True)
    return {row.thing_id: row for row in visible_to(user, rows).select_related("asked_of")}
