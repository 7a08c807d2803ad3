"""Following the link of an invitation. Open to nobody; only the POST that accepts uses the link up.

The secret comes in the body of a POST and is never in an address. The session keeps its hash, as the database does, so
a link that is withdrawn or sent anew meanwhile is dead here too. Every dead link gets the same page.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from citizens.models import Invitation
from enplan.accounts.logins.entering import let_in
from enplan.accounts.models import User
from enplan.accounts.services.private_people import has_login
from enplan.web import spoken
from enplan.web.saving import attempt
from plans.looks import look_by_invitation
from plans.pages.invitations.forms import CodeForm, NewLoginForm
from plans.services.accepting import (
    NoInvitation,
    accept_invitation,
    accept_with_new_login,
    hash_of,
    invitation_with,
)

KEPT = "invitation"


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def follow_link(request: HttpRequest) -> HttpResponse:
    """GET asks for the code (the script fills it in from the link); POST leads on, and uses nothing up."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "plans/invitations/follow.html", {"form": form}, status=status)
    proof = hash_of(form.cleaned_data["code"].strip().lstrip("#"))
    try:
        invitation_with(proof)
    except NoInvitation:
        return _dead(request)
    request.session[KEPT] = proof
    return redirect("invitation-accept")


@login_not_required
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Who invites, and what accepting means; then with a new login, or as the one who is logged in."""
    proof = request.session.get(KEPT, "")
    try:
        invitation = invitation_with(str(proof))
        return _accept(request, invitation, proof)
    except NoInvitation:
        request.session.pop(KEPT, None)
        return _dead(request)


def _accept(request: HttpRequest, invitation: Invitation, proof: str) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    knows_address = user is None and has_login(invitation.email)
    form = NewLoginForm(request.POST if request.method == "POST" and user is None else None)
    status = 200
    if request.method == "POST" and user is not None:
        accept_invitation(by=user, proof=proof)
        return _done(request)
    if request.method == "POST" and not knows_address:
        made: list[User] = []
        done = attempt(
            form,
            lambda: made.append(accept_with_new_login(proof=proof, password=form.cleaned_data["password"])),
        )
        if done.is_saved:
            let_in(request, made[0])
            return _done(request)
        status = done.status
    look_by_invitation(by=user, invitation=invitation)
    first = spoken.first_name(invitation.person.citizen.name)
    context = {
        "first": first,
        "form": form,
        "email": invitation.email,
        "knows_address": knows_address,
        "login": f"{reverse('login')}?next={reverse('invitation-accept')}",
        "is_employee": user is not None and user.is_employee,
        "until": spoken.full_day(spoken.last_day(invitation.valid_until)) if invitation.valid_until else "",
    }
    return render(request, "plans/invitations/accept.html", context, status=status)


def _done(request: HttpRequest) -> HttpResponse:
    request.session.pop(KEPT, None)
    messages.success(
        request, _("Nu er du med. Du kan altid logge ind igen med din e-mail og din adgangskode.")
    )
    return redirect("start")


def _dead(request: HttpRequest) -> HttpResponse:
    return render(request, "plans/invitations/dead.html", status=404)
