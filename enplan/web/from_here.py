"""Getting out whatever the CSRF token says: views that end a login are let through where the post is of our own page.

A page that has stood open since an earlier login holds an old token, and the page for errors of ours holds none;
whoever wants out must get out all the same. Another site could but log somebody out, and cannot do that: its
post comes without the session cookie (SameSite=Lax), and what the browser says of where it comes from is believed.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest], HttpResponse]

_ends_login: set[View] = set()


def ends_login(view: View) -> View:
    """Mark a view that only ends a login."""
    _ends_login.add(view)
    return view


def way_out_of(request: HttpRequest) -> View | None:
    """The view to let through although the token is missing or old; None for everything else."""
    match = request.resolver_match
    if match is None or match.func not in _ends_login or not comes_from_here(request):
        return None
    return match.func


def comes_from_here(request: HttpRequest) -> bool:
    """What the browser says. One so old that it says nothing is held back by the cookie alone."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
