"""The second step of a login with a password: the code that was sent by e-mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from enplan.accounts.logins import second_factor
from enplan.accounts.logins.entering import let_in
from enplan.accounts.logins.forms import CodeForm
from enplan.accounts.logins.going_on import address_with, next_page, page_after_login
from enplan.accounts.logins.second_factor import Answer


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def login_code(request: HttpRequest) -> HttpResponse:
    """Six digits. Who takes too long, or guesses, begins again with the password."""
    waits = second_factor.who_waits(request.session)
    if waits is None:
        return _begin_again(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer, user = second_factor.check(request.session, form.cleaned_data["code"])
        if user is not None:
            let_in(request, user)
            return redirect(page_after_login(request))
        if answer is Answer.OVER:
            return _begin_again(request)
        form.refuse(answer)
    context = {"form": form, "email": hidden_email(waits.email), "next": next_page(request)}
    return render(request, "accounts/login_code.html", context, status=422 if form.is_bound else 200)


@login_not_required
@require_POST
def login_code_again(request: HttpRequest) -> HttpResponse:
    """Another code by e-mail."""
    answer = second_factor.send_again(request.session)
    if answer is Answer.OVER:
        return _begin_again(request)
    said = {
        Answer.SENT: _("Vi har sendt en ny kode. Den gamle virker ikke mere."),
        Answer.TOO_SOON: _("Vi har lige sendt en kode. Vent et minut, før du beder om en ny."),
        Answer.NOT_SENT: _("Koden kunne ikke sendes lige nu. Prøv igen om lidt."),
    }
    messages.info(request, said[answer])
    return redirect(address_with("login-code", next_page(request)))


def hidden_email(email: str) -> str:
    """Enough to know which of one's mailboxes: "s…@mail.dk"."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"


def _begin_again(request: HttpRequest) -> HttpResponse:
    messages.info(
        request, _("Der gik for lang tid, eller koden passede ikke. Log ind igen, så sender vi en ny.")
    )
    return redirect(address_with("login", next_page(request)))
