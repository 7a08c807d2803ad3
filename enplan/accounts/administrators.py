"""Who administers the organisation, and the door to the pages that do it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse

from enplan.accounts.models import User

P = ParamSpec("P")


def is_administrator(user: User | AnonymousUser | None) -> bool:
    """An active employee whose role may administer. A superuser runs the machine and not the organisation."""
    return (
        isinstance(user, User)
        and user.is_active
        and not user.is_superuser
        and user.role is not None
        and user.role.can_administer
    )


def administrators_only(
    view: Callable[Concatenate[HttpRequest, User, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the administrator to the view; to everybody else the address does not exist (404)."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User) or not is_administrator(request.user):
            raise Http404
        return view(request, request.user, *args, **kwargs)

    return guarded
