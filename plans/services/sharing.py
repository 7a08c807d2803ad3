"""Sharing without a consent what one's own department has written; and a leader's look at it afterwards."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from citizens.models import Ground, GroundKind, GroundReview
from enplan import clock
from enplan.accounts.models import Department, User
from enplan.audit.record import record_change
from plans.events import announce
from plans.facts import health_departments, plan_of_ground
from plans.lookups.leader import may_review
from plans.models import Plan, Section
from plans.regrant import regrant
from plans.services.checks import NotAllowed, lock_plan, require
from plans.services.grounds import Party, check_in_use, period_of, store_ground
from plans.services.sections import place_of_plan
from plans.standing import Action
from plans.written import with_something_written


@transaction.atomic
def share_without_consent(
    *,
    by: User,
    plan: Plan,
    kind: GroundKind,
    areas: Sequence[str],
    parties: Sequence[Party],
    until: date,
    reason: str,
    told_on: date | None = None,
    waiting_reason: str = "",
) -> Ground:
    """Share what `by`'s own department owns in `areas`, on a ground other than consent, with a reason and an end.

    The citizen is told at once, or where the kind allows it from the beginning of the day `told_on`, with the reason
    for waiting. Refused where the department owns nothing there, or where the party is the department itself.
    """
    require(by, Action.SHARE_WITHOUT_CONSENT, plan)
    if kind.is_consent:
        raise ValidationError({"kind": "Et samtykke gives af borgeren. Vælg et andet grundlag."})
    if not kind.is_shared_by_owner:  # a supervision, or the visitation phase
        raise ValidationError({"kind": "Dette grundlag noteres et andet sted, af den der må bruge det."})
    if not reason.strip():
        raise ValidationError({"reason": "Skriv, hvorfor det er nødvendigt. Borgeren får det at se."})
    department = by.department
    if department is None:
        raise NotAllowed("Du har ingen afdeling, så du ejer ingen oplysninger i planen.")
    check_in_use(kind, areas)
    written = with_something_written(Section.objects.filter(plan=plan, owner=department))
    shared = set(written.values_list("area_id", flat=True)) & set(areas)
    if not shared:
        raise NotAllowed("Din afdeling har ikke skrevet noget i de områder, så der er ikke noget at dele.")
    _check_parties(kind, department, parties)
    starts, ends = period_of(kind, clock.today(), until)
    ground = store_ground(
        by=by,
        plan=plan,
        areas=sorted(shared),  # as little as needed: where there is something of ours
        parties=parties,
        sources=[department],
        ground=Ground(
            citizen=plan.citizen,
            kind=kind,
            form=Ground.Form.NONE,
            purpose=kind.name,
            reason=reason,
            given_on=clock.today(),
            valid_from=starts,
            valid_until=ends,
            noted_by=by,
            noted_at=clock.now(),
            withheld_until=_told_at(kind, told_on, waiting_reason),
            withheld_reason=waiting_reason,
        ),
    )
    if kind.is_reviewed:
        GroundReview.objects.create(ground=ground, department=department)
    return ground


@transaction.atomic
def review_share(*, by: User, review: GroundReview, was_right: bool, note: str) -> GroundReview:
    """Record what a leader of the owner found; what should not have been shared is closed at this instant.

    NotAllowed for everybody else, and for who shared it. The citizen can read the answer and the note.
    """
    plan = lock_plan(plan_of_ground(review.ground))
    current = (
        GroundReview.objects.select_for_update(of=("self",)).select_related("ground__kind").get(pk=review.pk)
    )
    ground = current.ground
    if not may_review(by, current):
        raise NotAllowed("Deling uden samtykke gennemgås af en leder i den afdeling, der delte.")
    if not note.strip():
        raise ValidationError({"note": "Skriv kort, hvad du har lagt vægt på. Borgeren kan læse det."})
    now = clock.now()
    fresh = GroundReview.objects.filter(pk=current.pk, reviewed_at__isnull=True)
    if not fresh.update(was_right=was_right, note=note, reviewed_at=now, reviewed_by=by):
        raise ValidationError("En anden leder har allerede gennemgået delingen.", code="already_reviewed")
    fields: dict[str, tuple[object, object]] = {
        "review": (None, "det var i orden" if was_right else "det burde ikke være sket"),
        "review_note": (None, note),
    }
    if not was_right and Ground.objects.filter(pk=ground.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=now, withdrawn_by=by
    ):
        fields["withdrawn_at"] = (None, now)
    record_change(by=by, thing=ground, place=place_of_plan(plan), fields=fields)
    if "withdrawn_at" in fields:
        regrant(plan)
        announce(plan=plan, what="ground_withdrawn", by=by)
    current.refresh_from_db()
    return current


def _check_parties(kind: GroundKind, department: Department, parties: Sequence[Party]) -> None:
    """Whom it may be shared with: employees, not the own department, and for health professionals only such."""
    if any(party.user is not None and not party.user.is_employee for party in parties):
        raise ValidationError({"parties": "Pårørende og netværk ser kun det, borgeren siger ja til."})
    receiving = [party.department.pk if party.department else _department_of(party) for party in parties]
    if department.pk in receiving:
        raise NotAllowed("Din afdeling ser allerede det, den selv har skrevet.")
    if kind.used_by != GroundKind.UsedBy.HEALTH:
        return
    health = health_departments()
    if department.pk not in health:
        raise NotAllowed("Dette grundlag kan kun bruges af en sundhedsperson, om egen afdelings oplysninger.")
    if not all(pk in health for pk in receiving):
        raise ValidationError({"parties": "Her kan du kun dele med andre sundhedspersoner."})


def _department_of(party: Party) -> UUID | None:
    """A named person's department; None for whoever coordinates, who may be from anywhere."""
    return party.user.department_id if party.user is not None else None


def _told_at(kind: GroundKind, told_on: date | None, waiting_reason: str) -> datetime | None:
    """The instant from which the citizen can see it; None is at once."""
    if told_on is None:
        if waiting_reason.strip():
            raise ValidationError({"told_on": "Skriv, hvilken dag borgeren får det at vide."})
        return None
    if kind.citizen_is_told != GroundKind.Told.LATER:
        raise ValidationError({"told_on": "Med dette grundlag får borgeren det at vide med det samme."})
    if told_on <= clock.today():
        raise ValidationError({"told_on": "Vælg en dag efter i dag, eller lad feltet stå tomt."})
    longest = kind.longest_wait_days
    if longest is not None and told_on > clock.today() + timedelta(days=longest):
        raise ValidationError({"told_on": f"Borgeren kan højst vente {longest} dage på at få det at vide."})
    if not waiting_reason.strip():
        raise ValidationError({"waiting_reason": "Skriv, hvorfor borgeren ikke kan få det at vide nu."})
    return clock.start_of(told_on)
