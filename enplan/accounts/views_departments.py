"""The administration's pages about departments: the tree, adding one, and changing one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.conflicts import both_sides
from enplan.accounts.forms_administration import DepartmentForm, NewDepartmentForm
from enplan.accounts.models import User
from enplan.accounts.scoped import departments, tree
from enplan.accounts.services.departments import add_department, edit_department
from enplan.web.saving import attempt


@administrators_only
@require_safe
def department_list(request: HttpRequest, by: User) -> HttpResponse:
    """All departments as a tree."""
    return render(request, "accounts/administration/departments.html", {"branches": tree(by)})


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def department_add(request: HttpRequest, by: User) -> HttpResponse:
    """A form for a new department."""
    form = NewDepartmentForm(request.POST if request.method == "POST" else None, by=by)
    if request.method != "POST":
        return _page(request, "department_add", {"form": form})
    tried = attempt(form, lambda: add_department(by=by, **form.cleaned_data))
    if tried.is_saved:
        messages.success(request, _("%(name)s er oprettet.") % {"name": form.cleaned_data["name"]})
        return redirect("departments")
    return _page(request, "department_add", {"form": form}, tried.status)


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def department_edit(request: HttpRequest, by: User, department_id: UUID) -> HttpResponse:
    """Everything about one department."""
    department = get_object_or_404(departments(by), pk=department_id)
    data = request.POST if request.method == "POST" else None
    form = DepartmentForm(data, by=by, department=department, initial=DepartmentForm.stored(department))
    context = {"form": form, "department": department}
    if request.method != "POST":
        return _page(request, "department_edit", context)

    def save() -> None:
        fields = dict(form.cleaned_data)
        edit_department(by=by, department=department, seen=fields.pop("version"), **fields)

    tried = attempt(form, save)
    if tried.is_saved:
        messages.success(request, _("Ændringerne er gemt."))
        return redirect("departments")
    if tried.conflict:
        context["conflict"] = both_sides(tried.conflict)
    return _page(request, "department_edit", context, tried.status)


def _page(request: HttpRequest, name: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, f"accounts/administration/{name}.html", context, status=status)
