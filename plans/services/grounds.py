"""Grounds: noting a consent (or a no), and sharing without one. Each regrants at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from citizens.models import Ground, GroundKind, GroundParty
from enplan import clock
from enplan.accounts.models import Department, LifeArea, User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import Plan, Section
from plans.permissions import standing_of
from plans.regrant import regrant
from plans.services.checks import NotAllowed, require
from plans.services.custody import YOUNG_DECIDES, answers_needed, store_answers
from plans.services.sections import place_of_plan
from plans.standing import Action


@dataclass(frozen=True)
class Party:
    """A receiver: exactly one of a department, a named person, or whoever coordinates."""

    department: Department | None = None
    user: User | None = None
    is_coordinator: bool = False

    def __str__(self) -> str:
        return "den koordinerende sagsbehandler" if self.is_coordinator else str(self.department or self.user)


@transaction.atomic
def note_ground(
    *,
    by: User,
    plan: Plan,
    kind: GroundKind,
    areas: Sequence[str],
    parties: Sequence[Party],
    sources: Sequence[Department],
    purpose: str,
    form: str,
    given_on: date,
    until: date | None = None,
    decision: str = Ground.Decision.YES,
    circumstances: str = "",
) -> Ground:
    """Note a ground: by any caseworker on the team, or by the citizen's side for consents.

    `until` is a day and counts as through that day; left out it follows from the kind. A no is stored and opens
    nothing; so does a yes that waits for the other custody holder (`plans.services.custody`). ValidationError with the
    field for bad input.
    """
    standing = standing_of(by, plan)
    if standing.is_citizens_side:
        require(by, Action.GIVE_CONSENT, plan)
        if not kind.is_consent:
            raise NotAllowed("Dette grundlag noteres af en sagsbehandler.")
        if standing.is_representative and not set(areas) <= standing.areas:
            raise NotAllowed("Du handler ikke for borgeren i alle de områder, samtykket gælder.")
        if kind.covers_health and not standing.decides_health:
            raise NotAllowed(YOUNG_DECIDES)
    else:
        require(by, Action.NOTE_GROUND, plan)
        if kind.is_by_owner or kind.is_supervision:
            raise NotAllowed(
                "Deling uden samtykke noteres for sig, med begrundelse, af den afdeling der ejer oplysningerne."
            )
    starts, ends = period_of(kind, given_on, until)
    answers = answers_needed(standing, kind=kind, areas=areas) if decision == Ground.Decision.YES else []
    ground = store_ground(
        by=by,
        plan=plan,
        areas=areas,
        parties=parties,
        sources=sources,
        ground=Ground(
            citizen=plan.citizen,
            kind=kind,
            decision=Ground.Decision.WAITING if answers else decision,
            form=form,
            purpose=purpose,
            circumstances=circumstances,
            given_on=given_on,
            valid_from=starts,
            valid_until=ends,
            noted_by=by,
            noted_at=clock.now(),
            is_by_representative=standing.is_representative,
        ),
    )
    store_answers(ground, answers)
    return ground


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
) -> Ground:
    """Share what `by`'s own department owns in `areas`, on a ground other than consent, with a reason and an end.

    Refused where the department owns nothing there, or where the party is the department itself.
    """
    require(by, Action.SHARE_WITHOUT_CONSENT, plan)
    if kind.is_consent:
        raise ValidationError({"kind": "Et samtykke gives af borgeren. Vælg et andet grundlag."})
    if kind.is_supervision:  # opens the leader's own department's part, which is not ours to give
        raise ValidationError({"kind": "Tilsyn begrundes af lederen selv."})
    if not reason.strip():
        raise ValidationError({"reason": "Skriv, hvorfor det er nødvendigt. Borgeren får det at se."})
    department = by.department
    if department is None:
        raise NotAllowed("Du har ingen afdeling, så du ejer ingen oplysninger i planen.")
    owned = set(Section.objects.filter(plan=plan, owner=department).values_list("area_id", flat=True))
    shared = owned & _areas_with_content(plan, department.pk) & set(areas)
    if not shared:
        raise NotAllowed("Din afdeling har ikke skrevet noget i de områder, så der er ikke noget at dele.")
    if any(_is_the_same(party, department) for party in parties):
        raise NotAllowed("Din afdeling ser allerede det, den selv har skrevet.")
    starts, ends = period_of(kind, clock.today(), until)
    return store_ground(
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
        ),
    )


def store_ground(
    *,
    by: User,
    plan: Plan,
    ground: Ground,
    areas: Sequence[str],
    parties: Sequence[Party],
    sources: Sequence[Department],
) -> Ground:
    """Store a ground with its parties and regrant. For services and loading; asks nobody's permission."""
    if not areas:
        raise ValidationError({"areas": "Vælg mindst ét område."})
    if not parties:
        raise ValidationError({"parties": "Vælg, hvem der må se det."})
    if not ground.purpose.strip():
        raise ValidationError({"purpose": "Skriv, hvad samtykket skal bruges til."})
    ground.full_clean(exclude=["citizen", "kind", "noted_by"], validate_constraints=False)
    ground.save(force_insert=True)
    ground.areas.set(LifeArea.objects.filter(pk__in=areas))
    ground.sources.set(sources)
    GroundParty.objects.bulk_create(
        [
            GroundParty(
                ground=ground,
                department=party.department,
                user=party.user,
                is_coordinator=party.is_coordinator,
            )
            for party in dict.fromkeys(parties)
        ]
    )
    record_change(
        by=by,
        thing=ground,
        place=place_of_plan(plan),
        fields={
            "decision": (None, ground.decision),
            "parties": (None, ", ".join(str(party) for party in parties)),
        },
        on_behalf=ground.is_by_representative,
    )
    regrant(plan)
    announce(plan=plan, what="ground", by=by)
    return ground


def period_of(kind: GroundKind, given_on: date, until: date | None) -> tuple[datetime, datetime | None]:
    """[from, until): from now when given today, else from the day's beginning; through `until`, or as the kind says."""
    starts = clock.now() if given_on == clock.today() else clock.start_of(given_on)
    ends = clock.end_of(until) if until is not None else None
    if ends is None and kind.default_months is not None:
        ends = clock.start_of(clock.months_after(given_on, kind.default_months))
    if ends is not None and ends <= starts:
        raise ValidationError({"until": "Slutdagen skal ligge efter den dag, samtykket er givet."})
    _check_longest(kind, given_on, ends)
    return starts, ends


def _check_longest(kind: GroundKind, given_on: date, ends: datetime | None) -> None:
    if kind.longest_months is not None:
        latest = clock.start_of(clock.months_after(given_on, kind.longest_months))
        if ends is None or ends > latest:
            raise ValidationError(
                {"until": f"Efter loven kan det højst gælde {kind.longest_months} måneder."}
            )
    if kind.longest_days is not None:
        latest = clock.end_of(given_on + timedelta(days=kind.longest_days))
        if ends is None or ends > latest:
            raise ValidationError({"until": f"Det kan højst gælde {kind.longest_days} dage ad gangen."})


def _is_the_same(party: Party, department: Department) -> bool:
    if party.department is not None:
        return party.department.pk == department.pk
    return party.user is not None and party.user.department_id == department.pk


def _areas_with_content(plan: Plan, owner_id: UUID) -> set[str]:
    """Areas in which a department has written something in the plan."""
    sections = Section.objects.filter(plan=plan, owner_id=owner_id)
    written = sections.filter(goals__isnull=False) | sections.filter(tasks__isnull=False)
    rated = sections.filter(ratings__isnull=False)
    return set((written | rated).values_list("area_id", flat=True))
