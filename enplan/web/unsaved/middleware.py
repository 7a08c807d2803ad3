"""A form that was sent and not saved is kept, whatever the reason: an error, a conflict, a login that had run out, a
plan that closed meanwhile. What was saved is forgotten. It works without JavaScript, for what reached us.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from enplan.web.unsaved.here import Here, answering
from enplan.web.unsaved.keeping import TooLong

UNREADABLE = (SuspiciousOperation, MultiPartParserError, OSError)


class UnsavedMiddleware:
    """The last but for the moment: the login and the CSRF token have been asked for when the answer passes here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with answering(request) as here:
            response = self.get_response(request)
            if request.method != "POST":
                return response
            try:
                is_kept = _keep_or_forget(here, response)
            except UNREADABLE:
                return response  # the view has said so already
        if here.user is None and _leads_to_login(response):
            return _to_login(here, response, is_kept=is_kept)
        return response


def _keep_or_forget(here: Here, response: HttpResponse) -> bool:
    """Answers whether something was kept."""
    if not here.keys():
        return False
    if here.is_theirs and response.status_code in (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER):
        here.saved()
        return False
    if here.is_theirs and response.status_code < HTTPStatus.BAD_REQUEST:
        return False  # a part of the page, which has said for itself what is saved; or a preview
    try:
        return here.keep()
    except TooLong:
        return False


def _leads_to_login(response: HttpResponse) -> bool:
    login = resolve_url(settings.LOGIN_URL)
    return response.status_code == HTTPStatus.FOUND and response.headers["Location"].startswith(login)


def _to_login(here: Here, response: HttpResponse, *, is_kept: bool) -> HttpResponse:
    """Says that the text is kept. A part of a page is no place for the login: with htmx the whole page goes there."""
    if is_kept:
        said = _(
            "Du var blevet logget ud. Det, du skrev, er gemt som kladde og står der, når du er logget ind igen."
        )
        messages.info(here.request, said)
    if here.request.headers.get("HX-Request") == "true":
        leave = HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        leave.headers["HX-Redirect"] = redirect_to_login(here.page).url
        return leave
    return response
