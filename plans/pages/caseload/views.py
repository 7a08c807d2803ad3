"""`/planer/`: what needs me now, what is new, then what I coordinate and what I am on."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from enplan import clock
from enplan.web.requests import user_of
from enplan.web.unsaved.here import page_is
from plans.looks import look_at_list
from plans.pages.caseload.lines_messages import HeldAnswer
from plans.pages.caseload.page import caseload_page
from plans.pages.caseload.plans import plans_of
from plans.pages.caseload.waiting import waiting_for
from plans.pages.tasks.cards import HeldDate

A_PAGE = 25


@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    return show_caseload(request, request.GET)


def show_caseload(
    request: HttpRequest,
    query: QueryDict,
    *,
    notice: str = "",
    held: HeldDate | None = None,
    answer: HeldAnswer | None = None,
    status: int = 200,
) -> HttpResponse:
    """`notice`, `held` and `answer` when something was sent from a line that did not go through."""
    page_is(reverse("caseload"))
    user = user_of(request)
    if user.role is None or not user.role.can_join_team:
        raise PermissionDenied("Denne side er for dem, der arbejder med planer.")
    at = clock.now()
    ended = query.get("vis") == "afsluttede"
    page = Paginator(plans_of(user, ended=ended, at=at), A_PAGE).get_page(query.get("side"))
    waiting = None if ended or page.number > 1 else waiting_for(user, at=at)
    shown = caseload_page(user, list(page.object_list), waiting, at=at, held=held, answer=answer)
    look_at_list(by=user, plans=shown.plans, what="Mine borgere")
    context = {"caseload": shown, "page": page, "ended": ended, "notice": notice, "here": reverse("caseload")}
    return render(request, "plans/caseload/caseload.html", context, status=status)
