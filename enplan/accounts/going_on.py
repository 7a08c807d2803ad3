"""Where somebody was going when they were asked to log in."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, wanted: str) -> str:
    """`wanted`, if it is an address of our own, otherwise "". Logging in or out is no place to go."""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours and not wanted.startswith((reverse("logout"), reverse("login"))) else ""
