"""Where a person was going before they were asked to log in: an address of our own, whatever the link says."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, wanted: str) -> str:
    """`wanted`, if it is an address of our own, otherwise "". Logging in or out is no place to go."""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours and not wanted.startswith((reverse("logout"), reverse("login"))) else ""


def next_page(request: HttpRequest) -> str:
    """What stands behind `next`, or ""."""
    return own_address(request, request.POST.get("next") or request.GET.get("next") or "")


def page_after_login(request: HttpRequest) -> str:
    """Where to now."""
    return next_page(request) or resolve_url(settings.LOGIN_REDIRECT_URL)


def address_with(name: str, going_to: str) -> str:
    """The page of that name, which remembers where the person is going."""
    return reverse(name) + (f"?{urlencode({'next': going_to})}" if going_to else "")
