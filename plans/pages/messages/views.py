"""`/planer/<uuid>/beskeder/`: who coordinates reads and answers; any caseworker notes what the citizen said."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from citizens.models import Representative
from enplan.web import forms
from enplan.web.requests import see_other
from enplan.web.saving import attempt
from plans.looks import keep_openings
from plans.lookups.messages import acting_for, message_for, messages_for
from plans.lookups.notices import notice_for
from plans.pages.caseload.views import show_caseload
from plans.pages.messages.forms import AnswerForm, NewMessageForm, ToldForm
from plans.pages.messages.page import messages_page
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.messages import note_message, send_message, settle_message
from plans.services.notices import note_letter_sent
from plans.standing import Action

METHODS = ["GET", "HEAD", "POST"]
WITH = "med"  # whose conversation, in the address


@require_http_methods(METHODS)
def plan_messages(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The citizen's conversation, or that of the one who acts whom `?med=` names; writing is who coordinates'."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_MESSAGE, desk.plan, writes=False)
    acting = _acting(desk)
    if not desk.is_post:
        return _show(desk, acting)
    desk.allow(Action.WRITE_MESSAGE, desk.plan)
    form = NewMessageForm(request.POST, is_answer=True)
    done = attempt(
        form,
        lambda: send_message(by=desk.user, plan=desk.plan, representative=acting, **form.said),
    )
    if not done.is_saved:
        return _show(desk.after_saving(), acting, form=form, status=done.status)
    messages.success(request, "Beskeden er sendt.")
    return _back(desk, acting)


@require_http_methods(METHODS)
def note(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What the citizen's side said in a letter, a call or a visit."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_MESSAGE, desk.plan)
    people = list(desk.reading.representatives)
    whose = [("", desk.plan.citizen.name), *((str(one.pk), f"{one.name}, {one.relation}") for one in people)]
    form = ToldForm(request.POST if desk.is_post else None, whose=whose)

    def save() -> None:
        given = form.cleaned_data
        note_message(
            by=desk.user,
            plan=desk.plan,
            text=given["text"],
            heard=given["heard"],
            once=given["once"],
            representative=acting_for(people, given.get("whose", "")),
        )

    sheet = FormSheet(
        desk,
        form,
        title="Notér en besked fra borgeren",
        button="Notér beskeden",
        intro="Den står i samtalen som borgerens, skrevet ned af dig, og venter på den, der holder trådene.",
        what="Beskeder",
    )
    return sheet.answer(
        save,
        said="Beskeden er noteret.",
        to=lambda: see_other("plan-messages", desk.plan.pk),
    )


@require_POST
def answer(request: HttpRequest, plan_id: UUID, message_id: UUID) -> HttpResponse:
    """An answer written on the line of the start page."""
    desk = desk_of(request, plan_id)
    message = message_for(desk.user, desk.plan, message_id)
    desk.allow(Action.SETTLE_MESSAGE, message)
    form = AnswerForm(request.POST, prefix=message.pk.hex)
    done = attempt(
        form,
        lambda: send_message(
            by=desk.user, plan=desk.plan, representative=message.with_representative, **form.said
        ),
    )
    if not done.is_saved:
        response = show_caseload(request, QueryDict(), answer=(message.pk, form), status=done.status)
        # htmx would else put the address that was posted to in the browser's address line.
        response.headers["HX-Push-Url"] = "false"
        return response
    messages.success(request, "Dit svar er sendt.")
    return see_other("caseload")


@require_POST
def settle(request: HttpRequest, plan_id: UUID, message_id: UUID) -> HttpResponse:
    """It needs no answer."""
    desk = desk_of(request, plan_id)
    message = message_for(desk.user, desk.plan, message_id)
    desk.allow(Action.SETTLE_MESSAGE, message)
    form = forms.Form(request.POST)
    done = attempt(form, lambda: settle_message(by=desk.user, message=message))
    if not done.is_saved:
        notice = " ".join(map(str, form.non_field_errors()))
        return _show(desk.after_saving(), message.with_representative, notice=notice, status=done.status)
    messages.success(request, "Beskeden venter ikke på dig mere.")
    return _back(desk, message.with_representative)


@require_POST
def letter_sent(request: HttpRequest, plan_id: UUID, notice_id: UUID) -> HttpResponse:
    """The letter is in the post."""
    desk = desk_of(request, plan_id)
    notice = notice_for(desk.user, desk.plan, notice_id)
    desk.allow(Action.SETTLE_MESSAGE, notice.message)
    form = forms.Form(request.POST)
    done = attempt(form, lambda: note_letter_sent(by=desk.user, notice=notice))
    if not done.is_saved:
        said = " ".join(map(str, form.non_field_errors()))
        return _show(desk.after_saving(), None, notice=said, status=done.status)
    messages.success(request, "Det er noteret, at brevet er sendt.")
    return _back(desk, notice.message.with_representative if notice.message else None)


def _acting(desk: Desk) -> Representative | None:
    """Who acts for the citizen now, or has written before; 404 for anybody else."""
    asked = desk.request.GET.get(WITH, "")
    if not asked:
        return None
    every = messages_for(desk.user, desk.plan)
    known = [one.with_representative for one in every if one.with_representative]
    found = acting_for([*desk.reading.representatives, *known], asked)
    if found is None:
        raise Http404
    return found


def _show(
    desk: Desk,
    acting: Representative | None,
    *,
    form: NewMessageForm | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    every = messages_for(desk.user, desk.plan)
    page = messages_page(desk.reading, every, acting)
    may_settle = desk.plan.is_active and desk.standing.may(Action.WRITE_MESSAGE, desk.plan)
    may_write = may_settle and (acting is None or acting in desk.reading.representatives)
    context = {
        "page": page,
        "form": form or (NewMessageForm(is_answer=page.waits) if may_write else None),
        "may_note": desk.plan.is_active,
        "may_settle": may_settle,
        "notice": notice,
    }
    whole = [one for one in every if one.with_representative_id == (acting.pk if acting else None)]
    keep_openings(by=desk.user, standing=desk.standing, messages=whole)
    return desk.show("plans/messages/messages.html", context, what="Beskeder", status=status)


def _back(desk: Desk, acting: Representative | None) -> HttpResponse:
    address = reverse("plan-messages", args=[desk.plan.pk])
    response = HttpResponseRedirect(f"{address}?{WITH}={acting.pk}" if acting else address)
    response.status_code = 303
    return response
