"""Referrals: begun, asked about, written part by part, and settled by a plan or by a reason why not.

What opens the parts meanwhile is noted in `plans.services.referral_grounds`.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from citizens.models import Citizen
from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.audit.record import Place, record_change
from enplan.audit.versions import save_seen
from enplan.web.danish import day_of
from plans.lookups.referrals import parts_known
from plans.models import Plan, Referral, ReferralPart
from plans.permissions import findable_by, visible_to
from plans.services.checks import NotAllowed
from plans.services.journal import store_note
from plans.services.plans import ONE_PLAN, start_plan
from plans.services.sections import section_of
from plans.services.team import (
    CANNOT_BE_CHOSEN,
    add_member,
    check_can_coordinate,
    check_is_no_party,
    check_may_be_proposed,
)
from plans.standing_referrals import leads, may_ask, may_begin, may_stop_asking, may_write

NOT_YOURS = "Henvisningen er ikke din at ændre."
SETTLED = "Henvisningen er afsluttet, så der kan ikke gemmes mere i den."


@transaction.atomic
def begin_referral(*, by: User, citizen: Citizen, coordinator: User) -> Referral:
    """Suggest one plan for a citizen, with a first part for `by`'s own department."""
    if not may_begin(by) or not findable_by(by, Citizen.objects.filter(pk=citizen.pk)).exists():
        raise NotAllowed("Henvisninger begyndes af sagsbehandlere.")
    check_is_no_party(citizen, by, field="coordinator")
    check_can_coordinate(coordinator, field="coordinator")
    check_may_be_proposed(citizen, coordinator, by=by, field="coordinator")
    if Plan.objects.filter(citizen=citizen, ended_at__isnull=True).exists():
        raise ValidationError(ONE_PLAN, code="one_plan")
    try:
        with transaction.atomic():
            referral = Referral.objects.create(
                citizen=citizen, begun_by=by, begun_at=clock.now(), coordinator=coordinator
            )
    except IntegrityError:
        raise ValidationError("Du har allerede begyndt en henvisning af borgeren.", code="begun") from None
    record_change(
        by=by, thing=referral, place=_place(referral), fields={"coordinator": (None, coordinator.name)}
    )
    _store_part(by=by, referral=referral, user=by)
    return referral


@transaction.atomic
def ask_department(*, by: User, referral: Referral, user: User) -> ReferralPart:
    """Ask a caseworker of another department to write that department's part."""
    lock_open(by, referral, may_ask(by, referral))
    if user.role is None or not user.role.can_write_goals or not user.is_active or user.is_superuser:
        raise ValidationError({"user": "Vælg en sagsbehandler."})
    check_may_be_proposed(referral.citizen, user, by=by, field="user")
    asked = referral.parts.filter(department=user.department_id, withdrawn_at__isnull=True)
    if asked.exists():
        # Whom another has asked is not told to who does not see it on the page: the name may be the secret.
        knows = parts_known(by, referral).filter(pk__in=asked.values("pk")).exists()
        said = f"{user.department} er allerede spurgt." if knows else CANNOT_BE_CHOSEN
        raise ValidationError({"user": said})
    return _store_part(by=by, referral=referral, user=user)


@transaction.atomic
def stop_asking(*, by: User, part: ReferralPart) -> None:
    """Ask no longer, before the part is finished. What was begun is seen by nobody any more."""
    lock_open(by, part.referral, may_stop_asking(by, part))
    if not _still_asked(part).filter(finished_at__isnull=True).update(withdrawn_at=clock.now()):
        raise NotAllowed(NOT_YOURS)  # finished meanwhile
    place = _place(part.referral)
    record_change(by=by, thing=part, place=place, fields={"department": (str(part.department), None)})


@transaction.atomic
def write_part(
    *,
    by: User,
    part: ReferralPart,
    seen: int,
    areas: Collection[LifeArea],
    stands_in: LifeArea | None,
    tried: str,
    why: str,
    is_finished: bool,
) -> ReferralPart:
    """Write one's part. Until it is finished it is the writer's alone, and then it is no draft again. Conflict when
    stale.
    """
    lock_open(by, part.referral, may_write(by, part) and _is_seen(by, part))
    if not _still_asked(part).exists():
        raise NotAllowed(NOT_YOURS)  # asked no longer, since before the lock
    now_finished = is_finished or part.finished_at is not None
    fields: dict[str, Any] = {"stands_in": stands_in, "tried": tried, "why": why}
    if now_finished:
        _check_whole(areas, stands_in, why)
        fields["finished_at"] = part.finished_at or clock.now()
    return save_seen(
        part, seen=seen, fields=fields, many={"areas": areas}, by=by, place=_place(part.referral)
    )


@transaction.atomic
def start_from_referral(
    *,
    by: User,
    referral: Referral,
    started_on: date,
    agreed_on: date | None,
    team: Collection[ReferralPart],
) -> Plan:
    """Start the plan that was suggested: `by` coordinates, those chosen join in the areas of their parts, and each
    finished part becomes a note in its own department's part of the plan, where the rule holds from then on.
    """
    current = lock_open(by, referral, leads(by, referral))
    plan = start_plan(
        by=by, citizen=referral.citizen, coordinator=by, started_on=started_on, agreed_on=agreed_on
    )
    parts = current.parts.filter(withdrawn_at__isnull=True).select_related("user__role", "department")
    for part in parts.prefetch_related("areas"):
        if part in team and part.user_id != by.pk:
            add_member(by=by, plan=plan, user=part.user, areas=[area.pk for area in part.areas.all()])
        if part.finished_at is not None and part.stands_in_id is not None:
            store_note(
                by=part.user,
                section=section_of(plan, area_id=part.stands_in_id, owner_id=part.department_id),
                title="Fra henvisningen",
                text=_in_words(part),
                day=day_of(part.finished_at),
            )
    _settle(by, current, outcome=Referral.Outcome.STARTED, plan=plan)
    return plan


@transaction.atomic
def decline_referral(*, by: User, referral: Referral, reason: str) -> None:
    """There will be no plan now. The citizen can read why; who wrote a part keeps it."""
    current = lock_open(by, referral, may_ask(by, referral))
    if not reason.strip():
        raise ValidationError({"reason": "Skriv hvorfor, så borgeren kan læse det."})
    _settle(by, current, outcome=Referral.Outcome.DECLINED, reason=reason.strip())


def lock_open(by: User, referral: Referral, may: bool) -> Referral:
    """The referral as it is now, and nobody else's change to it meanwhile. NotAllowed, or ValidationError when it is
    settled. For services about referrals.
    """
    current = Referral.objects.select_for_update().get(pk=referral.pk)
    if not may or not _is_seen(by, current):
        raise NotAllowed(NOT_YOURS)
    if not current.is_open:
        raise ValidationError(SETTLED, code="settled")
    return current


def _still_asked(part: ReferralPart) -> QuerySet[ReferralPart]:
    """The part as it is now that the referral is locked."""
    return ReferralPart.objects.filter(pk=part.pk, withdrawn_at__isnull=True)


def _is_seen(by: User, thing: Referral | ReferralPart) -> bool:
    return visible_to(by, type(thing)._default_manager.filter(pk=thing.pk)).exists()


def _settle(by: User, referral: Referral, **fields: Any) -> None:
    wanted = fields | {"settled_at": clock.now(), "settled_by": by}
    save_seen(referral, seen=referral.version, fields=wanted, by=by, place=_place(referral))


def _store_part(*, by: User, referral: Referral, user: User) -> ReferralPart:
    if user.department is None:
        raise ValidationError({"user": "Vælg en sagsbehandler."})
    part = ReferralPart.objects.create(
        referral=referral, department=user.department, user=user, asked_by=by, asked_at=clock.now()
    )
    fields = {"department": (None, str(user.department))}
    record_change(by=by, thing=part, place=_place(referral), fields=fields)
    return part


def _check_whole(areas: Collection[LifeArea], stands_in: LifeArea | None, why: str) -> None:
    errors: dict[str, str] = {}
    if not areas:
        errors["areas"] = "Vælg mindst ét område, din afdeling arbejder med."
    if stands_in is None or stands_in not in areas:
        errors["stands_in"] = "Vælg et af de områder, du har sat kryds ved."
    if not why.strip():
        errors["why"] = "Skriv, hvorfor en fælles plan vil hjælpe."
    if errors:
        raise ValidationError(errors)


def _in_words(part: ReferralPart) -> str:
    tried = f"Det har vi prøvet:\n{part.tried.strip()}\n\n" if part.tried.strip() else ""
    return f"{tried}Derfor en fælles plan:\n{part.why.strip()}"


def _place(referral: Referral) -> Place:
    return Place(plan_id=referral.plan_id, citizen_id=referral.citizen_id)
