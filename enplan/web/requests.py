"""The person behind a request, typed: behind the login everywhere, `request.user` is one of our users. And where to
go after a post.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from enplan.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The logged-in user. PermissionDenied for nobody: a view that may be seen by nobody does not ask."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def see_other(name: str, *args: object) -> HttpResponseRedirect:
    """To the page of that name, got anew: after a post nothing is sent twice."""
    response = HttpResponseRedirect(reverse(name, args=args))
    response.status_code = 303
    return response
