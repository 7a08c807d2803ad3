"""What people do about deliveries that no longer move by themselves: try again, say whether it arrived, or give up.

Nothing here sends: the row becomes due, and a worker takes it. Each is written in the record.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import Place, record_change
from integrations.arriving import Arrival, as_far_as, note_arrival
from integrations.models import Delivery, Sent
from integrations.nudges import nudge
from plans.grants import On
from plans.permissions import plans_as
from plans.services.checks import NotAllowed, lock_plan

CHANGED_MEANWHILE = "Der er sket noget med den imens. Se, hvordan den står nu."
LONGEST_REASON = 500
TRIED_AGAIN = (
    Delivery.State.WAITING,
    Delivery.State.REJECTED,
    Delivery.State.GIVEN_UP,
    Delivery.State.DROPPED,
)


def deliveries_of(user: User) -> QuerySet[Delivery]:
    """Those a person may know of and do something about (rule 6): on the plans they work on, all of their own
    department's systems; of others' the plan alone, and only as who coordinates it.
    """
    if user.role is None or not user.role.can_join_team:
        return Delivery.objects.none()
    working = plans_as(user, On.COORDINATE, On.WORK)
    own = Q(fagsystem__department=user.department_id, plan__in=working)
    others = Q(kind=Delivery.Kind.PLAN, plan__in=plans_as(user, On.COORDINATE))
    rows = Delivery.objects.filter(own | others, fagsystem__is_active=True)
    return rows.select_related("fagsystem__department", "plan__citizen")


def may_deal_with(user: User, delivery: Delivery) -> bool:
    """Whoever writes in plans, of what they may know of."""
    writes = user.role is not None and user.role.can_write_goals
    return writes and deliveries_of(user).filter(pk=delivery.pk).exists()


@transaction.atomic
def try_again(*, by: User, delivery: Delivery) -> None:
    """Let it be tried now, refused ones too. What may have arrived is settled first, as always."""
    row = _locked(by, delivery)
    if row.state not in TRIED_AGAIN:
        raise ValidationError(CHANGED_MEANWHILE)
    _make_due(row, by)


@transaction.atomic
def settle(*, by: User, delivery: Delivery, is_there: bool) -> None:
    """Somebody has looked in the system: it is there, or it is to be sent again."""
    row = _locked(by, delivery)
    if not needs_an_answer(row):
        raise ValidationError(CHANGED_MEANWHILE)
    if not is_there:
        Delivery.objects.filter(pk=row.pk).update(reference=None)
        _make_due(row, by)
        return
    if row.reference is None:  # taken in once, and no receipt came
        Sent.objects.filter(delivery=row, number=row.number).update(receipt=Sent.Receipt.ARRIVED)
        Delivery.objects.filter(pk=row.pk).update(**as_far_as(row.done))
    else:
        reference = row.reference

        def write(**fields: object) -> bool:
            return bool(Delivery.objects.filter(pk=row.pk, reference=reference).update(**fields))

        note_arrival(row, Arrival.under_way(row, reference), write)
    _record(row, by, "state", Delivery.State.DELIVERED)
    transaction.on_commit(lambda: nudge(row.pk))


@transaction.atomic
def give_up(*, by: User, delivery: Delivery, why: str) -> None:
    """Let it be, for a reason that stays in the record. A later change of the plan is sent all the same."""
    row = _locked(by, delivery)
    reason = why.strip()
    if not reason:
        raise ValidationError({"why": "Skriv hvorfor, så den næste kan forstå det."})
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"why": f"Skriv det kortere: højst {LONGEST_REASON} tegn."})
    if needs_an_answer(row) or row.reference is not None:
        raise ValidationError("Sig først, om den er der. Ellers ved den næste det ikke.")
    if not may_be_given_up(row):
        raise ValidationError(CHANGED_MEANWHILE)
    Delivery.objects.filter(pk=row.pk).update(state=Delivery.State.DROPPED, words="")
    _record(row, by, "state", Delivery.State.DROPPED, why=reason)


def _locked(by: User, delivery: Delivery) -> Delivery:
    lock_plan(delivery.plan)  # as the delivery machine does, and in its order
    if not may_deal_with(by, delivery):
        raise NotAllowed("Det kan den, der skriver i planen, og kun om sin egen afdelings systemer.")
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if row.lease_until is not None and row.lease_until > clock.now():
        raise ValidationError("Den bliver sendt netop nu. Se igen om lidt.")
    return row


def needs_an_answer(row: Delivery) -> bool:
    """Only a person can say whether it arrived."""
    is_left = row.state == Delivery.State.GIVEN_UP and row.reference is not None
    return row.state == Delivery.State.UNKNOWN or is_left


def may_be_given_up(row: Delivery) -> bool:
    """What has been tried in vain, and is known not to be there."""
    is_stuck = row.state in (Delivery.State.REJECTED, Delivery.State.GIVEN_UP)
    return row.reference is None and (is_stuck or (row.state == Delivery.State.WAITING and row.attempts > 0))


def _make_due(row: Delivery, by: User) -> None:
    """A refusal that came as a receipt counts as done: it is wanted once more."""
    wanted = F("wanted") + 1 if row.done >= row.wanted else F("wanted")
    Delivery.objects.filter(pk=row.pk).update(
        state=Delivery.State.WAITING,
        wanted=wanted,
        digest="" if row.done >= row.wanted else F("digest"),
        attempts=0,
        error_code="",
        words="",
        changed_at=clock.now(),
        next_try_at=clock.now(),
    )
    _record(row, by, "state", Delivery.State.WAITING)
    transaction.on_commit(lambda: nudge(row.pk))


def _record(row: Delivery, by: User, field: str, after: str, why: str = "") -> None:
    fields: dict[str, tuple[object, object]] = {field: (row.state, after)}
    if why:
        fields["why"] = ("", why)
    place = Place(plan_id=row.plan_id, citizen_id=row.plan.citizen_id)
    record_change(by=by, thing=row, place=place, fields=fields)
