"""`/min-plan/beskeder-til-dig/`: how one wants to be told that something is new, and what one has been sent."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.audit.models import Change, Look
from enplan.mail.models import OutgoingMail
from enplan.mail.outbox import newest_letters
from enplan.web import spoken
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_at_plan
from plans.lookups.notices import choice_of, choices_made, notices_to
from plans.models import Notice
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import plan_asked_for
from plans.pages.messages.forms_citizen import CHANNELS, REMINDERS, NoticeForm
from plans.permissions import standing_of
from plans.services.notices import choose_notices

State = OutgoingMail.State


@dataclass(frozen=True)
class Sent:
    """What one was told, and how far it has got."""

    what: str
    state: str


@require_http_methods(["GET", "HEAD", "POST"])
def notice_choice(request: HttpRequest) -> HttpResponse:
    """The choice is the person's, of all plans; what was sent is of the plan they come from."""
    plan = plan_asked_for(request)
    user = user_of(request)
    choice = choice_of(user)
    initial = {
        "channel": choice.channel,
        "email": choice.email or user.email,
        "reminder": choice.reminder,
    }
    form = NoticeForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        done = attempt(form, lambda: choose_notices(by=user, **form.cleaned_data))
        if done.is_saved:
            messages.success(request, _("Dit valg er gemt."))
            return redirect(page_address(plan, "notice-choice"))
        status = done.status
    standing = standing_of(user, plan)
    context = {
        "plan": plan,
        "form": form,
        "is_citizen": standing.is_citizen,
        "sent": list(_sent(notices_to(user, plan))),
        "chosen": [text for change in choices_made(user) if (text := _chosen(change))],
    }
    look_at_plan(by=user, standing=standing, kind=Look.Kind.PAGE, what="Beskeder til dig")
    return render(request, "plans/messages/citizen_choice.html", context, status=status)


def _sent(notices: list[Notice]) -> Iterator[Sent]:
    mails = newest_letters([one.pk for one in notices if one.is_by_email])
    for notice in notices:
        what = _("Brev om en ny besked")
        if notice.is_by_email:
            what = (
                _("Mail om en ny besked") if notice.reminds_of is None else _("Mail om noget, du skal huske")
            )
            if notice.meeting_id is not None:
                what = _("Mail om et møde")
        yield Sent(what, _state(notice, mails.get(notice.pk)))


def _state(notice: Notice, mail: OutgoingMail | None) -> str:
    if not notice.is_by_email:
        sent_at = notice.letter_sent_at
        return _("sendt %s") % spoken.near(sent_at) if sent_at else _("bliver sendt snart")
    if mail is None or mail.settled_at is None:
        return _("er på vej")
    when = spoken.moment(mail.settled_at)
    if mail.state == State.SENT:
        return _("sendt %s") % when
    if mail.state == State.DROPPED:
        return _("ikke sendt. Det var der ikke brug for mere")
    if mail.state == State.UNKNOWN:
        return _("måske sendt %s") % when
    return _("kunne ikke sendes. Se, om din mailadresse er rigtig")


def _chosen(change: Change) -> str:
    """ "10. marts: mail", of one line of the history. Of the address it is only said that it is another."""
    said = {
        **{("channel", str(value)): text for value, text in CHANNELS},
        **{("reminder", str(value)): text for value, text in REMINDERS},
    }
    names = {"channel": _("Ny besked"), "reminder": _("Huske noget"), "email": _("Mailadresse")}
    value = said.get((change.field, change.after), _("en anden"))
    return f"{spoken.moment(change.at)}. {names[change.field]}: {value}"
