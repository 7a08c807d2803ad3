"""Scoped getters of the people beside the citizen: those `user` may see, with the ended ones. See `plans.lookups`."""

from uuid import UUID

from django.http import Http404

from citizens.models import CustodyAnswer, Ground, Invitation, NetworkPerson, Representative
from enplan.accounts.models import User
from plans.lookups.things import ground_for, thing_for
from plans.models import Plan, PlanAnswer
from plans.permissions import visible_to


def representatives_for(user: User, plan: Plan) -> list[Representative]:
    """Everybody who acts, will act or has acted for the citizen, as far as `user` may know of them."""
    rows = Representative.objects.filter(citizen=plan.citizen_id).select_related("user")
    return list(visible_to(user, rows).prefetch_related("areas").order_by("name", "starts_at"))


def representative_for(user: User, plan: Plan, representative_id: UUID) -> Representative:
    """One of them, or 404."""
    rows = Representative.objects.filter(citizen=plan.citizen_id).prefetch_related("areas")
    return thing_for(user, rows, representative_id)


def answers_to(grounds: list[Ground]) -> dict[UUID, list[CustodyAnswer]]:
    """The custody holders' answers to these grounds, which the asker must have found through the rule, by ground."""
    found: dict[UUID, list[CustodyAnswer]] = {ground.pk: [] for ground in grounds}
    rows = CustodyAnswer.objects.filter(ground__in=found).select_related("representative")
    for row in rows:
        found[row.ground_id].append(row)
    return found


def answer_for(user: User, plan: Plan, ground_id: UUID, answer_id: UUID) -> CustodyAnswer:
    """One custody holder's answer to a ground that `user` may see, or 404."""
    ground = ground_for(user, plan, ground_id)
    row = CustodyAnswer.objects.filter(ground=ground, pk=answer_id).select_related("representative").first()
    if row is None:
        raise Http404
    row.ground = ground
    return row


def plan_answers(plan: Plan) -> list[PlanAnswer]:
    """The custody holders' answers to one plan, to somebody who has read the plan through the rule."""
    return list(plan.custody_answers.select_related("representative"))


def plan_answer_for(plan: Plan, answer_id: UUID) -> PlanAnswer:
    """One of them, or 404."""
    row = plan.custody_answers.filter(pk=answer_id).select_related("representative").first()
    if row is None:
        raise Http404
    return row


def network_for(user: User, plan: Plan) -> list[NetworkPerson]:
    """The people whom `user` may see stand beside the citizen, whether they take part or not."""
    rows = NetworkPerson.objects.filter(citizen=plan.citizen_id).select_related("user")
    return list(visible_to(user, rows).order_by("name", "pk"))


def network_person_for(user: User, plan: Plan, person_id: UUID) -> NetworkPerson:
    """One of them, or 404."""
    return thing_for(user, NetworkPerson.objects.filter(citizen=plan.citizen_id), person_id)


def invitations_for(user: User, plan: Plan) -> list[Invitation]:
    """The invitations that wait to be accepted, the link worn out or not, newest first."""
    rows = Invitation.objects.filter(
        person__citizen=plan.citizen_id, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    return list(visible_to(user, rows).select_related("person").prefetch_related("areas", "sources"))


def invitation_for(user: User, plan: Plan, invitation_id: UUID) -> Invitation:
    """One of the citizen's invitations, or 404."""
    return thing_for(user, Invitation.objects.filter(person__citizen=plan.citizen_id), invitation_id)
