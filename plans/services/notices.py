"""Telling private persons that something is new, as they have chosen: once for each occasion, and never what it is."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import Place, record_change
from enplan.mail.models import OutgoingMail
from enplan.mail.outbox import newest_states, queue_letter
from plans.models import Meeting, Message, Notice, NoticeChoice, Participant, Plan, Task
from plans.permissions import visible_to
from plans.services.checks import require
from plans.services.sections import place_of_plan
from plans.standing import Action

LETTER = "notice"  # in enplan.mail
OPEN = (Task.Status.NOT_STARTED, Task.Status.IN_PROGRESS)
# From when on, and until when a reminder that was held up is still sent. The clock in Denmark, in hours.
MORNING = (8, 20)
AFTERNOON = (16, 21)

Channel, Reminder = NoticeChoice.Channel, NoticeChoice.Reminder


@transaction.atomic
def choose_notices(*, by: User, channel: str, email: str = "", reminder: str = Reminder.NONE) -> NoticeChoice:
    """How a private person wants to be told from now on. ValidationError with the field; PermissionDenied for others.

    In the record as their own, which nobody else reads, and without the address.
    """
    if by.is_employee or by.is_superuser or not by.is_active:
        raise PermissionDenied
    if channel not in Channel:
        raise ValidationError({"channel": _("Vælg, hvordan du vil have besked.")})
    address = email.strip() if channel == Channel.EMAIL else ""
    if channel == Channel.EMAIL:
        _check_address(address)
    if reminder not in Reminder:
        raise ValidationError({"reminder": _("Vælg, om du vil mindes om noget.")})
    if reminder != Reminder.NONE and channel != Channel.EMAIL:
        raise ValidationError(
            {"reminder": _("Vi kan kun minde dig om noget på mail. Vælg mail, eller vælg nej tak her.")}
        )
    before = NoticeChoice.objects.select_for_update().filter(user=by).first() or NoticeChoice(user=by)
    said = {"channel": channel, "reminder": reminder}
    fields = {name: (getattr(before, name), value) for name, value in said.items()}
    changed = {name: both for name, both in fields.items() if both[0] != both[1]}
    if address and before.email and before.email != address:
        changed["email"] = (None, "ny")
    choice, _is_new = NoticeChoice.objects.update_or_create(
        user=by, defaults=said | {"email": address, "chosen_at": clock.now()}
    )
    record_change(by=by, thing=choice, place=Place(), fields=changed)
    return choice


@transaction.atomic
def note_letter_sent(*, by: User, notice: Notice) -> None:
    """The letter about a message is in the post. Said twice it stays as it was first."""
    if notice.message is None:
        raise PermissionDenied
    require(by, Action.SETTLE_MESSAGE, notice.message)
    now = clock.now()
    sent = Notice.objects.filter(pk=notice.pk, is_by_email=False, letter_sent_at=None)
    if sent.update(letter_sent_at=now, letter_sent_by=by):
        place = place_of_plan(notice.plan)
        record_change(by=by, thing=notice.message, place=place, fields={"letter_sent_at": (None, now)})


def tell_of_message(message: Message) -> None:
    """Of a message to the citizen's side, in its transaction. Who has no login gets a letter."""
    acting = message.with_representative
    reader = acting.user if acting is not None else message.plan.citizen.user
    if reader is not None and not reader.is_active:
        reader = None
    choice = NoticeChoice.objects.filter(user=reader).first() if reader is not None else None
    channel = choice.channel if choice else Channel.NONE if reader is not None else Channel.LETTER
    if channel == Channel.NONE:
        return
    by_email = channel == Channel.EMAIL
    notice = Notice.objects.create(
        plan=message.plan, user=reader, message=message, is_by_email=by_email, made_at=clock.now()
    )
    if by_email:
        queue_letter(LETTER, notice.pk)


def tell_of_meeting(meeting: Meeting) -> None:
    """That a meeting was called, moved or cancelled, in its transaction: private persons who are asked to come and have
    chosen e-mail. Employees have it on their start page. Who was removed before it was sent and is asked again is told.
    """
    sequence = Meeting.objects.values_list("sequence", flat=True).get(pk=meeting.pk)
    asked = Participant.objects.filter(meeting=meeting, removed_at__isnull=True)
    private = User.objects.filter(
        Q(pk__in=asked.values("user")) | Q(pk=meeting.plan.citizen.user_id, pk__in=_citizen_asked(meeting)),
        is_active=True,
        department__isnull=True,
        notice_choice__channel=Channel.EMAIL,
    )
    for reader in private:
        notice, is_new = Notice.objects.get_or_create(
            meeting=meeting,
            user=reader,
            sequence=sequence,
            defaults={"plan": meeting.plan, "is_by_email": True, "made_at": clock.now()},
        )
        if is_new or newest_states([notice.pk]).get(notice.pk) == OutgoingMail.State.DROPPED:
            queue_letter(LETTER, notice.pk)


def _citizen_asked(meeting: Meeting) -> QuerySet[Any]:
    rows = Participant.objects.filter(meeting=meeting, removed_at__isnull=True, is_citizen=True)
    return rows.values_list("meeting__plan__citizen__user", flat=True)


def meeting_still_told(notice: Notice) -> bool:
    """Is there still something to tell: are they still asked, is it as it was when the notice was made, and to come?"""
    meeting, reader = notice.meeting, notice.user
    if meeting is None or reader is None or meeting.sequence != notice.sequence or meeting.at <= clock.now():
        return False
    mine = Participant.objects.filter(meeting=meeting, removed_at__isnull=True).filter(
        Q(user=reader) | Q(is_citizen=True, meeting__plan__citizen__user=reader)
    )
    return mine.exists() and visible_to(reader, Meeting.objects.filter(pk=meeting.pk)).exists()


def remind_of_tasks() -> int:
    """Put the reminders that are due in the outbox, one for each person and day; answers how many. Run as often as one
    likes and by as many as one likes: what has been put there is not put there again.
    """
    made = 0
    for reminder, day in _days_due(clock.now()):
        for plan in _plans_to_remind(reminder, day):
            made += _remind(plan, day)
    return made


def tasks_reminded_of(user: User, plan: Plan, day: date) -> bool:
    """Is there anything left of what the citizen has said yes to on that day, as far as they see it?"""
    tasks = Task.objects.filter(
        section__plan=plan, responsible_is_citizen=True, is_draft=False, status__in=OPEN, due_on=day
    )
    return visible_to(user, tasks).exists()


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError({"email": _("Skriv en e-mailadresse, fx navn@eksempel.dk.")}) from None


def _days_due(now: datetime) -> list[tuple[str, date]]:
    """Which reminders are due at this hour, and of which day."""
    hour, today = now.astimezone(clock.COPENHAGEN).hour, clock.today()
    due = []
    if MORNING[0] <= hour < MORNING[1]:
        due.append((str(Reminder.SAME_MORNING), today))
    if AFTERNOON[0] <= hour < AFTERNOON[1]:
        due.append((str(Reminder.DAY_BEFORE), today + timedelta(days=1)))
    return due


def _plans_to_remind(reminder: str, day: date) -> list[Plan]:
    """Running plans with something on that day, of citizens who have chosen this and were not told yet."""
    tasks = Task.objects.filter(
        section__plan=OuterRef("pk"), responsible_is_citizen=True, status__in=OPEN, due_on=day
    )
    told = Notice.objects.filter(plan=OuterRef("pk"), user=OuterRef("citizen__user"), reminds_of=day)
    chosen = NoticeChoice.objects.filter(channel=Channel.EMAIL, reminder=reminder).values("user")
    plans = Plan.objects.filter(ended_at=None, paused_at=None, citizen__user__in=chosen)
    return list(plans.filter(Exists(tasks), ~Exists(told)).select_related("citizen__user"))


def _remind(plan: Plan, day: date) -> bool:
    reader = plan.citizen.user
    if reader is None or not tasks_reminded_of(reader, plan, day):
        return False
    try:
        with transaction.atomic():
            notice = Notice.objects.create(
                plan=plan, user=reader, reminds_of=day, is_by_email=True, made_at=clock.now()
            )
            queue_letter(LETTER, notice.pk)
    except IntegrityError:  # another worker was a moment before
        return False
    return True
