"""Taking back what one has just added oneself: a proposal, a number, a comment."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.lookups.comments import comment_for
from plans.lookups.things import goal_for, rating_for, task_for
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.presenters.wording import Wording
from plans.permissions import standing_of
from plans.services.taking_back import take_back
from plans.undoing import GONE, change_to_undo

FINDERS: dict[str, Callable[..., Any]] = {
    "goal": goal_for,
    "task": task_for,
    "rating": rating_for,
    "comment": comment_for,
}


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, plan_id: UUID, change_id: UUID) -> HttpResponse:
    """What would be taken back, with a button; on POST it is. Says so where it stays. 404 for what is no addition."""
    plan, user = own_plan_for(request, plan_id), user_of(request)
    found = change_to_undo(user, plan, change_id)
    if not found.is_addition or found.thing not in FINDERS:
        raise Http404
    thing = FINDERS[found.thing](user, plan, found.thing_id) if found.is_there else None
    why_not, status = _(found.why_not) if found.why_not else "", 200
    if thing is None:
        why_not = _(GONE)
    if request.method == "POST":
        try:
            if thing is not None:
                take_back(by=user, thing=thing)
                messages.success(request, _("Det er taget ud igen. Det, du skrev, står i historikken."))
                return redirect(page_address(plan))
        except ValidationError as error:
            why_not = " ".join(error.messages)
        status = 409
    standing = standing_of(user, plan)
    look_at_plan(by=user, standing=standing, kind=Look.Kind.PAGE, what="Min plan")
    context = {
        "plan": plan,
        "wording": Wording.to(plan, standing),
        "added": found.changes[0].after,
        "why_not": why_not,
        "back": page_address(plan),
    }
    return render(request, "plans/citizen/undo.html", context, status=status)
