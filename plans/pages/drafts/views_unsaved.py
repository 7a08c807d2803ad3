"""What is typed and not saved: kept while one types, thrown away, and all of one's own on a page (`/kladder/`).

The page needs no plan to be open: a text stays its writer's when the plan closes, and can be copied there.
"""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Look
from enplan.web import spoken
from enplan.web.requests import user_of
from enplan.web.unsaved.here import here
from enplan.web.unsaved.keeping import TooLong
from plans.looks import look_at_list, look_at_plans
from plans.lookups.unsaved import open_plans, unsaved_for, unsaved_of
from plans.pages.drafts.unsaved_lines import unsaved_cards
from plans.permissions import is_let_in, standing_of

STAFF, CITIZEN = "base_staff.html", "plans/citizen/frame.html"


# The form's key says whose it is, and outlives the login: what one types after that is kept too.
@login_not_required
@require_POST
def keep(_request: HttpRequest) -> HttpResponse:
    """Sent by static/enplan/typing.js. Tells nothing of what is kept."""
    at = here()
    if at is None or not at.keys():
        return JsonResponse({}, status=400)
    try:
        is_kept = at.keep()
    except TooLong:
        return JsonResponse({}, status=413)
    said = spoken.clock_time(clock.now()) if is_kept else ""
    return JsonResponse({"at": said, "is_logged_in": at.is_theirs})


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Thrown away; then the page it was typed on, or the list where it was thrown away from there."""
    user = user_of(request)
    try:
        unsaved = unsaved_for(user, UUID(request.POST.get("kasser", "")))
    except ValueError as error:
        raise Http404 from error
    leads_to_page = not (unsaved.is_set_aside or "liste" in request.POST)
    page = unsaved.page if leads_to_page else _list_of(user)
    unsaved.delete()
    messages.success(request, _("Kladden er kasseret."))
    response = redirect(page)
    response.status_code = 303
    return response


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """An employee's. Where a citizen's name stands, it is a list that the citizen sees in the log."""
    user = user_of(request)
    if not user.is_employee or not is_let_in(user):
        raise Http404
    rows = unsaved_of(user)
    plans = {row.plan.pk: row.plan for row in rows if row.plan is not None}
    still_open = open_plans(user, plans.values())
    look_at_list(by=user, plans=plans.values(), what="Egne kladder")
    owners = {pk: plan.citizen.name for pk, plan in plans.items()}
    return _show(request, STAFF, unsaved_cards(rows, still_open, owners=owners))


@require_safe
def citizens_own(request: HttpRequest) -> HttpResponse:
    """The citizen's, and of who acts for them; also when they no longer do."""
    user = user_of(request)
    if user.is_employee or not is_let_in(user):
        raise Http404
    rows = unsaved_of(user)
    plans = {row.plan.pk: row.plan for row in rows if row.plan is not None}
    still_open = open_plans(user, plans.values())
    standings = [standing_of(user, plan) for plan in plans.values()]
    look_at_plans(by=user, standings=standings, kind=Look.Kind.PAGE, what="Egne kladder")
    others = {pk: plan.citizen.name for pk, plan in plans.items() if plan.citizen.user_id != user.pk}
    return _show(request, CITIZEN, unsaved_cards(rows, still_open, owners=others))


def _show(request: HttpRequest, frame: str, cards: object) -> HttpResponse:
    return render(request, "plans/drafts/unsaved.html", {"frame": frame, "unsaved": cards})


def _list_of(user: User) -> str:
    return "own-unsaved" if user.is_employee else "min-plan-unsaved"
