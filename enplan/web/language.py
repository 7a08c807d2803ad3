"""Which language a page is in. The citizen's side and what the network and invited people see may be English; whatever
the person has chosen, the employees' pages, letters, prints and what is sent elsewhere stay Danish.
"""

from collections.abc import Callable
from contextlib import nullcontext

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST
from django.views.i18n import LANGUAGE_QUERY_PARAMETER, set_language

from enplan.web.parts_in_danish import drawn
from enplan.web.switching import switching

TRANSLATED = ("/min-plan/", "/min-del/", "/min-henvisning/", "/invitation/", "/ord/", "/login/mitid/")
DANISH_ALONE = ("/min-plan/pdf/",)

# Keeps the choice in a cookie and goes back to the page. Before login too: an invitation is read then.
choose_language = login_not_required(require_POST(set_language))


def may_be_translated(path: str) -> bool:
    """Whether the page at this address follows the person's choice of language."""
    return path.startswith(TRANSLATED) and not path.startswith(DANISH_ALONE)


class LanguageMiddleware:
    """Speaks the language that was chosen, on the pages that have it.

    The browser's own wish is not asked: many Danes have a telephone that speaks English, and a plan must look the same
    to those who read it together. A page with a form sends it along when the language is changed, so that what was
    typed is there afterwards; `enplan.web.saving.attempt` then saves nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not may_be_translated(request.path_info):
            return self._answer(request, settings.LANGUAGE_CODE)
        languages = dict(settings.LANGUAGES)
        wanted = request.POST.get(LANGUAGE_QUERY_PARAMETER) if request.method == "POST" else None
        chosen = wanted or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in languages else settings.LANGUAGE_CODE
        with switching() if wanted in languages else nullcontext():
            response = self._answer(request, language)
        if wanted in languages:
            remember(response, language)
        patch_vary_headers(response, ("Cookie",))
        return response

    def _answer(self, request: HttpRequest, language: str) -> HttpResponse:
        with translation.override(language):
            response = self.get_response(request)
        if language != settings.LANGUAGE_CODE:
            draw_parts_in_danish(response)
        response.headers.setdefault("Content-Language", language)
        return response


def draw_parts_in_danish(response: HttpResponse) -> None:
    """Turn the marks of Danish names into elements, on a page."""
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    page = response.content.decode(response.charset)
    marked = drawn(page)
    if marked != page:
        response.content = marked
        if response.has_header("Content-Length"):  # said by a middleware within
            response.headers["Content-Length"] = str(len(response.content))


def remember(response: HttpResponse, language: str) -> None:
    """Keep the choice as Django's own view does."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
