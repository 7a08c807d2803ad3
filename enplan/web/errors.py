"""The page for a form that could not prove where it came from. The other error pages need only their templates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enplan.web.unsaved.here import here


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django passes it
    """Says what to do; `reason` is for programmers and stays out of the page."""
    at = here()
    is_kept = at is not None and at.is_theirs and bool(at.keys())  # by enplan.web.unsaved.middleware
    return render(request, "403_csrf.html", {"is_kept": is_kept}, status=403)
