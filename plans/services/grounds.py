"""Consents: noting one (or a no); and storing any ground. Each regrants at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from citizens.models import Ground, GroundKind, GroundParty
from enplan import clock
from enplan.accounts.models import Department, LifeArea, User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import Plan
from plans.permissions import standing_of
from plans.regrant import regrant
from plans.services.checks import NotAllowed, lock_plan, require
from plans.services.custody import YOUNG_DECIDES, answers_needed, store_answers
from plans.services.sections import place_of_plan
from plans.standing import Action, Standing


@dataclass(frozen=True)
class Party:
    """A receiver: exactly one of a department, a named person, or whoever coordinates."""

    department: Department | None = None
    user: User | None = None
    is_coordinator: bool = False

    def __str__(self) -> str:
        return "den koordinerende sagsbehandler" if self.is_coordinator else str(self.department or self.user)


@dataclass(frozen=True)
class Obtaining:
    """What is to be obtained (retssikkerhedsloven § 11 a): the kinds of information, from whom, for which matter, and
    what the citizen was told that a no would mean.
    """

    information: str
    information_from: str
    matter: str
    consequence: str


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
    starts_on: date | None = None,
    until: date | None = None,
    decision: str = Ground.Decision.YES,
    circumstances: str = "",
    obtaining: Obtaining | None = None,
) -> Ground:
    """Note a consent: by any caseworker on the team whom the kind allows to, or by the citizen's side.

    `until` is a day and counts as through that day; left out it follows from the kind. `starts_on` lets it work from a
    later day on. A no is stored and opens nothing; so does a yes that waits for the other custody holder
    (`plans.services.custody`). `obtaining` belongs to the kinds that name the information. ValidationError with the
    field for bad input. Without a consent: `plans.services.sharing`, `visitation` and `supervision`.
    """
    lock_plan(plan)  # before the standing is read: areas may be closed meanwhile
    standing = standing_of(by, plan)
    if standing.is_citizens_side:
        require(by, Action.GIVE_CONSENT, plan)
        if not kind.is_consent:
            raise NotAllowed(_("Dette grundlag noteres af en sagsbehandler."))
        if standing.is_representative and not set(areas) <= standing.areas:
            raise NotAllowed(_("Du handler ikke for borgeren i alle de områder, samtykket gælder."))
        if kind.covers_health and not standing.decides_health:
            raise NotAllowed(YOUNG_DECIDES)
    else:
        require(by, Action.NOTE_GROUND, plan)
        _check_kind(kind, standing)
    if kind.names_information:
        _check_named(obtaining)
    check_in_use(kind, areas)
    starts, ends = period_of(kind, given_on, until, starts_on)
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
            **(vars(obtaining) if kind.names_information and obtaining else {}),
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
        raise ValidationError({"areas": _("Vælg mindst ét område.")})
    if not parties:
        raise ValidationError({"parties": _("Vælg, hvem der må se det.")})
    if not ground.purpose.strip():
        raise ValidationError({"purpose": _("Skriv, hvad samtykket skal bruges til.")})
    ground.keep_terms()
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


def period_of(
    kind: GroundKind, given_on: date, until: date | None, starts_on: date | None = None
) -> tuple[datetime, datetime | None]:
    """[from, until): from now when given today, else from the day's beginning; through `until`, or as the kind says.

    From the beginning of `starts_on` where that is a later day. How long it may last counts from the day it was given.
    """
    starts = clock.now() if given_on == clock.today() else clock.start_of(given_on)
    if starts_on is not None and starts_on > max(given_on, clock.today()):
        starts = clock.start_of(starts_on)
    ends = clock.end_of(until) if until is not None else None
    if ends is None and kind.default_months is not None:
        ends = clock.start_of(clock.months_after(given_on, kind.default_months))
    if ends is None and kind.default_days is not None:
        ends = clock.end_of(given_on + timedelta(days=kind.default_days))
    if ends is not None and ends <= starts:
        raise ValidationError({"until": _("Slutdagen skal ligge efter den dag, samtykket er givet.")})
    _check_longest(kind, given_on, ends)
    return starts, ends


def _check_longest(kind: GroundKind, given_on: date, ends: datetime | None) -> None:
    if kind.longest_months is not None:
        latest = clock.start_of(clock.months_after(given_on, kind.longest_months))
        if ends is None or ends > latest:
            raise ValidationError(
                {"until": _("Efter loven kan det højst gælde %d måneder.") % kind.longest_months}
            )
    if kind.longest_days is not None:
        latest = clock.end_of(given_on + timedelta(days=kind.longest_days))
        if ends is None or ends > latest:
            raise ValidationError({"until": _("Det kan højst gælde %d dage ad gangen.") % kind.longest_days})


def check_in_use(kind: GroundKind, areas: Sequence[str]) -> None:
    """ValidationError unless the municipality uses this kind, for all of these areas."""
    if not kind.is_active:
        raise ValidationError({"kind": _("Kommunen bruger ikke dette grundlag. Vælg et andet.")})
    opened = set(kind.areas.values_list("pk", flat=True)) if kind.pk else set()
    if opened and not set(areas) <= opened:
        raise ValidationError({"areas": _("Dette grundlag kan ikke åbne alle de områder, du har valgt.")})


def _check_kind(kind: GroundKind, standing: Standing) -> None:
    """May a caseworker note this kind here? Each way of sharing without a consent has a service of its own."""
    if not kind.is_consent:
        raise NotAllowed(
            _("Deling uden samtykke noteres for sig, med begrundelse, af den der må bruge grundlaget.")
        )
    if kind.used_by == GroundKind.UsedBy.COORDINATOR and not standing.coordinates:
        raise NotAllowed(_("Dette samtykke noteres af den koordinerende sagsbehandler."))


# Said of everything, it names nothing: a blanket yes is none.
BLANKET = frozenset(
    f"{much}{what}"
    for much in ("", "alt", "det hele", "hvad som helst", "alle", "alle slags", "relevante", "alle relevante")
    for what in ("", "oplysninger", " oplysninger", " relevant")
)


def _check_named(obtaining: Obtaining | None) -> None:
    named = obtaining or Obtaining("", "", "", "")
    errors: dict[str, str] = {}
    if " ".join(named.information.strip(" .!").lower().split()) in BLANKET:
        errors["information"] = (
            "Skriv, hvilke slags oplysninger det er. Et ja til det hele er ikke et samtykke."
        )
    if not named.information_from.strip():
        errors["information_from"] = "Skriv, hvem oplysningerne hentes fra, fx egen læge."
    if not named.matter.strip():
        errors["matter"] = "Skriv, hvad oplysningerne skal bruges til."
    if not named.consequence.strip():
        errors["consequence"] = "Skriv, hvad borgeren fik at vide om et nej. Uden det gælder samtykket ikke."
    if errors:
        raise ValidationError(errors)
