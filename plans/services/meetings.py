"""Calling a meeting, moving it, cancelling it, and who comes. What is said at it is `plans.services.meeting_lines`.

Nothing of a meeting is announced: no fagsystem receives any of it yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from citizens.models import Citizen, NetworkPerson
from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from enplan.web import danish
from plans.models import Meeting, MeetingKind, Participant, Plan
from plans.permissions import standing_of, visible_to
from plans.services.checks import require
from plans.services.marks import check_is_known
from plans.services.notices import tell_of_meeting
from plans.services.sections import place_of_plan
from plans.standing import Action

LONGEST = 8 * 60  # minutes


@dataclass(frozen=True)
class Invitee:
    """Whom to ask: exactly one of the first four. `why`: what they come for, which all who come may read."""

    is_citizen: bool = False
    user: User | None = None
    contact: NetworkPerson | None = None
    outsider: str = ""
    why: str = ""


@transaction.atomic
def call_meeting(
    *,
    by: User,
    plan: Plan,
    kind: MeetingKind,
    at: datetime,
    minutes: int | None = None,
    place: str = "",
    invitees: Iterable[Invitee] = (),
) -> Meeting:
    """Call a meeting. Left out, `minutes` are the kind's."""
    require(by, Action.CALL_MEETING, plan)
    minutes = kind.minutes if minutes is None else minutes
    _check_when(at, minutes)
    _check_place(plan.citizen, place)
    asked = list(invitees)
    if not asked:
        raise ValidationError({"people": "Vælg mindst én, der skal med."})
    for one in asked:
        _check_invitee(by, plan, one)
    meeting = store_meeting(by=by, plan=plan, kind=kind, at=at, minutes=minutes, place=place)
    for one in asked:
        store_participant(by=by, meeting=meeting, invitee=one)
    tell_of_meeting(meeting)
    return meeting


@transaction.atomic
def move_meeting(*, by: User, meeting: Meeting, seen: int, at: datetime, minutes: int, place: str) -> Meeting:
    """Another time or place. Who had answered is asked again. Raises Conflict when `seen` is stale."""
    require(by, Action.EDIT_MEETING, meeting)
    _check_called(meeting)
    if at != meeting.at or minutes != meeting.minutes:
        _check_when(at, minutes)
    _check_place(meeting.plan.citizen, place)
    fields: dict[str, Any] = {"at": at, "minutes": minutes, "place": place.strip()}
    is_another_time = at != meeting.at
    saved = save_seen(meeting, seen=seen, fields=fields, by=by, place=place_of_plan(meeting.plan))
    if saved.version != seen:
        Meeting.objects.filter(pk=saved.pk).update(sequence=saved.sequence + 1)
    if is_another_time:
        others = Participant.objects.filter(meeting=saved).exclude(user=by)
        answered = others.exclude(answer=Participant.Answer.WAITING)
        answered.update(answer=Participant.Answer.WAITING, message="", answered_at=None)
    saved.refresh_from_db()
    tell_of_meeting(saved)
    return saved


@transaction.atomic
def cancel_meeting(*, by: User, meeting: Meeting, seen: int, reason: str) -> Meeting:
    """It is not held. What was written to it stays readable. Raises Conflict when `seen` is stale."""
    require(by, Action.EDIT_MEETING, meeting)
    _check_called(meeting)
    if not reason.strip():
        raise ValidationError(
            {"reason": "Skriv kort hvorfor. Borgeren og dem, der er inviteret, kan læse det."}
        )
    fields = {
        "state": Meeting.State.CANCELLED,
        "cancelled_reason": reason.strip(),
        "sequence": meeting.sequence + 1,
    }
    saved = save_seen(meeting, seen=seen, fields=fields, by=by, place=place_of_plan(meeting.plan))
    tell_of_meeting(saved)
    return saved


@transaction.atomic
def invite_to_meeting(*, by: User, meeting: Meeting, invitee: Invitee) -> Participant:
    """Ask one more to come. Who has been asked already is not asked twice."""
    require(by, Action.EDIT_MEETING, meeting)
    check_takes_lines(meeting)
    _check_invitee(by, meeting.plan, invitee, field="who")
    there = Participant.objects.filter(meeting=meeting, removed_at__isnull=True)
    if invitee.outsider:
        there = there.filter(outsider=invitee.outsider.strip())
    else:
        there = there.filter(is_citizen=invitee.is_citizen, user=invitee.user, contact=invitee.contact)
    if there.exists():
        raise ValidationError({"who": "Personen er allerede inviteret."})
    participant = store_participant(by=by, meeting=meeting, invitee=invitee)
    tell_of_meeting(meeting)
    return participant


@transaction.atomic
def take_off_meeting(*, by: User, participant: Participant) -> None:
    """Somebody is not to come after all. What the invitation opened to them is closed at once. Twice is once."""
    require(by, Action.EDIT_MEETING, participant.meeting)
    check_takes_lines(participant.meeting)
    rows = Participant.objects.filter(pk=participant.pk, removed_at__isnull=True)
    now = clock.now()
    if rows.update(removed_at=now):
        place = place_of_plan(participant.plan)
        record_change(by=by, thing=participant, place=place, fields={"removed_at": (None, now)})


@transaction.atomic
def answer_invitation(*, by: User, participant: Participant, answer: str, message: str = "") -> Participant:
    """Say that one comes, or cannot. For oneself; for the citizen also who acts for them."""
    require(by, Action.ANSWER_INVITATION, participant)
    _check_called(participant.meeting)
    if answer not in (Participant.Answer.COMES, Participant.Answer.CANNOT):
        raise ValidationError({"answer": _("Vælg, om du kommer.")})
    current = Participant.objects.select_for_update().get(pk=participant.pk)
    fields = {"answer": answer, "message": message.strip(), "answered_at": clock.now()}
    on_behalf = standing_of(by, participant.plan).is_representative
    return save_seen(
        current,
        seen=current.version,
        fields=fields,
        by=by,
        place=place_of_plan(participant.plan),
        on_behalf=on_behalf,
    )


@transaction.atomic
def note_attendance(*, by: User, meeting: Meeting, was_there: dict[Participant, bool]) -> None:
    """Who was there and who was not; with that the meeting was held."""
    require(by, Action.EDIT_MEETING, meeting)
    check_takes_lines(meeting)
    place = place_of_plan(meeting.plan)
    for participant, was in was_there.items():
        current = Participant.objects.select_for_update().get(pk=participant.pk, meeting=meeting)
        save_seen(current, seen=current.version, fields={"was_there": was}, by=by, place=place)
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    save_seen(held, seen=held.version, fields={"state": Meeting.State.HELD}, by=by, place=place)


def store_meeting(
    *, by: User, plan: Plan, kind: MeetingKind, at: datetime, minutes: int, place: str = ""
) -> Meeting:
    """Store one nobody is asked to yet. For services and loading; asks nobody's permission."""
    meeting = Meeting.objects.create(
        plan=plan,
        kind=kind,
        programme=kind.programme,
        leave_after=kind.leave_after,
        at=at,
        minutes=minutes,
        place=place.strip(),
        called_by=by,
        called_at=clock.now(),
    )
    record_change(by=by, thing=meeting, place=place_of_plan(plan), fields={"at": (None, at)})
    return meeting


def store_participant(*, by: User, meeting: Meeting, invitee: Invitee) -> Participant:
    """Store whom one asks; who asks oneself comes. For services and loading; asks nobody's permission."""
    is_own = invitee.user is not None and invitee.user == by
    prepare, prepare_by = "", None
    if invitee.user is not None and invitee.user.is_employee:
        prepare, prepare_by = _usually_ready(meeting)
    participant = Participant.objects.create(
        meeting=meeting,
        is_citizen=invitee.is_citizen,
        user=invitee.user,
        contact=invitee.contact,
        outsider=invitee.outsider.strip(),
        why=invitee.why.strip(),
        prepare=prepare,
        prepare_by=prepare_by,
        answer=Participant.Answer.COMES if is_own else Participant.Answer.WAITING,
        answered_at=clock.now() if is_own else None,
        invited_by=by,
        invited_at=clock.now(),
    )
    place = place_of_plan(meeting.plan)
    record_change(by=by, thing=participant, place=place, fields={"why": (None, participant.why)})
    return participant


def _usually_ready(meeting: Meeting) -> tuple[str, date | None]:
    """What employees have ready for such a meeting, and by when; nothing where that day is over already."""
    kind = meeting.kind
    if not kind.prepare or kind.prepare_days is None:
        return "", None
    day = danish.day_of(meeting.at) - timedelta(days=kind.prepare_days)
    return (kind.prepare, day) if day >= clock.today() else ("", None)


def _check_when(at: datetime, minutes: int) -> None:
    if at <= clock.now():
        raise ValidationError({"on": "Vælg et tidspunkt, der ikke er gået."})
    if not 1 <= minutes <= LONGEST:
        raise ValidationError({"minutes": "Skriv, hvor mange minutter mødet varer, højst 480."})


def _check_place(citizen: Citizen, place: str) -> None:
    """A protected address stands on no invitation: whoever comes to the home is told in another way."""
    street = citizen.address.partition(",")[0].strip().casefold()
    if citizen.has_protected_address and street and street in " ".join(place.split()).casefold():
        raise ValidationError(
            {
                "place": "Borgeren har adressebeskyttelse. Skriv “hjemme hos borgeren”, og aftal resten mundtligt."
            }
        )


def _check_invitee(by: User, plan: Plan, one: Invitee, *, field: str = "people") -> None:
    """`field`: where the page chooses them."""
    if sum(map(bool, (one.is_citizen, one.user, one.contact, one.outsider.strip()))) != 1:
        raise ValidationError({field: "Vælg, hvem der skal med."})
    if one.user is not None:
        check_is_known(by, plan, one.user, field=field)
    if one.contact is not None:
        contacts = NetworkPerson.objects.filter(citizen=plan.citizen_id, pk=one.contact.pk)
        if not visible_to(by, contacts).exists():
            raise ValidationError({field: "Vælg en fra borgerens netværk."})


def _check_called(meeting: Meeting) -> None:
    if not Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.CALLED).exists():
        raise ValidationError(_("Mødet er holdt eller aflyst, så det kan ikke ændres mere."), code="over")


def check_takes_lines(meeting: Meeting) -> None:
    """Raise ValidationError where the summary was agreed on or the meeting cancelled. For services about its lines."""
    state = Meeting.objects.values_list("state", flat=True).get(pk=meeting.pk)
    if state == Meeting.State.AGREED:
        raise ValidationError(
            _("Referatet er godkendt, så der kan ikke skrives mere til mødet. Din tekst står stadig her."),
            code="agreed",
        )
    if state == Meeting.State.CANCELLED:
        raise ValidationError(
            _("Mødet er aflyst, så der kan ikke skrives mere til det. Din tekst står stadig her."),
            code="cancelled",
        )
