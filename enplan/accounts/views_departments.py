"""The administration's pages about departments: the tree, adding one, and changing one."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.form_page import METHODS, answer, sent
from enplan.accounts.forms_administration import DepartmentForm, NewDepartmentForm
from enplan.accounts.models import User
from enplan.accounts.scoped import departments, tree
from enplan.accounts.services.departments import add_department, edit_department


@administrators_only
@require_safe
def department_list(request: HttpRequest, by: User) -> HttpResponse:
    """All departments as a tree."""
    return render(request, "accounts/administration/departments.html", {"branches": tree(by)})


@administrators_only
@require_http_methods(METHODS)
def department_add(request: HttpRequest, by: User) -> HttpResponse:
    """A form for a new department."""
    return answer(
        request,
        NewDepartmentForm(sent(request), by=by),
        "accounts/administration/department_add.html",
        save=partial(add_department, by=by),
        said=lambda fields: _("%(name)s er oprettet.") % {"name": fields["name"]},
        to="departments",
    )


@administrators_only
@require_http_methods(METHODS)
def department_edit(request: HttpRequest, by: User, department_id: UUID) -> HttpResponse:
    """Everything about one department."""
    department = get_object_or_404(departments(by), pk=department_id)
    return answer(
        request,
        DepartmentForm(
            sent(request), by=by, department=department, initial=DepartmentForm.stored(department)
        ),
        "accounts/administration/department_edit.html",
        save=partial(edit_department, by=by, department=department),
        said=_("Ændringerne er gemt."),
        to="departments",
        context={"department": department},
    )
