"""`/soeg/`: finding a citizen with a work reason. What was searched for is neither kept nor repeated in an address."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from enplan import clock
from enplan.web.requests import user_of
from plans.looks import look_by_search
from plans.pages.search.finding import Hits, find
from plans.pages.search.forms import REASONS, SearchForm
from plans.pages.search.throttling import may_search

TOO_OFTEN = "Du har søgt mange gange på kort tid. Vent et minut, og søg så igen."


@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if user.role is None or not user.role.can_search:
        raise PermissionDenied("Din rolle kan ikke søge efter borgere.")
    is_post = request.method == "POST"
    form = SearchForm(request.POST if is_post else None)
    hits: Hits | None = None
    is_unusual = False
    if not is_post:
        form.fields["q"].widget.attrs["autofocus"] = True
    is_too_often = is_post and form.is_valid() and not may_search(request)
    if is_too_often:
        form.add_error("q", TOO_OFTEN)
    if is_post and form.is_valid():
        hits = find(user, form.cleaned_data["q"], at=clock.now())
        is_unusual = look_by_search(by=user, citizens=hits.citizens, reason=form.cleaned_data["reason"])
    context = {"form": form, "hits": hits, "reasons": REASONS, "is_unusual": is_unusual}
    return render(
        request, "plans/search/search.html", context, status=_status(form, is_too_often=is_too_often)
    )


def _status(form: SearchForm, *, is_too_often: bool) -> HTTPStatus:
    if is_too_often:
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
