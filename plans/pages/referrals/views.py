"""`/henvisninger/`: what I am part of, one referral, my own department's part of it, and asking others for theirs."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Look
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_at_referrals, look_by_search
from plans.lookups.referrals import (
    grounds_on,
    own_part,
    part_to_stop,
    parts_known,
    parts_of,
    referral_for,
    referrals_of,
)
from plans.lookups.things import citizen_for, has_active_plan
from plans.models import Referral, ReferralPart
from plans.pages.conflict import both_texts
from plans.pages.referrals.forms import AskForm, BeginForm, PartForm
from plans.pages.referrals.page import referral_line, referral_page
from plans.services.checks import NotAllowed
from plans.services.referrals import NOT_YOURS, ask_department, begin_referral, stop_asking, write_part
from plans.standing_referrals import may_ask, may_begin, may_write

METHODS = ["GET", "HEAD", "POST"]
FORM = "plans/referrals/form.html"


def at_work(request: HttpRequest) -> User:
    """A caseworker; 404 for others. What each sees is the rule's to say."""
    user = user_of(request)
    if user.role is None or not user.role.can_write_goals:
        raise Http404
    return user


@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """Those I am part of; the open ones first."""
    user = at_work(request)
    found = sorted(referrals_of(user).exclude(citizen__user=user), key=lambda one: not one.is_open)
    look_at_referrals(by=user, referrals=found, kind=Look.Kind.LIST, what="Henvisninger")
    lines = [referral_line(one, user) for one in found]
    return render(request, "plans/referrals/referrals.html", {"lines": lines})


@require_http_methods(METHODS)
def begin(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """Suggesting one plan for a citizen that a search has found. Not there where there is a plan already."""
    user = user_of(request)
    if not may_begin(user):
        raise Http404
    citizen = citizen_for(user, citizen_id)
    if has_active_plan(citizen):
        raise Http404
    form = BeginForm(request.POST if request.method == "POST" else None, user=user)
    made: list[Referral] = []
    status = 200
    if request.method == "POST":
        done = attempt(
            form,
            lambda: made.append(
                begin_referral(by=user, citizen=citizen, coordinator=form.cleaned_data["coordinator"])
            ),
        )
        if done.is_saved:
            messages.success(request, "Henvisningen er begyndt. Skriv din egen del, og spørg de andre.")
            return back_to(made[0])
        status = done.status
    look_by_search(by=user, citizens=[(citizen, None)], reason="Begynder en henvisning")
    context = {
        "form": form,
        "title": f"Begynd en henvisning af {citizen.name}",
        "intro": "Hver afdeling skriver sin egen del. Ingen læser de andres, før borgeren siger ja, eller loven åbner.",
        "button": "Begynd henvisningen",
    }
    return render(request, FORM, context, status=status)


@require_safe
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    user = at_work(request)
    found = referral_for(user, referral_id)
    look_at_referrals(by=user, referrals=[found], kind=Look.Kind.PAGE, what="Henvisningen")
    page = referral_page(
        found,
        user,
        known=parts_known(user, found),
        read=parts_of(user, found),
        grounds=grounds_on(user, found),
        at=clock.now(),
    )
    return render(request, "plans/referrals/referral.html", {"page": page})


@require_http_methods(METHODS)
def my_part(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """My department's part. 404 for who was not asked."""
    user = at_work(request)
    found = referral_for(user, referral_id)
    part = own_part(user, found)
    if part is None:
        raise Http404
    if not may_write(user, part):
        raise NotAllowed(NOT_YOURS)
    form = PartForm.of(part, request.POST if request.method == "POST" else None)
    context = {"title": "Din afdelings del", "button": "Gem", "form": form}
    if request.method != "POST":
        return show_form(request, user, found, context)
    done = attempt(form, lambda: write_part(by=user, part=part, **form.saved_fields))
    if done.is_saved:
        messages.success(request, "Din del er gemt.")
        return back_to(found)
    if done.conflict:
        context["is_conflict"] = True
        context["conflict"] = both_texts(
            done.conflict,
            ReferralPart,
            touched=done.touched & {"tried", "why"},  # what is written, not what is ticked
            name_of=lambda one: one.name if one else "",
            citizen=found.citizen.name,
            form=form,
        )
    return show_form(request, user, found, context, done.status)


@require_http_methods(METHODS)
def ask(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Asking a caseworker of another department for their part."""
    user = at_work(request)
    found = referral_for(user, referral_id)
    if not may_ask(user, found):
        raise NotAllowed(NOT_YOURS)
    asked = [part.department for part in parts_known(user, found)]
    form = AskForm(request.POST if request.method == "POST" else None, besides=asked)
    intro = (
        "Spørg kun dem, der skal bruges. At spørge fortæller, at borgeren er på tale her, "
        "og hvem der skal holde trådene."
    )
    context = {"title": "Spørg en anden afdeling", "button": "Spørg", "form": form, "intro": intro}
    status = 200
    if request.method == "POST":
        done = attempt(form, lambda: ask_department(by=user, referral=found, user=form.cleaned_data["user"]))
        if done.is_saved:
            messages.success(request, "Spurgt. Henvisningen står nu på personens liste.")
            return back_to(found)
        status = done.status
    return show_form(request, user, found, context, status)


@require_POST
def stop(request: HttpRequest, referral_id: UUID, part_id: UUID) -> HttpResponse:
    """Not asked after all."""
    user = at_work(request)
    found = referral_for(user, referral_id)
    part = part_to_stop(user, found, part_id)
    try:
        stop_asking(by=user, part=part)
    except ValidationError as error:  # settled meanwhile
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, "Afdelingen er ikke længere spurgt.")
    return back_to(found)


def show_form(
    request: HttpRequest, user: User, found: Referral, context: dict[str, object], status: int = 200
) -> HttpResponse:
    """A form of a referral, with the look."""
    look_at_referrals(by=user, referrals=[found], kind=Look.Kind.PAGE, what="Henvisningen")
    return render(request, FORM, {"referral": found, **context}, status=status)


def back_to(found: Referral) -> HttpResponseRedirect:
    response = redirect("referral", found.pk)
    response.status_code = 303
    return response
