"""What opens a referral's parts to who is to coordinate: the visitation phase, or the citizen's yes. And its end."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from citizens.ages import is_of_age
from citizens.models import Ground, GroundKind
from enplan import clock
from enplan.accounts.models import Department, LifeArea, User
from enplan.audit.record import Place, record_change
from plans.facts import health_departments
from plans.grounds import VISITATION
from plans.models import Referral, ReferralGround
from plans.services.checks import NotAllowed
from plans.services.grounds import period_of
from plans.services.referrals import lock_open
from plans.standing_referrals import leads, may_withdraw

YOUNG = "Borgeren er under 18 år. Begynd planen, og spørg i samtalen, hvor dem med forældremyndighed er med."


def visitation_kind(referral: Referral) -> GroundKind | None:
    """The municipality's visitation phase; None where it has none, or it has been used here."""
    kind = GroundKind.objects.filter(pk=VISITATION, is_active=True).first()
    used = kind is not None and ReferralGround.objects.filter(referral=referral, kind=kind).exists()
    return None if used else kind


@transaction.atomic
def start_visitation_of(*, by: User, referral: Referral, reason: str) -> ReferralGround:
    """Open the finished parts, as the municipality has set, until the phase ends. The citizen sees it at once."""
    current = lock_open(by, referral, leads(by, referral))
    kind = visitation_kind(current)
    if kind is None:
        raise ValidationError("Kommunen bruger ikke en visitationsfase, eller den er allerede brugt her.")
    if not reason.strip():
        raise ValidationError({"reason": "Skriv, hvad du skal finde ud af. Borgeren kan læse det."})
    return _store(
        by=by,
        referral=current,
        kind=kind,
        sources=[one for one in _asked(current) if kind.covers_health or one.pk not in health_departments()],
        form=Ground.Form.NONE,
        decision=Ground.Decision.YES,
        given_on=clock.today(),
        reason=reason.strip(),
        period=(clock.now(), _end_of_phase(kind)),
    )


@transaction.atomic
def note_answer_of(
    *,
    by: User,
    referral: Referral,
    kind: GroundKind,
    decision: str,
    sources: Collection[Department],
    form: str,
    given_on: date,
) -> ReferralGround:
    """Note what the citizen answered: may who is to coordinate read what these departments have written? A no is kept,
    and closes an earlier yes about the same.
    """
    current = lock_open(by, referral, leads(by, referral))
    _check(current, kind, sources, given_on)
    starts, ends = period_of(kind, given_on, None)
    if decision == Ground.Decision.NO:
        _close_earlier(by, current, kind, sources)
    return _store(
        by=by,
        referral=current,
        kind=kind,
        sources=sources,
        form=form,
        decision=decision,
        given_on=given_on,
        reason="",
        period=(starts, ends),
    )


@transaction.atomic
def withdraw_from_referral(*, by: User, ground: ReferralGround) -> None:
    """What it opened is closed at this moment."""
    Referral.objects.select_for_update().get(pk=ground.referral_id)
    ground = ReferralGround.objects.get(pk=ground.pk)  # may be withdrawn since before the lock
    if not may_withdraw(by, ground):
        raise NotAllowed("Det kan borgeren selv og den, der skal holde trådene.")
    _close(by, ground)


def _close_earlier(by: User, referral: Referral, kind: GroundKind, sources: Collection[Department]) -> None:
    """A no after a yes would otherwise leave the door open. A yes that names others too is closed as a whole."""
    open_ones = referral.grounds.filter(kind=kind, sources__in=sources, withdrawn_at__isnull=True)
    for earlier in open_ones.distinct():
        _close(by, earlier)


def _close(by: User, ground: ReferralGround) -> None:
    now = clock.now()
    ReferralGround.objects.filter(pk=ground.pk).update(withdrawn_at=now, withdrawn_by=by)
    place = Place(citizen_id=ground.referral.citizen_id)
    record_change(by=by, thing=ground, place=place, fields={"withdrawn_at": (None, now)})


def _check(referral: Referral, kind: GroundKind, sources: Collection[Department], given_on: date) -> None:
    if not is_of_age(referral.citizen, at=clock.now()):
        raise ValidationError(YOUNG, code="young")
    errors: dict[str, str] = {}
    if not kind.is_active or not kind.is_consent or kind.names_information:
        errors["kind"] = "Vælg et samtykke, kommunen bruger."
    if not sources or not set(sources) <= set(_asked(referral)):
        errors["sources"] = "Vælg mindst én af de afdelinger, der er spurgt."
    closed = frozenset() if kind.covers_health else health_departments()
    if any(source.pk in closed for source in sources):
        errors["kind"] = (
            "En af afdelingerne skriver helbredsoplysninger. Til dem hører sundhedslovens samtykke."
        )
    if given_on > clock.today():
        errors["given_on"] = "Skriv en dag, der har været."
    if errors:
        raise ValidationError(errors)


def _asked(referral: Referral) -> list[Department]:
    """Those asked at this moment: one that is asked later needs a new yes."""
    parts = referral.parts.filter(withdrawn_at__isnull=True).select_related("department")
    return [part.department for part in parts]


def _end_of_phase(kind: GroundKind) -> datetime:
    today = clock.today()
    if kind.default_months is not None:
        return clock.start_of(clock.months_after(today, kind.default_months))
    return clock.end_of(today + timedelta(days=kind.default_days or 0))


def _store(
    *,
    by: User,
    referral: Referral,
    kind: GroundKind,
    sources: Collection[Department],
    form: str,
    decision: str,
    given_on: date,
    reason: str,
    period: tuple[datetime, datetime | None],
) -> ReferralGround:
    ground = ReferralGround.objects.create(
        referral=referral,
        kind=kind,
        kind_name=kind.name,
        law=kind.law,
        covers_health=kind.covers_health,
        decision=decision,
        form=form,
        reason=reason,
        given_on=given_on,
        valid_from=period[0],
        valid_until=period[1],
        noted_by=by,
        noted_at=clock.now(),
    )
    ground.sources.set(sources)
    ground.areas.set(LifeArea.objects.filter(pk__in=kind.opened_areas()))
    place = Place(citizen_id=referral.citizen_id)
    record_change(by=by, thing=ground, place=place, fields={"decision": (None, decision)})
    return ground
