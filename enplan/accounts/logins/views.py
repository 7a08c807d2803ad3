"""Logging in and out. Open to nobody; what stands behind `next` is checked, and the session is new each time."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, get_user, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from enplan.accounts.logins import second_factor
from enplan.accounts.logins.choices import groups_to_choose
from enplan.accounts.logins.entering import let_in
from enplan.accounts.logins.forms import NOT_SENT, ChoosePersonForm, PasswordForm
from enplan.accounts.logins.going_on import address_with, next_page, page_after_login
from enplan.accounts.logins.second_factor import Answer
from enplan.accounts.openid.recheck import ENDED
from enplan.web.from_here import ends_login


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login_page(request: HttpRequest) -> HttpResponse:
    """A username and a password, and then a code; with the demo login on, a person to choose instead."""
    if request.method != "POST" and request.user.is_authenticated:
        return redirect(page_after_login(request))
    data = request.POST if request.method == "POST" else None
    form: ChoosePersonForm | PasswordForm = (
        ChoosePersonForm(data) if settings.DEMO_LOGIN else PasswordForm(data, request=request)
    )
    if form.is_valid() and isinstance(form, ChoosePersonForm):
        let_in(request, form.user)
        return redirect(page_after_login(request))
    if form.is_valid():
        if second_factor.begin(request, form.user) is not Answer.NOT_SENT:
            return redirect(address_with("login-code", next_page(request)))
        form.add_error(None, NOT_SENT)
    context: dict[str, object] = {
        "form": form,
        "next": next_page(request),
        "was_closed": _was_closed(request),
        "was_ended": request.session.pop(ENDED, False),
        "providers": settings.LOGIN_PROVIDERS,
    }
    if settings.DEMO_LOGIN:
        context["groups"] = groups_to_choose()
    page = "accounts/choose_person.html" if settings.DEMO_LOGIN else "accounts/login.html"
    return render(request, page, context, status=422 if form.is_bound else 200)


def too_many_tries(_request: HttpRequest, answer: HttpResponse, _credentials: object) -> HttpResponse:
    """settings.AXES_LOCKOUT_CALLABLE: the page as it is, which says so (PasswordForm), under its proper status."""
    answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
    return answer


@ends_login
@login_not_required
@require_POST
def logout_page(request: HttpRequest) -> HttpResponse:
    """End the session and show the login; also for one whose session has ended already."""
    logout(request)
    messages.success(request, _("Du er logget ud."))
    return redirect("login")


def _was_closed(request: HttpRequest) -> bool:
    """The session still names a person, but Django gives us nobody: the access was closed in the middle of a visit."""
    is_left_out = SESSION_KEY in request.session and not request.user.is_authenticated
    return (
        is_left_out and not get_user(request).is_authenticated
    )  # else another page of theirs is being asked about
