"""`/administration/indsatser/`: the catalogue of measures, each row with what has been changed."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.form_page import METHODS, answer, sent
from enplan.accounts.models import User
from plans.lookups.catalogue import areas_to_choose, changes_of_type, measure_types
from plans.pages.catalogue.forms import ConfirmForm, EditTypeForm, TypeForm
from plans.pages.catalogue.page import by_law, change_lines, type_line
from plans.services.measure_types import add_measure_type, confirm_measure_type, edit_measure_type

PAGES = "plans/catalogue"
NEWEST = 50


@administrators_only
@require_safe
def type_list(request: HttpRequest, by: User) -> HttpResponse:
    """The whole catalogue, law by law."""
    return render(request, f"{PAGES}/types.html", {"parts": by_law(measure_types(by))})


@administrators_only
@require_http_methods(METHODS)
def type_add(request: HttpRequest, by: User) -> HttpResponse:
    """One more row."""
    return answer(
        request,
        TypeForm(sent(request), areas=areas_to_choose(by), initial={"is_active": True}),
        f"{PAGES}/type.html",
        save=partial(add_measure_type, by=by),
        said="Indsatsen står i kataloget nu. En jurist skal sige ja til den.",
        to="measure-types",
    )


@administrators_only
@require_http_methods(METHODS)
def type_edit(request: HttpRequest, by: User, type_key: str) -> HttpResponse:
    """A row, for measures made from now on; and what has been changed."""
    row = get_object_or_404(measure_types(by), pk=type_key)
    return answer(
        request,
        EditTypeForm(sent(request), areas=areas_to_choose(by), initial=EditTypeForm.stored(row)),
        f"{PAGES}/type.html",
        save=partial(edit_measure_type, by=by, measure_type=row),
        said="Ændringerne er gemt. Indsatser, der er skrevet, beholder det, de fik.",
        to="measure-types",
        context={
            "line": type_line(row),
            "row": row,
            "changes": change_lines(changes_of_type(by, row)[:NEWEST]),
        },
    )


@administrators_only
@require_http_methods(METHODS)
def type_confirm(request: HttpRequest, by: User, type_key: str) -> HttpResponse:
    """A jurist's yes to the row as it stands."""
    row = get_object_or_404(measure_types(by), pk=type_key)
    return answer(
        request,
        ConfirmForm(sent(request), initial=ConfirmForm.stored(row)),
        f"{PAGES}/type_confirm.html",
        save=partial(confirm_measure_type, by=by, measure_type=row),
        said="Juristens ja er noteret.",
        to="measure-types",
        context={"line": type_line(row), "row": row},
    )
