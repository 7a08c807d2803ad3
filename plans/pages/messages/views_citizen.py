"""`/min-plan/<uuid>/beskeder/`: the citizen's side and whoever holds the threads write to each other."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.audit.models import Look
from enplan.web import spoken
from enplan.web.requests import see_other, user_of
from enplan.web.saving import attempt
from plans.looks import keep_openings, look_at_plan
from plans.lookups.messages import messages_for
from plans.lookups.notices import choice_of
from plans.models import Message
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.presenters.people import coordinator_of
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.messages.forms_citizen import MessageForm
from plans.pages.messages.lines import conversation_of
from plans.reading import Reading, read_plan
from plans.services.messages import send_message


@require_http_methods(["GET", "HEAD", "POST"])
def citizens_messages(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The own conversation, and beneath it what those who act for the citizen and the coordinator have written."""
    plan = own_plan_for(request, plan_id)
    user = user_of(request)
    form = MessageForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        done = attempt(
            form,
            lambda: send_message(
                by=user, plan=plan, text=form.cleaned_data["text"], once=form.cleaned_data["once"]
            ),
        )
        if done.is_saved:
            messages.success(request, _("Din besked er sendt."))
            return see_other("min-plan-messages", plan.pk)
        status = done.status
    reading = read_plan(user, plan)
    every = messages_for(user, plan)
    own = [one for one in every if not _is_beside(one, reading)]
    wording = Wording.of(reading)
    context = {
        "plan": plan,
        "page_wording": wording,
        "conversation": conversation_of(own, reading),
        "beside": conversation_of([one for one in every if _is_beside(one, reading)], reading),
        "coordinator": coordinator_of(reading, wording.holds_threads),
        "readers": _readers(reading),
        "form": form if plan.is_active or form.is_bound else None,
        "channel": choice_of(user).channel,
    }
    look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.PAGE, what="Beskeder")
    keep_openings(by=user, standing=reading.standing, messages=every)
    return render(request, "plans/messages/citizen.html", context, status=status)


def _is_beside(message: Message, reading: Reading) -> bool:
    """Does the citizen read along? Who acts sees no conversation but their own."""
    return reading.standing.is_citizen and message.with_representative_id is not None


def _readers(reading: Reading) -> str:
    """Who reads what is written here, by name: who coordinates now, and a deputy meanwhile."""
    names = [member.user.name for member in reading.team if member.is_coordinating]
    return spoken.listing(names) or _("den, der holder trådene")
