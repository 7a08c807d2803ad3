"""What opens the parts: the visitation phase and the citizen's answer, noted by who is to coordinate; closing it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from enplan.accounts.models import User
from enplan.web.saving import attempt
from plans.grounds import kinds_to_note
from plans.lookups.referrals import parts_known, referral_for, referral_ground_for
from plans.models import Referral
from plans.pages.referrals.forms import AnswerForm, VisitationForm
from plans.pages.referrals.views import METHODS, at_work, back_to, show_form
from plans.services.checks import NotAllowed
from plans.services.referral_grounds import (
    note_answer_of,
    start_visitation_of,
    visitation_kind,
    withdraw_from_referral,
)
from plans.services.referrals import NOT_YOURS
from plans.standing_referrals import leads


def led(request: HttpRequest, referral_id: UUID) -> tuple[User, Referral]:
    """Who asks, and the referral they are to coordinate: 404 for outsiders, 403 for others in it."""
    user = at_work(request)
    found = referral_for(user, referral_id)
    if not leads(user, found):
        raise NotAllowed(NOT_YOURS)
    return user, found


@require_http_methods(METHODS)
def visitation(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Looking before asking, where the municipality has such a phase."""
    user, found = led(request, referral_id)
    kind = visitation_kind(found)
    form = VisitationForm(request.POST if request.method == "POST" else None)
    intro = kind.law if kind else "Kommunen bruger ikke en visitationsfase, eller den er allerede brugt her."
    context: dict[str, object] = {
        "title": "Begynd visitationsfasen",
        "button": "Begynd",
        "form": form if kind else None,
        "intro": intro,
    }
    status = 200
    if request.method == "POST":
        done = attempt(form, lambda: start_visitation_of(by=user, referral=found, **form.cleaned_data))
        if done.is_saved:
            messages.success(request, "Du kan læse de dele, der er færdige. Borgeren kan se, at du kan.")
            return back_to(found)
        context["form"], status = form, done.status
    return show_form(request, user, found, context, status)


@require_http_methods(METHODS)
def answer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The citizen's yes or no to being read about."""
    user, found = led(request, referral_id)
    sources = [part.department for part in parts_known(user, found)]
    form = AnswerForm(
        request.POST if request.method == "POST" else None, sources=sources, kinds=kinds_to_note()
    )
    intro = (
        "Spørg borgeren: “Må jeg læse, hvad de har skrevet om dig, før vi taler om en plan? Du må gerne sige nej.” "
        "Et svar træder i stedet for et tidligere svar om det samme."
    )
    context = {"title": "Borgerens svar", "button": "Notér svaret", "form": form, "intro": intro}
    status = 200
    if request.method == "POST":
        done = attempt(form, lambda: note_answer_of(by=user, referral=found, **form.saved_fields))
        if done.is_saved:
            messages.success(request, "Svaret er noteret.")
            return back_to(found)
        status = done.status
    return show_form(request, user, found, context, status)


@require_POST
def withdraw(request: HttpRequest, referral_id: UUID, referral_ground_id: UUID) -> HttpResponse:
    """Closed at this moment."""
    user, found = led(request, referral_id)
    ground = referral_ground_for(user, referral_ground_id)
    if ground.referral_id != found.pk:
        raise Http404
    withdraw_from_referral(by=user, ground=ground)
    messages.success(request, "Det er lukket.")
    return back_to(found)
