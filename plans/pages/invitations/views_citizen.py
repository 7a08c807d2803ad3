"""`/min-plan/netvaerk/`: the citizen's own people; inviting, sending again, taking back, and closing with a tap."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizens.models import NetworkPerson
from enplan.audit.models import Look
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.asking import asked_of
from plans.looks import look_at_plan
from plans.lookups.people import invitation_for, network_person_for
from plans.models import Plan
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for, plan_asked_for
from plans.pages.citizen.lookups import areas_for
from plans.pages.citizen.posting import saves
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.invitations.forms import InviteKnownForm, InviteNewForm
from plans.pages.invitations.presenter import own_people
from plans.reading import Reading, read_plan
from plans.services.invitations import end_network_access, invite, send_again, withdraw_invitation


@require_safe
def own_people_page(request: HttpRequest) -> HttpResponse:
    """Who takes part, who is invited, and who only stands as a contact."""
    plan = plan_asked_for(request)
    reading = _read(request, plan)
    context = {"plan": plan, "wording": Wording.of(reading), "page": own_people(reading)}
    return render(request, "plans/invitations/own_people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_new(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Somebody who does not stand on the plan yet."""
    return _invite(request, _read(request, own_plan_for(request, plan_id)))


@require_http_methods(["GET", "HEAD", "POST"])
def invite_known(request: HttpRequest, plan_id: UUID, contact_id: UUID) -> HttpResponse:
    """A contact without a login. 404 for who does not see the person, and for one who has a login."""
    plan = own_plan_for(request, plan_id)
    person = network_person_for(user_of(request), plan, contact_id)
    if person.user_id is not None:
        raise Http404
    return _invite(request, _read(request, plan), person)


@saves
def end_access(request: HttpRequest, plan: Plan, contact_id: UUID) -> HttpResponse:
    """One tap closes everything for one person."""
    person = network_person_for(user_of(request), plan, contact_id)
    end_network_access(by=user_of(request), plan=plan, person=person)
    messages.success(request, _("%s kan ikke længere se noget.") % person.name)
    return redirect(page_address(plan, "own-people"))


@saves
def send_invitation_again(request: HttpRequest, plan: Plan, invitation_id: UUID) -> HttpResponse:
    """A new link to the same address."""
    invitation = invitation_for(user_of(request), plan, invitation_id)
    try:
        send_again(by=user_of(request), plan=plan, invitation=invitation)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Vi sender et nyt link. Det gamle virker ikke mere."))
    return redirect(page_address(plan, "own-people"))


@saves
def take_invitation_back(request: HttpRequest, plan: Plan, invitation_id: UUID) -> HttpResponse:
    """The link works no more."""
    invitation = invitation_for(user_of(request), plan, invitation_id)
    withdraw_invitation(by=user_of(request), plan=plan, invitation=invitation)
    messages.success(request, _("Invitationen er trukket tilbage. Linket virker ikke mere."))
    return redirect(page_address(plan, "own-people"))


def _read(request: HttpRequest, plan: Plan) -> Reading:
    reading = read_plan(user_of(request), plan)
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what="Egne folk")
    return reading


def _invite(request: HttpRequest, reading: Reading, person: NetworkPerson | None = None) -> HttpResponse:
    sources = asked_of(reading).sources
    kind = InviteNewForm if person is None else InviteKnownForm
    form = kind(request.POST if request.method == "POST" else None, areas=areas_for(reading.standing))
    status = 200
    if request.method == "POST":
        done = attempt(
            form,
            lambda: invite(
                by=reading.user,
                plan=reading.plan,
                person=person,
                sources=sources,
                **form.cleaned_data,
            ),
        )
        if done.is_saved:
            messages.success(request, _("Invitationen er på vej. Den åbner først noget, når der er sagt ja."))
            return redirect(page_address(reading.plan, "own-people"))
        status = done.status
    context = {
        "plan": reading.plan,
        "wording": Wording.of(reading),
        "form": form,
        "person": person,
        "sources": sources,
    }
    return render(request, "plans/invitations/invite.html", context, status=status)
