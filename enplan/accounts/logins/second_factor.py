"""The second factor of a login with a password: a code by e-mail, made and counted by django-otp.

The password has been right; until the code is right too, the session only remembers whom it waits for. A login by
OpenID Connect has its second factor at the provider, and accepting an invitation has shown that the e-mail is theirs.
"""

import smtplib
from enum import StrEnum
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest
from django_otp.plugins.otp_email.models import EmailDevice

from enplan.accounts.logins import real_time
from enplan.accounts.logins.security_log import Event, note
from enplan.accounts.models import User

WAITS = "awaits_code"
WAITS_FOR = 10 * 60  # seconds from the password to the code
TRIES = 5  # wrong codes before the password is asked for again
# The wait doubles with each wrong code up to this many, 512 seconds, and no further: who knows the password and guesses
# must not keep the right one out for days. Some 170 guesses a day at a million codes is what is left to them.
LONGEST_WAITS = 10


class Answer(StrEnum):
    """What came of a code, or of asking for one."""

    RIGHT = "right"
    WRONG = "wrong"
    TOO_SOON = "too soon"  # a moment after a wrong one, or after the last letter
    SENT = "sent"
    NOT_SENT = "not sent"
    OVER = "over"  # nobody waits: too long ago, too many tries, or closed meanwhile


def begin(request: HttpRequest, user: User) -> Answer:
    """The password was right: send a code, and remember in a new session whom it is for."""
    for held in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY):
        request.session.pop(
            held, None
        )  # a login that is ended elsewhere meanwhile must not live on under a new key
    request.session.cycle_key()
    request.session[WAITS] = {"user": str(user.pk), "since": real_time.seconds(), "tries": 0}
    return _send(user)


def who_waits(session: SessionBase) -> User | None:
    """Whose code is awaited in this session. None when it has taken too long, or their access has closed."""
    waits = session.get(WAITS)
    if not waits or real_time.seconds() - waits["since"] > WAITS_FOR or waits["tries"] >= TRIES:
        session.pop(WAITS, None)
        return None
    return User.objects.filter(pk=UUID(waits["user"]), is_active=True).first()


def send_again(session: SessionBase) -> Answer:
    """Another code, awaited anew; the one before works no more. TOO_SOON within a minute of the last."""
    user = who_waits(session)
    if user is None:
        return Answer.OVER
    answer = _send(user)
    if answer is Answer.SENT:
        session[WAITS] = session[WAITS] | {"since": real_time.seconds()}
    return answer


def check(session: SessionBase, code: str) -> tuple[Answer, User | None]:
    """Is it the code that was sent? RIGHT tells who it is, and they are no longer waited for."""
    user = who_waits(session)
    if user is None:
        return Answer.OVER, None
    answer = _tried(user, code)
    if answer is Answer.RIGHT:
        del session[WAITS]
        return answer, user
    if answer is Answer.TOO_SOON:
        return answer, None
    note(Event.CODE_WRONG, user)
    session[WAITS] = session[WAITS] | {"tries": session[WAITS]["tries"] + 1}
    return (Answer.WRONG if session[WAITS]["tries"] < TRIES else Answer.OVER), None


@transaction.atomic
def _tried(user: User, code: str) -> Answer:
    """RIGHT, WRONG or TOO_SOON. One try waits for the other, so that a hundred at once count as a hundred."""
    device = EmailDevice.objects.select_for_update().filter(pk=_device_of(user).pk).get()
    may_try, _why = device.verify_is_allowed()
    if not may_try:
        return Answer.TOO_SOON
    if device.verify_token(code):
        return Answer.RIGHT
    if device.throttling_failure_count > LONGEST_WAITS:
        device.throttling_failure_count = LONGEST_WAITS
        device.save(update_fields=["throttling_failure_count"])
    return Answer.WRONG


def _send(user: User) -> Answer:
    device = _device_of(user)
    may_send, _why = device.generate_is_allowed()
    if not may_send:
        return Answer.TOO_SOON
    try:
        device.generate_challenge()
    except (OSError, smtplib.SMTPException) as error:
        device.cooldown_reset()  # nothing was sent, so there is nothing to wait for
        note(Event.CODE_NOT_SENT, user, outcome=type(error).__name__)
        return Answer.NOT_SENT
    note(Event.CODE_SENT, user)
    return Answer.SENT


def _device_of(user: User) -> EmailDevice:
    found = EmailDevice.objects.filter(user=user).order_by("pk").first()
    return found or EmailDevice.objects.create(user=user, name="e-mail")
