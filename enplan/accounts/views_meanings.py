"""The administration's pages about the municipality's login: what its words mean, and closing for somebody at once."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.form_page import METHODS, answer, sent
from enplan.accounts.forms_meanings import MeaningForm, NewMeaningForm
from enplan.accounts.models import User
from enplan.accounts.scoped import employees, meanings
from enplan.accounts.services.meanings import add_meaning, edit_meaning, remove_meaning
from enplan.accounts.services.shutting_out import let_in, shut_out
from enplan.audit.versions import Conflict
from enplan.login_providers import STAFF
from enplan.web.requests import see_other

CLOSED = "Adgangen er lukket. Personen er logget ud og kan ikke logge ind."
STILL_COORDINATES = (
    "Personen er logget ud og kan ikke logge ind. Personen er stadig koordinerende sagsbehandler for planer: "
    "bed en leder om at give dem videre under Koordinatorer, og fjern så fluebenet ved “Kan logge ind”."
)
CHANGED_MEANWHILE = "En anden har rettet ordet imens. Se på det, og prøv igen."


@administrators_only
@require_safe
def meaning_list(request: HttpRequest, by: User) -> HttpResponse:
    """The words, those for roles and those for departments."""
    rows = list(meanings(by))
    groups = (
        ("Roller", "roller", [row for row in rows if row.role_id is not None]),
        ("Afdelinger", "afdelinger", [row for row in rows if row.department_id is not None]),
    )
    shown = {"groups": groups, "is_described": STAFF in settings.LOGIN_PROVIDERS}
    return render(request, "accounts/administration/meanings.html", shown)


@administrators_only
@require_http_methods(METHODS)
def meaning_add(request: HttpRequest, by: User) -> HttpResponse:
    """A form for one more word."""
    return answer(
        request,
        NewMeaningForm(sent(request), by=by),
        "accounts/administration/meaning_add.html",
        save=partial(add_meaning, by=by),
        said="Ordet har fået sin betydning.",
        to="meanings",
    )


@administrators_only
@require_http_methods(METHODS)
def meaning_edit(request: HttpRequest, by: User, meaning_id: UUID) -> HttpResponse:
    """A word and what it means."""
    meaning = get_object_or_404(meanings(by), pk=meaning_id)
    return answer(
        request,
        MeaningForm(sent(request), by=by, meaning=meaning, initial=MeaningForm.stored(meaning)),
        "accounts/administration/meaning_edit.html",
        save=partial(edit_meaning, by=by, meaning=meaning),
        said="Ændringerne er gemt. De gælder fra næste klik for dem, der er logget ind.",
        to="meanings",
        context={"meaning": meaning},
    )


@administrators_only
@require_POST
def meaning_remove(request: HttpRequest, by: User, meaning_id: UUID) -> HttpResponse:
    """The word means nothing any more."""
    meaning = get_object_or_404(meanings(by), pk=meaning_id)
    seen = request.POST.get("version", "")
    try:
        remove_meaning(by=by, meaning=meaning, seen=int(seen) if seen.isdecimal() else 0)
    except Conflict:
        messages.error(request, CHANGED_MEANWHILE)
        return see_other("meaning-edit", meaning_id)
    messages.success(request, "Ordet betyder ikke længere noget. Den, der kun kom ind på det, er lukket ude.")
    return see_other("meanings")


@administrators_only
@require_POST
def employee_shut_out(request: HttpRequest, by: User, employee_id: UUID) -> HttpResponse:
    """Everything is closed for the employee now, whatever they coordinate."""
    employee = get_object_or_404(employees(by), pk=employee_id)
    try:
        is_whole = shut_out(by=by, employee=employee)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, CLOSED if is_whole else STILL_COORDINATES)
    return see_other("employee-edit", employee_id)


@administrators_only
@require_POST
def employee_let_in(request: HttpRequest, by: User, employee_id: UUID) -> HttpResponse:
    """Opened again."""
    employee = get_object_or_404(employees(by), pk=employee_id)
    let_in(by=by, employee=employee)
    messages.success(request, "Personen kan logge ind igen.")
    return see_other("employee-edit", employee_id)
