"""Ends the logins that have lasted long enough, before anything is read for them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from enplan.accounts.logins import limits
from enplan.accounts.logins.security_log import Event, note
from enplan.accounts.models import User


class SessionLimitsMiddleware:
    """After the messages, which say why; before what keeps unsaved text, which then finds nobody logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            left, why = limits.seconds_left(limits.session_of(request), user)
            if left <= 0:
                said = ended_in_words(user, why)
                logout(request)
                note(Event.ENDED_BY_TIME, user, outcome=why)
                if request.method == "GET" and "HX-Request" not in request.headers:
                    messages.info(request, said)
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., object],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> None:
        if request.user.is_authenticated and limits.counts(request, view):
            limits.use(limits.session_of(request))


def ended_in_words(user: User, why: limits.Why) -> str:
    """Why this person has been logged out."""
    if why is limits.Why.LONGEST:
        return _(
            "Du var blevet logget ud, fordi du havde været logget ind længe. Log ind igen for at gå videre."
        )
    return _(
        "Du var blevet logget ud, fordi der ikke var sket noget i %(minutes)s minutter. Log ind igen for at gå videre."
    ) % {"minutes": limits.idle_minutes(user)}
