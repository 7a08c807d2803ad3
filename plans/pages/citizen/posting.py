"""Addresses that save: they find the plan first (404 for outsiders), and a GET leads back to the page.

A GET comes when the login had run out and the person is sent back here; there is nothing to show at such an address.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plans.models import Plan
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for

Save = Callable[..., HttpResponse]


def saves(view: Save) -> Save:
    """Give `view` the plan in place of its id, for POST alone."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def found(request: HttpRequest, plan_id: UUID, **rest: Any) -> HttpResponse:
        plan: Plan = own_plan_for(request, plan_id)
        if request.method != "POST":
            return redirect(page_address(plan))
        return view(request, plan, **rest)

    return found
