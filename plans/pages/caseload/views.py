"""`/planer/`: what needs me now, then what I coordinate and what I am on."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enplan import clock
from enplan.web.requests import user_of
from plans.looks import look_at_list
from plans.pages.caseload.page import caseload_page
from plans.pages.caseload.plans import plans_of
from plans.pages.caseload.waiting import waiting_for

A_PAGE = 25


@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if user.role is None or not user.role.can_join_team:
        raise PermissionDenied("Denne side er for dem, der arbejder med planer.")
    at = clock.now()
    ended = request.GET.get("vis") == "afsluttede"
    number = request.GET.get("side")
    page = Paginator(plans_of(user, ended=ended, at=at), A_PAGE).get_page(number)
    waiting = None if ended or page.number > 1 else waiting_for(user, at=at)
    shown = caseload_page(user, list(page.object_list), waiting, at=at)
    look_at_list(by=user, plans=shown.plans, what="Mine borgere")
    return render(request, "plans/caseload/caseload.html", {"caseload": shown, "page": page, "ended": ended})
