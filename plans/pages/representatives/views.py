"""The coordinator's pages of who acts for the citizen; and noting what a custody holder has answered."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from citizens.models import Representative
from enplan.web import forms, spoken
from plans.lookups.people import answer_for, plan_answer_for, representative_for, representatives_for
from plans.pages.representatives.forms import NotedAnswerForm, RepresentationForm, RepresentativeForm
from plans.pages.representatives.page import custody_ends, representatives_page
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.pages.workspace.views_consents import to_consents
from plans.pages.workspace.views_team import manager_desk
from plans.services.agreeing import note_plan_answer
from plans.services.custody import note_answer
from plans.services.people import add_representative, change_representation, end_representation
from plans.standing import Action

# What the look-log says of all pages here: a private person's name would tell the auditor whose plan it is.
WHAT = "Repræsentanter"


def to_list(desk: Desk) -> HttpResponse:
    response = redirect("representatives", desk.plan.pk)
    response.status_code = 303
    return response


@require_safe
def representatives(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Who acts for the citizen now, and who has."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.MANAGE_TEAM, desk.plan, writes=False)
    page = representatives_page(representatives_for(desk.user, desk.plan), desk.reading)
    return desk.show("plans/representatives/list.html", {"page": page}, what=WHAT)


@require_http_methods(["GET", "HEAD", "POST"])
def new_representative(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = manager_desk(request, plan_id)
    form = RepresentativeForm(
        request.POST if desk.is_post else None, until_help=custody_ends(desk.plan, desk.reading)
    )
    intro = "En repræsentant handler for borgeren i de områder, du vælger, og ser dem, som borgeren selv gør."
    sheet = FormSheet(desk, form, title="Ny repræsentant", button="Tilføj", intro=intro)
    return sheet.answer(
        lambda: add_representative(by=desk.user, plan=desk.plan, **form.cleaned_data),
        said="Repræsentanten står på planen nu.",
        to=lambda: to_list(desk),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_representative(request: HttpRequest, plan_id: UUID, representative_id: UUID) -> HttpResponse:
    """Another period, other areas, other papers."""
    desk = manager_desk(request, plan_id)
    person = representative_for(desk.user, desk.plan, representative_id)
    form = RepresentationForm(
        request.POST if desk.is_post else None,
        initial={
            "areas": [area.pk for area in person.areas.all()],
            "until": spoken.last_day(person.ends_at) if person.ends_at else None,
            "basis": person.basis,
            "document": person.document,
            "version": person.version,
        },
        until_help=custody_ends(desk.plan, desk.reading),
    )
    sheet = FormSheet(desk, form, title=f"{person.name}, {person.relation}", model=Representative, what=WHAT)

    def save() -> None:
        data = form.cleaned_data
        change_representation(
            by=desk.user,
            plan=desk.plan,
            person=person,
            seen=data["version"],
            areas=data["areas"],
            until=data["until"],
            basis=data["basis"],
            document=data["document"],
        )

    return sheet.answer(save, said="Det er ændret, og det gælder fra nu af.", to=lambda: to_list(desk))


@require_http_methods(["GET", "HEAD", "POST"])
def end_representative(request: HttpRequest, plan_id: UUID, representative_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    desk.allow(Action.MANAGE_TEAM, desk.plan, writes=False)
    person = representative_for(desk.user, desk.plan, representative_id)
    form = forms.Form(request.POST if desk.is_post else None)
    intro = (
        f"Så kan {person.name} ikke længere se planen eller handle for borgeren, fra det øjeblik du trykker. "
        "Det, der er skrevet og givet ja til, bliver stående, og det ses, hvem der afsluttede det."
    )
    sheet = FormSheet(
        desk, form, title=f"Afslut for {person.name}", button="Afslut nu", intro=intro, what=WHAT
    )
    return sheet.answer(
        lambda: end_representation(by=desk.user, plan=desk.plan, person=person),
        said=f"{person.name} handler ikke længere for borgeren.",
        to=lambda: to_list(desk),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def note_custody_answer(
    request: HttpRequest, plan_id: UUID, ground_id: UUID, answer_id: UUID
) -> HttpResponse:
    """What one who holds custody has said or signed, noted by a caseworker."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_GROUND, desk.plan)
    row = answer_for(desk.user, desk.plan, ground_id, answer_id)
    form = NotedAnswerForm(request.POST if desk.is_post else None)
    name = row.representative.name if desk.standing.coordinates else "den, der har forældremyndigheden"
    intro = (
        "Samtykket åbner først noget, når alle, der har forældremyndigheden, har sagt ja. Et nej gemmes også."
    )
    sheet = FormSheet(
        desk, form, title=f"Svar fra {name}", button="Gem svaret", intro=intro, what="Samtykker"
    )
    return sheet.answer(
        lambda: note_answer(by=desk.user, plan=desk.plan, answer_row=row, **form.cleaned_data),
        said="Svaret er noteret.",
        to=lambda: to_consents(desk),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def note_answer_to_plan(request: HttpRequest, plan_id: UUID, plan_answer_id: UUID) -> HttpResponse:
    """What one who holds custody has answered to having one plan, noted by a caseworker."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_GROUND, desk.plan)
    row = plan_answer_for(desk.plan, plan_answer_id)
    form = NotedAnswerForm(request.POST if desk.is_post else None)
    name = row.representative.name if desk.standing.coordinates else "den, der har forældremyndigheden"
    intro = "Der er først sagt ja til én plan, når alle, der har forældremyndigheden, har sagt ja. Et nej gemmes også."
    sheet = FormSheet(
        desk, form, title=f"Svar om én plan fra {name}", button="Gem svaret", intro=intro, what="Samtykker"
    )
    return sheet.answer(
        lambda: note_plan_answer(by=desk.user, plan=desk.plan, answer_row=row, **form.cleaned_data),
        said="Svaret er noteret.",
        to=lambda: to_consents(desk),
    )
