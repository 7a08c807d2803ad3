"""`/planer/<uuid>/familie/`: the plans this one is linked with. Asking and noting answers are for who coordinates."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from enplan.web.saving import attempt
from plans.looks import look_by_search
from plans.lookups.families import (
    family_answer_for,
    family_of,
    found_with_cpr,
    side_for,
    who_may_answer,
)
from plans.pages.family.forms import AskForm, AskOtherForm, NoteForm, NoteToldForm
from plans.pages.family.page import family_page
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.families import ask_for_family, ask_the_other_side, end_family
from plans.services.family_answers import note_family_answer, note_told_answer
from plans.standing import Action

WHAT = "Familie"


@require_http_methods(["GET", "HEAD", "POST"])
def family(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What is in force, for those who may know; and for who coordinates what is asked, and asking."""
    desk = desk_of(request, plan_id)
    if desk.is_post:
        desk.allow(Action.LINK_FAMILY, desk.plan)
    form = AskForm(request.POST if desk.is_post else None)
    if not desk.is_post:
        return _show(desk, form)
    done = attempt(form, lambda: ask_for_family(by=desk.user, plan=desk.plan, **form.cleaned_data))
    if not done.is_saved:
        return _show(desk, form, status=done.status)
    messages.success(request, "Spørgsmålet er gemt. Det venter på svar.")
    return _back(desk)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, plan_id: UUID, side_id: UUID, family_answer_id: UUID) -> HttpResponse:
    """What one of those who were asked at this plan has said or signed."""
    desk = _desk(request, plan_id)
    row = family_answer_for(desk.user, desk.plan, side_id, family_answer_id)
    who = row.representative.name if row.representative else "borgeren"
    intro = (
        f"Det gælder: “{row.side.other_named}”. Den anden får at vide: “{row.side.own_named}”. Et ja er også et ja "
        "til, at den anden bliver spurgt og kan se i sin adgangslog, hvilken afdeling der har søgt. For et barn under "
        "15 år bliver alle, der har forældremyndigheden, spurgt. Et nej gemmes også."
    )
    form = NoteForm(request.POST if desk.is_post else None)
    sheet = FormSheet(desk, form, title=f"Svar fra {who}", button="Gem svaret", intro=intro, what=WHAT)
    return sheet.answer(
        lambda: note_family_answer(by=desk.user, row=row, **form.cleaned_data),
        said="Svaret er noteret.",
        to=lambda: _back(desk),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def note_told(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """An answer at a plan that is asked: who asks is not shown here, so whoever notes it must know from elsewhere."""
    desk = _desk(request, plan_id)
    form = NoteToldForm(request.POST if desk.is_post else None, holders=who_may_answer(desk.plan))
    intro = (
        "Er der spurgt fra en anden plan i familien, ser borgeren det selv på sin side. Svarer borgeren i stedet "
        "til dig, noterer du det her. Et nej gemmes også."
    )
    sheet = FormSheet(
        desk, form, title="Notér et svar om familien", button="Gem svaret", intro=intro, what=WHAT
    )

    def save() -> None:
        data = form.cleaned_data
        note_told_answer(
            by=desk.user,
            plan=desk.plan,
            cpr=data["cpr"],
            representative=form.representative,
            answer=data["answer"],
            form=data["form"],
            circumstances=data["circumstances"],
        )

    return sheet.answer(save, said="Svaret er noteret.", to=lambda: _back(desk))


@require_http_methods(["GET", "HEAD", "POST"])
def ask_other(request: HttpRequest, plan_id: UUID, side_id: UUID) -> HttpResponse:
    """The other side is found as a search finds them, and that is logged as one, whether they can be asked or not."""
    desk = _desk(request, plan_id)
    side = side_for(desk.user, desk.plan, side_id)
    form = AskOtherForm(request.POST if desk.is_post else None)
    intro = (
        f"Det gælder: “{side.other_named}”. Den, der bliver spurgt, ser kun: “{side.own_named}”. Er det et barn under "
        "15 år, bliver alle, der har forældremyndigheden, spurgt, også en, borgeren ikke bor sammen med."
    )
    sheet = FormSheet(desk, form, title="Spørg den anden", button="Spørg", intro=intro, what=WHAT)

    def save() -> None:
        found = found_with_cpr(desk.user, form.cleaned_data["cpr"])
        look_by_search(by=desk.user, citizens=found, reason=form.cleaned_data["reason"])
        ask_the_other_side(by=desk.user, side=side, citizen=found[0][0] if found else None)

    return sheet.answer(save, said="Den anden er spurgt.", to=lambda: _back(desk))


@require_POST
def end(request: HttpRequest, plan_id: UUID, side_id: UUID) -> HttpResponse:
    """Ended, or taken back, at once."""
    desk = _desk(request, plan_id)
    side = side_for(desk.user, desk.plan, side_id)
    try:
        end_family(by=desk.user, side=side)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, "Det er slut nu.")
    return _back(desk)


def _desk(request: HttpRequest, plan_id: UUID) -> Desk:
    desk = desk_of(request, plan_id)
    desk.allow(Action.LINK_FAMILY, desk.plan)
    return desk


def _show(desk: Desk, form: AskForm, *, status: int = 200) -> HttpResponse:
    page = family_page(family_of(desk.user, desk.plan), desk)
    return desk.show("plans/family/family.html", {"page": page, "form": form}, what=WHAT, status=status)


def _back(desk: Desk) -> HttpResponse:
    response = redirect("family", desk.plan.pk)
    response.status_code = 303
    return response
