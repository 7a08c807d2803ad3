"""The visitation phase: for some weeks from the plan's beginning the coordinator sees what the municipality has set.

Where a municipality needs to look before it can ask. It ends by itself and is not started again.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from citizens.models import Ground, GroundKind
from enplan import clock
from enplan.accounts.models import Department, User
from enplan.web.danish import day_of
from plans.facts import grounds_of, health_departments
from plans.grounds import VISITATION
from plans.models import Plan
from plans.services.checks import require
from plans.services.grounds import Party, store_ground
from plans.standing import Action


def visitation_phase(plan: Plan) -> tuple[GroundKind, datetime] | None:
    """The kind of ground and when the plan's phase ends; None where there is none, or it is over or used."""
    kind = GroundKind.objects.filter(pk=VISITATION, is_active=True).first()
    if kind is None or not plan.is_active:
        return None
    began = day_of(plan.created_at)
    if kind.default_months is not None:
        ends = clock.start_of(clock.months_after(began, kind.default_months))
    else:
        ends = clock.end_of(began + timedelta(days=kind.default_days or 0))
    if ends <= clock.now() or grounds_of(plan).filter(kind=kind).exists():
        return None
    return kind, ends


@transaction.atomic
def start_visitation(*, by: User, plan: Plan, reason: str) -> Ground:
    """Open what the municipality has set to whoever coordinates, until the phase ends. The citizen sees it at once."""
    require(by, Action.START_VISITATION, plan)
    Plan.objects.select_for_update().get(pk=plan.pk)
    phase = visitation_phase(plan)
    if phase is None:
        raise ValidationError(
            "Planen har ingen visitationsfase lige nu: den er slut eller brugt, eller kommunen bruger den ikke."
        )
    if not reason.strip():
        raise ValidationError({"reason": "Skriv, hvad du skal finde ud af. Borgeren kan læse det."})
    kind, ends = phase
    sources = visitation_sources(plan, kind, besides=by.department)
    if not sources:
        raise ValidationError("Der er ikke andre afdelinger med i planen endnu, så der er ikke noget at se.")
    return store_ground(
        by=by,
        plan=plan,
        areas=kind.opened_areas(),
        parties=[Party(is_coordinator=True)],
        sources=sources,
        ground=Ground(
            citizen=plan.citizen,
            kind=kind,
            form=Ground.Form.NONE,
            purpose=kind.name,
            reason=reason,
            given_on=clock.today(),
            valid_from=clock.now(),
            valid_until=ends,
            noted_by=by,
            noted_at=clock.now(),
        ),
    )


def visitation_sources(plan: Plan, kind: GroundKind, *, besides: Department | None) -> list[Department]:
    """The departments in the plan at this moment: one that joins later is not covered. Health only if the kind is."""
    now = clock.now()
    working = plan.members.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)
    around = Q(sections__plan=plan) | Q(users__memberships__in=working)
    found = Department.objects.filter(around).distinct()
    closed = frozenset() if kind.covers_health else health_departments()
    return [one for one in found if one != besides and one.pk not in closed]
