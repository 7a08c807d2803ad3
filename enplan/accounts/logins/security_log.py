"""What happens to logins, in the log for whoever watches the machine: what, and to which account, but not whose it is.

An account is named by eight characters that only this installation can make from its username, so that twenty tries at
one account can be told from one try at each of twenty. Names, addresses and what was typed never stand there.
"""

import logging
from enum import StrEnum
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from enplan.accounts.models import User

logger = logging.getLogger("enplan.security")


class Event(StrEnum):
    """What is told."""

    LOGGED_IN = "logged in"
    LOGGED_OUT = "logged out"
    FAILED = "login failed"
    LOCKED = "login locked after too many tries"
    CODE_SENT = "code sent"
    CODE_NOT_SENT = "code could not be sent"
    CODE_WRONG = "code wrong"
    ENDED_BY_TIME = "login ended by time"
    ENDED_ELSEWHERE = "login ended from another one"


def note(event: Event, account: User | str | None = None, *, outcome: str | None = None) -> None:
    """One line. `account`: whose, or what was typed as a username; `outcome`: one of our own words."""
    is_bad = event in (Event.FAILED, Event.LOCKED, Event.CODE_WRONG, Event.CODE_NOT_SENT)
    told = {"account": pseudonym(account), "outcome": outcome}
    logger.log(logging.WARNING if is_bad else logging.INFO, "%s %s", event, told["account"] or "", extra=told)


def pseudonym(account: User | str | None) -> str | None:
    """Eight characters that stand for an account in this installation alone."""
    if not account:
        return None
    name = account.username if isinstance(account, User) else account
    return salted_hmac("enplan.accounts.logins.security_log", name).hexdigest()[:8]


def hidden_name(_request: HttpRequest | None, credentials: dict[str, Any] | None) -> str | None:
    """settings.AXES_USERNAME_CALLABLE: what is kept of a username that failed; some type their CPR number."""
    return pseudonym(str((credentials or {}).get("username") or ""))


def listen() -> None:
    """For AppConfig.ready."""
    user_logged_in.connect(_logged_in, dispatch_uid="security log")
    user_logged_out.connect(_logged_out, dispatch_uid="security log")
    user_login_failed.connect(_failed, dispatch_uid="security log")


def _logged_in(user: User, **_signal: Any) -> None:
    note(Event.LOGGED_IN, user)


def _logged_out(user: User | None, **_signal: Any) -> None:
    note(Event.LOGGED_OUT, user)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any) -> None:
    is_locked = bool(getattr(request, "axes_locked_out", False))
    note(Event.LOCKED if is_locked else Event.FAILED, str(credentials.get("username") or ""))
