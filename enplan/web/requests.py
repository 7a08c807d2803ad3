"""The person behind a request, typed: behind the login everywhere, `request.user` is one of our users."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from enplan.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The logged-in user. PermissionDenied for nobody: a view that may be seen by nobody does not ask."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
