"""`/synk/` and what is done from it. For whoever works on plans; an administrator is led to the connections."""

from collections.abc import Callable
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enplan import clock
from enplan.accounts.administrators import is_administrator
from enplan.accounts.models import User
from enplan.web import forms
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from integrations.board.sentences import board_line, board_system, trouble_with
from integrations.board.standings import plans_shown, standings_for
from integrations.dealing import LONGEST_REASON, deliveries_of, give_up, settle, try_again
from integrations.models import Delivery
from plans.looks import look_at_list

WHAT = "Hvor langt planen er sendt"


class GiveUpForm(forms.Form):
    """Why something is not to be sent after all."""

    why = forms.LongTextField(
        label="Hvorfor skal det ikke sendes?",
        max_length=LONGEST_REASON,
        rows=3,
        help_text="Fx: Sagen er lukket, og planen er lagt ind i hånden. Skriv ikke noget om borgeren.",
    )


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if is_administrator(user) and not _works_on_plans(user):
        return redirect("connections")
    return _show(request, user)


@require_POST
def again(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    user, delivery = _found(request, delivery_id)
    system = delivery.fagsystem
    trouble = trouble_with(system.name, system.failure_code, system.paused_until, at=clock.now())
    said = trouble or f"Vi prøver {system.name} igen nu."
    return _do(request, user, lambda: try_again(by=user, delivery=delivery), said)


@require_POST
def settled(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """`svar`: "der" where it is there, "send" where it is to be sent again."""
    user, delivery = _found(request, delivery_id)
    answer = request.POST.get("svar")
    if answer not in ("der", "send"):
        return _show(request, user, notice="Sig, om det er der, eller om det skal sendes igen.", status=422)
    is_there = answer == "der"
    said = "Tak. Nu står det som fremme." if is_there else "Det bliver sendt igen nu."
    return _do(request, user, lambda: settle(by=user, delivery=delivery, is_there=is_there), said)


@require_http_methods(["GET", "HEAD", "POST"])
def given_up(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """A page with one form: the reason."""
    user, delivery = _found(request, delivery_id)
    form = GiveUpForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _give_up(user, delivery, form))
        if tried.is_saved:
            return _done(request, "Det er opgivet. Grunden er skrevet ned.")
        status = tried.status
    look_at_list(by=user, plans=[delivery.plan], what=WHAT)
    context = {"form": form, "line": board_line(delivery), "system": delivery.fagsystem}
    return render(request, "integrations/give_up.html", context, status=status)


def _give_up(user: User, delivery: Delivery, form: django_forms.Form) -> None:
    give_up(by=user, delivery=delivery, why=form.cleaned_data["why"])


def _do(request: HttpRequest, user: User, service: Callable[[], None], said: str) -> HttpResponse:
    try:
        service()
    except ValidationError as error:
        return _show(request, user, notice=" ".join(error.messages), status=409)
    return _done(request, said)


def _done(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    response = HttpResponseRedirect(reverse("sync-board"))
    response.status_code = 303
    return response


def _show(request: HttpRequest, user: User, *, notice: str = "", status: int = 200) -> HttpResponse:
    if not _works_on_plans(user):
        raise PermissionDenied("Denne side er for dem, der arbejder med planer.")
    standings = standings_for(user)
    look_at_list(by=user, plans=plans_shown(standings), what=WHAT)
    writes = user.role is not None and user.role.can_write_goals
    systems = [board_system(one, at=clock.now()) for one in standings]
    context = {"systems": systems, "notice": notice, "can_deal": writes}
    return render(request, "integrations/board.html", context, status=status)


def _found(request: HttpRequest, delivery_id: UUID) -> tuple[User, Delivery]:
    """404 for what the person may not know of."""
    user = user_of(request)
    return user, get_object_or_404(deliveries_of(user), pk=delivery_id)


def _works_on_plans(user: User) -> bool:
    return user.role is not None and user.role.can_join_team
