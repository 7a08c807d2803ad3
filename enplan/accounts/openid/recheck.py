"""An employee's login is confirmed again with the municipality's login while they work (docs/adr/0027).

Behind the browser's back, with the refresh token from the login: so a form that is sent is asked about as well, and
nothing typed is lost. It happens when somebody asks who is logged in, whatever the address.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from enplan import clock
from enplan.accounts.models import User
from enplan.accounts.openid.exchange import Answer, Exchange
from enplan.accounts.openid.refusals import Refused, Why
from enplan.accounts.openid.sealing import seal, unseal
from enplan.accounts.openid.staff import employee_behind, wanted_of
from enplan.accounts.services.asking_again import claim_asking, let_others_ask
from enplan.login_providers import STAFF, Provider

logger = logging.getLogger(__name__)

HELD = "staff_login"  # what the session holds of the login
ENDED = "staff_login_ended"  # in the session that follows: the login page says why
BETWEEN_TRIES = timedelta(minutes=1)  # while the provider is away

Held = dict[str, Any]
Somebody = User | AnonymousUser


class RecheckMiddleware:
    """Puts the check in front of `request.user`. Sessions that did not begin with the municipality's login pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: who_is_asking(request))  # type: ignore[assignment]  # as Django's own
        return self.get_response(request)


def who_is_asking(request: HttpRequest) -> Somebody:
    """Who is logged in, confirmed where it is time for it; nobody where it could not be, and the session is over."""
    user: Any = get_user(request)
    held: Held | None = request.session.get(HELD)
    if held is None or not isinstance(user, User):
        return user  # type: ignore[no-any-return]  # the stubs know no user of ours
    provider = settings.LOGIN_PROVIDERS.get(STAFF)
    if provider is None or provider.issuer != held["issuer"]:
        return _end(request)
    return user if not _is_due(held, user, provider) else _ask(request, user, held, provider)


def hold(request: HttpRequest, answer: Answer, provider: Provider) -> None:
    """Remember in the session what the login can be confirmed with."""
    now = clock.now().isoformat()
    request.session[HELD] = {
        "issuer": provider.issuer,
        "subject": answer.claims["sub"],
        "sealed": seal(answer.refresh_token),
        "checked_at": now,
        "tried_at": now,
    }


def _ask(request: HttpRequest, user: User, held: Held, provider: Provider) -> Somebody:
    if not _token(held):  # they log in anew, which is one click while they are logged in there
        return _end(request)
    who = {"issuer": provider.issuer, "subject": held["subject"]}
    if not claim_asking(**who):  # another page of theirs asks at this moment
        return AnonymousUser() if _is_forced(held, user) else user
    try:
        return _ask_alone(request, user, provider)
    finally:
        let_others_ask(**who)


def _ask_alone(request: HttpRequest, user: User, provider: Provider) -> Somebody:
    # As it is stored now: the page that asked a moment ago has changed the token, or ended the session.
    held: Held | None = type(request.session)(request.session.session_key).get(HELD)
    if held is None:
        return AnonymousUser()
    request.session[HELD] = held
    if not _is_due(held, user, provider):
        return user
    try:
        answer = Exchange(provider, wanted_of(provider)).answer_again(_token(held), held["subject"])
        employee = employee_behind(answer.claims, provider)
    except Refused as refused:
        logger.warning("A login is not confirmed: %s %s", refused.why, refused.detail)
        is_away = refused.why is Why.UNREACHABLE and not _is_forced(held, user)
        if not is_away or _age(held["checked_at"]) >= timedelta(seconds=provider.grace_seconds):
            return _end(request)
        request.session[HELD] = {**held, "tried_at": clock.now().isoformat()}
        return user if _save(request) else AnonymousUser()
    if employee.pk != user.pk:
        return _end(request)
    hold(request, answer, provider)
    if not _save(request):
        return AnonymousUser()
    return get_user(request)  # with the role and department they have now


def _token(held: Held) -> str:
    """What the provider is asked with; "" where there is nothing, or nothing that our key opens."""
    if "sealed" not in held:  # of a login from before it was sealed; none is left ten hours after that
        return str(held["refresh"])
    return unseal(held["sealed"])


def _save(request: HttpRequest) -> bool:
    """False where the login has been ended from another one meanwhile."""
    try:
        request.session.save()
    except UpdateError:
        request.session.flush()
        return False
    return True


def _end(request: HttpRequest) -> AnonymousUser:
    request.session.flush()
    request.session[ENDED] = True
    return AnonymousUser()


def _is_due(held: Held, user: User, provider: Provider) -> bool:
    if _is_forced(held, user):
        return True
    is_old = _age(held["checked_at"]) >= timedelta(seconds=provider.recheck_seconds)
    was_tried = held["tried_at"] != held["checked_at"] and _age(held["tried_at"]) < BETWEEN_TRIES
    return is_old and not was_tried


def _is_forced(held: Held, user: User) -> bool:
    """What the words mean has been changed since: then there is no waiting for a provider that is away."""
    return user.recheck_from is not None and datetime.fromisoformat(held["checked_at"]) < user.recheck_from


def _age(instant: str) -> timedelta:
    return clock.now() - datetime.fromisoformat(instant)
