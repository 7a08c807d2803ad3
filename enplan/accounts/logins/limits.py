"""How long a login lasts: until nothing has been done for a while, and never longer than a working day.

The minutes are settings: fewer for private persons, whose telephone others may pick up. What counts is what the person
does; what a page asks for by itself does not (`is_no_activity`). This is about real time, not the application's clock.
"""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar, cast

from django.conf import settings
from django.http import HttpRequest

from enplan.accounts.logins import real_time
from enplan.accounts.logins.browsers import in_words
from enplan.accounts.logins.store import SessionStore
from enplan.accounts.models import User

NOTED_EVERY = timedelta(minutes=1)  # between two writes of when a login was last used
ASKED_BY_ITSELF = "X-Enplan-Asks"  # the header of what a page asks for by itself at an address people use too


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


def counts(request: HttpRequest, view: Callable[..., object]) -> bool:
    """Does asking for this view show that somebody sits there?"""
    return view not in _no_activity and ASKED_BY_ITSELF not in request.headers


def session_of(request: HttpRequest) -> SessionStore:
    """The session of a request, as ours."""
    return cast("SessionStore", request.session)


def begin(session: SessionStore, *, user_agent: str) -> None:
    """The login begins now. `user_agent` is what the browser says of itself."""
    session.begin(in_words(user_agent))


def use(session: SessionStore) -> None:
    """Note that it was used, where that was not noted just now."""
    if real_time.instant() - session.used_at >= NOTED_EVERY:
        session.use()


def idle_minutes(user: User) -> int:
    return settings.IDLE_MINUTES_STAFF if user.is_employee else settings.IDLE_MINUTES_PRIVATE


def longest_hours(user: User) -> int:
    return settings.LOGIN_HOURS_STAFF if user.is_employee else settings.LOGIN_HOURS_PRIVATE


def seconds_left(session: SessionStore, user: User) -> tuple[int, Why]:
    """Until the login ends by itself if nothing is done, and what will have ended it. 0 or less: it is over."""
    now = real_time.instant()
    idle = session.used_at + timedelta(minutes=idle_minutes(user)) - now
    longest = session.begun_at + timedelta(hours=longest_hours(user)) - now
    left, why = (longest, Why.LONGEST) if longest <= idle else (idle, Why.IDLE)
    return int(left.total_seconds()), why
