"""The administration's pages about employees: the list with its search, adding one, and changing one."""

from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.form_page import METHODS, answer, sent
from enplan.accounts.forms_administration import EmployeeForm, NewEmployeeForm, SearchForm
from enplan.accounts.models import User
from enplan.accounts.scoped import employees, matching
from enplan.accounts.services.employees import add_employee, edit_employee

A_PAGE = 50


@administrators_only
@require_safe
def employee_list(request: HttpRequest, by: User) -> HttpResponse:
    """All employees, or those that match the words."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = matching(employees(by), words) if form.is_valid() else employees(by).none()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("side"))
    return render(
        request, "accounts/administration/employees.html", {"form": form, "page": page, "words": words}
    )


@administrators_only
@require_http_methods(METHODS)
def employee_add(request: HttpRequest, by: User) -> HttpResponse:
    """A form for a new employee."""
    return answer(
        request,
        NewEmployeeForm(sent(request), by=by),
        "accounts/administration/employee_add.html",
        save=partial(add_employee, by=by),
        said=lambda fields: _("%(name)s er oprettet.") % {"name": fields["name"][:120]},
        to="employees",
    )


@administrators_only
@require_http_methods(METHODS)
def employee_edit(request: HttpRequest, by: User, employee_id: UUID) -> HttpResponse:
    """Everything about one employee."""
    employee = get_object_or_404(employees(by), pk=employee_id)
    return answer(
        request,
        EmployeeForm(sent(request), by=by, employee=employee, initial=EmployeeForm.stored(employee)),
        "accounts/administration/employee_edit.html",
        save=partial(edit_employee, by=by, employee=employee),
        said=_("Ændringerne er gemt."),
        to="employees",
        context={"employee": employee},
    )
