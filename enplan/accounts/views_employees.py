"""The administration's pages about employees: the list with its search, adding one, and changing one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.conflicts import both_sides
from enplan.accounts.forms_administration import EmployeeForm, NewEmployeeForm, SearchForm
from enplan.accounts.models import User
from enplan.accounts.scoped import employees, matching
from enplan.accounts.services.employees import add_employee, edit_employee
from enplan.web.saving import attempt

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
@require_http_methods(["GET", "HEAD", "POST"])
def employee_add(request: HttpRequest, by: User) -> HttpResponse:
    """A form for a new employee."""
    form = NewEmployeeForm(request.POST if request.method == "POST" else None, by=by)
    if request.method == "POST":
        tried = attempt(form, lambda: add_employee(by=by, **form.cleaned_data))
        if tried.is_saved:
            messages.success(request, _("%(name)s er oprettet.") % {"name": form.cleaned_data["name"][:120]})
            return redirect("employees")
        return _page(request, "employee_add", {"form": form}, tried.status)
    return _page(request, "employee_add", {"form": form})


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def employee_edit(request: HttpRequest, by: User, employee_id: UUID) -> HttpResponse:
    """Everything about one employee."""
    employee = get_object_or_404(employees(by), pk=employee_id)
    data = request.POST if request.method == "POST" else None
    form = EmployeeForm(data, by=by, employee=employee, initial=EmployeeForm.stored(employee))
    context = {"form": form, "employee": employee}
    if request.method != "POST":
        return _page(request, "employee_edit", context)

    def save() -> None:
        fields = dict(form.cleaned_data)
        edit_employee(by=by, employee=employee, seen=fields.pop("version"), **fields)

    tried = attempt(form, save)
    if tried.is_saved:
        messages.success(request, _("Ændringerne er gemt."))
        return redirect("employees")
    if tried.conflict:
        context["conflict"] = both_sides(tried.conflict)
    return _page(request, "employee_edit", context, tried.status)


def _page(request: HttpRequest, name: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, f"accounts/administration/{name}.html", context, status=status)
