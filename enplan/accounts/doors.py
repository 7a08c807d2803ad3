"""The door to pages of one kind of employee: to everybody else the address does not exist (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse

from enplan.accounts.models import Role, User

P = ParamSpec("P")
Guarded = Callable[Concatenate[HttpRequest, User, P], HttpResponse]
Open = Callable[Concatenate[HttpRequest, P], HttpResponse]


def role_at_work(user: User | AnonymousUser | None) -> Role | None:
    """The role of an active employee; None for everybody else. A superuser runs the machine and has none."""
    if not isinstance(user, User) or not user.is_active or user.is_superuser:
        return None
    return user.role


def only_for(is_one: Callable[[User], bool], view: Guarded[P]) -> Open[P]:
    """Hand the person to the view if `is_one` says so."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User) or not is_one(request.user):
            raise Http404
        return view(request, request.user, *args, **kwargs)

    return guarded
