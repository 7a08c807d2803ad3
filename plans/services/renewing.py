"""Renewing consents: the same as before, from when the old one ends, as far as the people it names are still there.

No gap and no double: the new ground begins at the instant the old one ends, and a ground is answered once. A no is
stored as a no.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from citizens.models import Ground, NetworkPerson
from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.events import announce
from plans.facts import grounds_of
from plans.models import Plan, TeamMember
from plans.permissions import standing_of, visible_to
from plans.renewing import Around, around, going_on, is_renewable
from plans.services.checks import NotAllowed, lock_plan, require
from plans.services.custody import YOUNG_DECIDES, answers_needed, store_answers
from plans.services.grounds import Party, check_in_use, store_ground
from plans.services.sections import place_of_plan
from plans.standing import Action, Standing
from plans.yearly import lined_up_end

ANSWERED = "Det er der allerede svaret på. Genindlæs siden, så ser du, hvad der gælder."


@transaction.atomic
def renew_grounds(
    *,
    by: User,
    plan: Plan,
    answers: Mapping[Ground, str],
    form: str = Ground.Form.DIGITAL,
    circumstances: str = "",
) -> list[Ground]:
    """Store a yes or a no to each ground that lapses, by the citizen's side or noted by a caseworker with the citizen.

    ValidationError with the ground's id as the field where one cannot be renewed; then none of them is.
    """
    lock_plan(plan)  # what they may is asked after what closes meanwhile, never before
    standing = standing_of(by, plan)
    require(by, Action.GIVE_CONSENT if standing.is_citizens_side else Action.NOTE_GROUND, plan)
    now = clock.now()
    who = _around(plan, now)
    found: list[Ground] = []
    for asked, decision in answers.items():
        ground = _current(by, plan, asked)
        _check_may(standing, ground)
        if ground is None or not is_renewable(ground, now) or ground.renewals.exists():
            raise ValidationError({str(asked.pk): ANSWERED})
        found += _renew(
            by=by,
            standing=standing,
            ground=ground,
            decision=decision,
            who=who,
            form=form,
            circumstances=circumstances,
        )
    return found


@transaction.atomic
def set_review_day(*, by: User, plan: Plan, day: date) -> None:
    """Set the day of the year on which consents are gone through. Those that are given already keep their end."""
    require(by, Action.MANAGE_TEAM, plan)
    before = plan.consents_reviewed_on
    if before == day:
        return
    Plan.objects.filter(pk=plan.pk).update(consents_reviewed_on=day)
    record_change(
        by=by, thing=plan, place=place_of_plan(plan), fields={"consents_reviewed_on": (before, day)}
    )
    announce(plan=plan, what="plan", by=by)


def _current(by: User, plan: Plan, ground: Ground) -> Ground | None:
    """The ground as it is now, of this course and among those the person sees."""
    of_plan = visible_to(by, grounds_of(plan).filter(pk=ground.pk)).select_related("kind")
    parts = ("areas", "sources", "parties__department", "parties__user", "parties__area_withdrawals")
    return of_plan.prefetch_related(*parts).first()


def _check_may(standing: Standing, ground: Ground | None) -> None:
    if ground is None:
        raise NotAllowed(_("Du kan ikke forny dette samtykke."))
    if not (standing.is_citizens_side or standing.coordinates):
        # Only who coordinates knows all whom a consent names; "the same as before" from others would be a guess.
        raise NotAllowed(_("Samtykker fornys af den, der koordinerer planen. Du kan notere et nyt samtykke."))
    if standing.is_representative and not {area.pk for area in ground.areas.all()} <= standing.areas:
        raise NotAllowed(_("Du handler ikke for borgeren i alle de områder, samtykket gælder."))
    if (
        standing.is_citizens_side
        and (ground.covers_health or ground.kind.covers_health)
        and not standing.decides_health
    ):
        raise NotAllowed(YOUNG_DECIDES)


def _renew(
    *, by: User, standing: Standing, ground: Ground, decision: str, who: Around, form: str, circumstances: str
) -> list[Ground]:
    plan, now, today = standing.plan, clock.now(), clock.today()
    groups = going_on(ground, who)
    if decision != Ground.Decision.NO and not groups:
        raise ValidationError({str(ground.pk): _("Ingen af dem, det gjaldt, er på teamet længere.")})
    if decision == Ground.Decision.NO and not groups:
        groups = [([area.pk for area in ground.open_areas], list(ground.parties.all()))]
    starts = max(ground.valid_until or now, now)
    stored = []
    for areas, parties in groups:
        is_yes = decision != Ground.Decision.NO
        if is_yes:
            check_in_use(ground.kind, areas)
        needed = answers_needed(standing, kind=ground.kind, areas=areas) if is_yes else []
        renewed = store_ground(
            by=by,
            plan=plan,
            areas=areas,
            parties=[
                Party(department=p.department, user=p.user, is_coordinator=p.is_coordinator) for p in parties
            ],
            sources=list(ground.sources.all()),
            ground=Ground(
                citizen=plan.citizen,
                kind=ground.kind,
                decision=Ground.Decision.WAITING if needed else decision,
                form=form,
                purpose=ground.purpose,
                circumstances=circumstances,
                information=ground.information,
                information_from=ground.information_from,
                matter=ground.matter,
                consequence=ground.consequence,
                given_on=today,
                valid_from=starts,
                valid_until=lined_up_end(plan, ground.kind, given_on=today, starts=starts),
                noted_by=by,
                noted_at=now,
                is_by_representative=standing.is_representative,
                renews=ground,
            ),
        )
        store_answers(renewed, needed)
        stored.append(renewed)
    return stored


def _around(plan: Plan, at: datetime) -> Around:
    members = TeamMember.objects.filter(plan=plan, starts_at__lte=at).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    )
    network = NetworkPerson.objects.filter(citizen=plan.citizen_id).values_list("user_id", flat=True)
    return around(members.select_related("user"), network)
