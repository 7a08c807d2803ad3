"""Putting letters in the outbox and sending them: each at most once, and none forgotten.

A row is claimed by one conditional update. What surely was not taken by the mail server is tried again; where that is
not known, the letter is left for a person to send anew: a missing letter is seen, a double one is not taken back.
"""

import logging
import smtplib
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet

from enplan import clock
from enplan.mail.letters import Letter, letter_of
from enplan.mail.models import OutgoingMail

log = logging.getLogger("enplan.mail")

State = OutgoingMail.State
LEASE = timedelta(minutes=5)  # longer than the mail server is waited for
WAITS = (1, 5, 15, 60, 180, 360, 720)  # minutes; after the last a person must look


def queue_letter(kind: str, about_id: UUID) -> OutgoingMail:
    """Put a letter in the outbox, in the transaction of what it is about; a worker is nudged after commit."""
    now = clock.now()
    mail = OutgoingMail.objects.create(kind=kind, about_id=about_id, due_at=now, queued_at=now)
    transaction.on_commit(lambda: _nudge(mail.pk))
    return mail


def drop_letters(about_id: UUID) -> None:
    """What has not been sent about this is not sent any more."""
    OutgoingMail.objects.filter(about_id=about_id, state=State.WAITING).update(
        state=State.DROPPED, settled_at=clock.now()
    )


def newest_letters(about_ids: list[UUID]) -> dict[UUID, OutgoingMail]:
    """The newest letter about each of these."""
    rows = OutgoingMail.objects.filter(about_id__in=about_ids).order_by("queued_at", "pk")
    return {row.about_id: row for row in rows}


def newest_states(about_ids: list[UUID]) -> dict[UUID, str]:
    """How far the newest letter about each of these has got."""
    return {about_id: row.state for about_id, row in newest_letters(about_ids).items()}


def send_due() -> int:
    """Send what is due, and settle what a worker left behind. Answers how many were sent."""
    now = clock.now()
    OutgoingMail.objects.filter(state=State.SENDING, leased_until__lte=now).update(
        state=State.UNKNOWN, settled_at=now, error="worker_lost"
    )
    due = OutgoingMail.objects.filter(state=State.WAITING, due_at__lte=now).order_by("due_at")
    return sum(send_one(pk) for pk in due.values_list("pk", flat=True)[:500])


def send_one(mail_id: UUID) -> bool:
    """Send one letter, if it is due and nobody else has it. Talks to the mail server outside any transaction."""
    now = clock.now()
    claimed = OutgoingMail.objects.filter(pk=mail_id, state=State.WAITING, due_at__lte=now).update(
        state=State.SENDING, leased_until=now + LEASE
    )
    if not claimed:
        return False
    mail = OutgoingMail.objects.get(pk=mail_id)
    letter = letter_of(mail.kind, mail.about_id)
    if letter is None:
        _settle(mail, State.DROPPED)
        return False
    return _hand_over(mail, letter)


def _hand_over(mail: OutgoingMail, letter: Letter) -> bool:
    line = get_connection()
    try:
        line.open()
    except (OSError, smtplib.SMTPException):  # nothing has been handed over yet
        _failed(mail, "no_server", again=True)
        return False
    try:
        line.send_messages([_as_mail(letter)])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        is_for_good = _code(error) >= 500
        _failed(mail, "refused", again=not is_for_good)
    except (OSError, smtplib.SMTPException):  # the line broke; it may have been taken
        _settle(mail, State.UNKNOWN, error="line_broke")
        log.warning("mail %s may or may not have been sent", mail.pk)
    else:
        _settle(mail, State.SENT)
        return True
    finally:
        _close(line)
    return False


def _as_mail(letter: Letter) -> EmailMessage:
    mail = EmailMessage(subject=letter.subject, body=letter.text, to=[letter.to])
    if letter.calendar:
        mail.attach("moede.ics", letter.calendar, "text/calendar")
    return mail


def _close(line: BaseEmailBackend) -> None:
    """What goes wrong with saying goodbye changes nothing of what was sent."""
    with suppress(OSError, smtplib.SMTPException):
        line.close()


def _code(error: smtplib.SMTPException) -> int:
    """The mail server's three digits: 5xx is for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=550)
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0


def _failed(mail: OutgoingMail, error: str, *, again: bool) -> None:
    if not again or mail.attempts >= len(WAITS):
        _settle(mail, State.FAILED, error=error)
        log.warning("mail %s was given up: %s", mail.pk, error)
        return
    due_at = clock.now() + timedelta(minutes=WAITS[mail.attempts])
    _own(mail).update(state=State.WAITING, due_at=due_at, attempts=mail.attempts + 1, error=error)


def _settle(mail: OutgoingMail, state: str, *, error: str = "") -> None:
    _own(mail).update(state=state, settled_at=clock.now(), error=error)


def _own(mail: OutgoingMail) -> QuerySet[OutgoingMail]:
    """The row while the lease is ours: one found too late stays as the sweep has settled it."""
    return OutgoingMail.objects.filter(pk=mail.pk, state=State.SENDING, leased_until=mail.leased_until)


def _nudge(mail_id: UUID) -> None:
    """Ask a worker to send it now. Never fails the person's save: the broker may be down, and the sweep finds it."""
    if not settings.NUDGE_WORKERS:
        return
    from enplan.mail.tasks import send

    try:
        send.delay(str(mail_id))
    except Exception:  # noqa: BLE001  # whatever the broker's client raises: the row is there and the sweep finds it
        log.warning("could not nudge a worker for mail %s", mail_id)
