"""How long a login lasts: until nothing has been done for a while, and never longer than a working day.

The minutes are settings: fewer for private persons, whose telephone others may pick up. What counts is what the person
does; what a page asks for by itself does not (`is_no_activity`). This is about real time, not the application's clock.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from enplan.accounts import real_time
from enplan.accounts.browsers import in_words
from enplan.accounts.models import User
from enplan.accounts.session_store import BEGUN, BROWSER, USED

NOTED_EVERY = 60  # seconds between two writes of when a login was last used


class Why(StrEnum):
    """What ends a login by itself."""

    IDLE = "idle"
    LONGEST = "longest"


View = TypeVar("View", bound=Callable[..., object])

_no_activity: set[Callable[..., object]] = set()


def is_no_activity(view: View) -> View:
    """Mark a view that pages ask by themselves: being asked keeps nobody logged in."""
    _no_activity.add(view)
    return view


def counts(view: Callable[..., object]) -> bool:
    """Does asking for this view show that somebody sits there?"""
    return view not in _no_activity


def begin(session: SessionBase, *, user_agent: str) -> None:
    """The login begins now. `user_agent` is what the browser says of itself."""
    session[BEGUN] = session[USED] = real_time.seconds()
    session[BROWSER] = in_words(user_agent)


def use(session: SessionBase) -> None:
    """Note that it was used, where that was not noted just now."""
    now = real_time.seconds()
    if now - session.get(USED, 0) >= NOTED_EVERY:
        session[USED] = now


def idle_minutes(user: User) -> int:
    return settings.IDLE_MINUTES_STAFF if user.is_employee else settings.IDLE_MINUTES_PRIVATE


def longest_hours(user: User) -> int:
    return settings.LOGIN_HOURS_STAFF if user.is_employee else settings.LOGIN_HOURS_PRIVATE


def seconds_left(session: SessionBase, user: User) -> tuple[int, Why]:
    """Until the login ends by itself if nothing is done, and what will have ended it. 0 or less: it is over.

    A session that does not say when it began is over: whoever made it, it was not a login of ours.
    """
    now = real_time.seconds()
    idle = session.get(USED, 0) + idle_minutes(user) * 60 - now
    longest = session.get(BEGUN, 0) + longest_hours(user) * 3600 - now
    return (longest, Why.LONGEST) if longest <= idle else (idle, Why.IDLE)
