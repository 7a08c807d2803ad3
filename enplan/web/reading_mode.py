"""Reading large and calmly: chosen by a private person with one tap, and remembered for them on the server, since the
telephone may be shared and the next machine is another. Employees' pages have no such way.
"""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from enplan.accounts.models import User
from enplan.accounts.services.reading import read_calmly
from enplan.web.language import may_be_translated
from enplan.web.requests import user_of
from enplan.web.switching import switching

PARAMETER = "visning"
CALM_BY_NAME = {"rolig": True, "almindelig": False}

View = Callable[..., HttpResponseBase]


@require_POST
def choose_reading_mode(request: HttpRequest) -> HttpResponse:
    """Remember the choice, and back to the page."""
    user = user_of(request)
    if user.is_employee:
        raise Http404
    is_calm = CALM_BY_NAME.get(request.POST.get(PARAMETER, ""))
    if is_calm is not None:
        read_calmly(by=user, is_calm=is_calm)
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(wanted if is_ours else "start")


class ReadingModeMiddleware:
    """As with the language, a page with a form sends it along, so that what was typed is there afterwards; it is not
    saved. After the login: whose choice it is must be known.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with nullcontext() if _wanted(request) is None else switching():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: View, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> None:
        """Here the CSRF token has been asked for."""
        is_calm = _wanted(request)
        if is_calm is not None:
            read_calmly(by=user_of(request), is_calm=is_calm)


def _wanted(request: HttpRequest) -> bool | None:
    """What is chosen with a page's form; None where nothing is."""
    if request.method != "POST" or not may_be_translated(request.path_info):
        return None
    if not isinstance(request.user, User) or request.user.is_employee:
        return None
    return CALM_BY_NAME.get(request.POST.get(PARAMETER, ""))
