"""The two addresses of each login outside the program: out to the provider, and back from it.

Where no provider is described they do not exist. Whatever is wrong with an answer, the page says what to do about it
and nothing of how it was found out; the log says which it was, and nothing about anybody.
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from enplan.accounts.logins.entering import let_in
from enplan.accounts.logins.going_on import own_address
from enplan.accounts.models import User
from enplan.accounts.openid.beginning import GOING_TO, begin, take_sent
from enplan.accounts.openid.citizens import citizen_behind
from enplan.accounts.openid.exchange import Answer, Exchange
from enplan.accounts.openid.recheck import hold
from enplan.accounts.openid.refusals import Refused, Why
from enplan.accounts.openid.staff import employee_behind, wanted_of
from enplan.login_providers import CITIZENS, STAFF, Provider

logger = logging.getLogger(__name__)
LONGEST_CODE = 4000


@dataclass(frozen=True)
class Way:
    """One of the two ways in: whose it is, and the names of its addresses and its page."""

    key: str
    out: str
    back: str
    refused: str
    page: str

    @property
    def provider(self) -> Provider:
        """Http404 where there is none."""
        found: Provider | None = settings.LOGIN_PROVIDERS.get(self.key)
        if found is None:
            raise Http404
        return found


BY_MITID = Way(CITIZENS, "mitid", "mitid-answer", "mitid-refused", "accounts/openid/citizen_refused.html")
AT_WORK = Way(
    STAFF, "work-login", "work-login-answer", "work-login-refused", "accounts/openid/staff_refused.html"
)


@login_not_required
@require_GET
def mitid(request: HttpRequest) -> HttpResponse:
    """To the MitID broker."""
    return _out(request, BY_MITID)


@login_not_required
@require_GET
def mitid_answer(request: HttpRequest) -> HttpResponse:
    """Back from the MitID broker."""
    return _back(request, BY_MITID)


@login_not_required
@require_safe
def mitid_refused(request: HttpRequest, why: str) -> HttpResponse:
    """What a citizen can do when it did not succeed."""
    return _say(request, BY_MITID, why)


@login_not_required
@require_GET
def work_login(request: HttpRequest) -> HttpResponse:
    """To the municipality's own login."""
    return _out(request, AT_WORK)


@login_not_required
@require_GET
def work_login_answer(request: HttpRequest) -> HttpResponse:
    """Back from the municipality's own login."""
    return _back(request, AT_WORK)


@login_not_required
@require_safe
def work_login_refused(request: HttpRequest, why: str) -> HttpResponse:
    """What an employee can do when it did not succeed."""
    return _say(request, AT_WORK, why)


def _out(request: HttpRequest, way: Way) -> HttpResponse:
    provider = way.provider
    going_to = own_address(request, request.GET.get("next", ""))
    try:
        return begin(request, key=way.key, provider=provider, callback=way.back, going_to=going_to)
    except Refused as refused:
        return _refuse(way, refused)


def _back(request: HttpRequest, way: Way) -> HttpResponse:
    provider = way.provider
    try:
        answer = _answer(request, way, provider)
        person = _person_behind(answer, way, provider)
    except Refused as refused:
        return _refuse(way, refused)
    going_to = request.session.pop(GOING_TO, "")
    let_in(request, person)
    if way is AT_WORK:
        hold(request, answer, provider)
    return redirect(going_to or settings.LOGIN_REDIRECT_URL)


def _answer(request: HttpRequest, way: Way, provider: Provider) -> Answer:
    if (
        request.GET.get("error") == "access_denied"
    ):  # believed without a state, as not every provider sends it
        raise Refused(Why.CANCELLED)
    sent = take_sent(request, key=way.key)
    if request.GET.get("error"):
        raise Refused(Why.NOT_TRUSTED, "the provider says error")
    code = request.GET.get("code", "")
    if not code or len(code) > LONGEST_CODE:
        raise Refused(Why.NOT_TRUSTED, "code")
    if request.GET.get("iss", provider.issuer) != provider.issuer:  # RFC 9207, where the provider says it
        raise Refused(Why.NOT_TRUSTED, "iss of the answer")
    came_back_to = request.build_absolute_uri(reverse(way.back))
    wanted = wanted_of(provider) if way is AT_WORK else (provider.cpr_claim,)
    return Exchange(provider, wanted).answer_to_code(
        code=code, nonce=sent.nonce, verifier=sent.verifier, came_back_to=came_back_to
    )


def _person_behind(answer: Answer, way: Way, provider: Provider) -> User:
    find = employee_behind if way is AT_WORK else citizen_behind
    return find(answer.claims, provider)


def _refuse(way: Way, refused: Refused) -> HttpResponse:
    """To a page of its own: the address that was come back to holds a code, and works once."""
    logger.warning("A login is refused (%s): %s %s", way.key, refused.why, refused.detail)
    return redirect(way.refused, refused.why.value)


def _say(request: HttpRequest, way: Way, why: str) -> HttpResponse:
    if way.key not in settings.LOGIN_PROVIDERS or why not in {one.value for one in Why}:
        raise Http404
    return render(request, way.page, {"why": why, "again": reverse(way.out)})
