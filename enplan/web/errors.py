"""The pages for a form that could not prove where it came from, and for what nobody understands. The other error pages
need only their templates.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enplan.web.from_here import way_out_of
from enplan.web.unsaved.here import here


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django passes it
    """Says what to do; `reason` is for programmers and stays out of the page. Nobody is kept from logging out."""
    leave = way_out_of(request)
    if leave is not None:
        return leave(request)
    at = here()
    is_kept = at is not None and at.is_theirs and bool(at.keys())  # by enplan.web.unsaved.middleware
    return render(request, "403_csrf.html", {"is_kept": is_kept}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django's
    """Django's own says it to nobody; ours has the way to log out for who is logged in."""
    return render(request, "400.html", status=400)
