"""One's own logins: how long this one lasts, and where else one is logged in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.accounts.logins import limits
from enplan.accounts.logins.own_logins import own_logins
from enplan.accounts.models import User
from enplan.accounts.services.sessions import end_other_sessions, end_session
from enplan.web.requests import see_other, user_of


@limits.is_no_activity
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def login_time(request: HttpRequest) -> HttpResponse:
    """Seconds until this login ends (0: there is none) and why; POST says that somebody is there."""
    if not isinstance(request.user, User):
        return JsonResponse({"left": 0, "why": None})
    if request.method == "POST":
        limits.use(limits.session_of(request))
    left, why = limits.seconds_left(limits.session_of(request), request.user)
    return JsonResponse({"left": left, "why": why})


@require_http_methods(["GET", "HEAD", "POST"])
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is logged in; POST ends one of them by its reference, or all others."""
    user = user_of(request)
    if request.method == "POST":
        return _end(request, user)
    logins = own_logins(user, request.session.session_key)
    context = {"logins": logins, "has_others": any(not one.is_this for one in logins)}
    return render(request, "accounts/own_sessions.html", context)


def _end(request: HttpRequest, user: User) -> HttpResponse:
    reference = request.POST.get("login", "")
    if reference:
        end_session(by=user, reference=reference)
        messages.success(request, _("Du er logget ud der."))
    else:
        ended = end_other_sessions(by=user, kept=request.session.session_key)
        messages.success(request, _said_of(ended))
    return see_other("own-sessions" if user.is_employee else "min-plan-sessions")


def _said_of(ended: int) -> str:
    if ended > 1:
        return _("Du er logget ud %(count)s andre steder.") % {"count": ended}
    return _("Du er logget ud ét andet sted.") if ended else _("Du var ikke logget ind andre steder.")
