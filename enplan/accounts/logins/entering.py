"""The one way into a session: whoever has shown who they are is let in here."""

from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest

from enplan.accounts.logins import limits
from enplan.accounts.models import User

BACKEND = "enplan.accounts.backend.AccountsBackend"


def let_in(request: HttpRequest, user: User) -> None:
    """Log in, in a session of its own. Asks nothing: who calls has seen that it is them."""
    login(request, user, backend=BACKEND)


def begin_session(request: HttpRequest | None, **_signal: Any) -> None:
    """Receiver of `user_logged_in`: the limits count from here."""
    if request is not None:
        limits.begin(limits.session_of(request), user_agent=request.headers.get("User-Agent", ""))
