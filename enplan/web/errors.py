"""The page for a form that could not prove where it came from. The other error pages need only their templates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django passes it
    """Says what to do; `reason` is for programmers and stays out of the page."""
    return render(request, "403_csrf.html", status=403)
