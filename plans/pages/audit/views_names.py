"""Names, which stand in no list and no address: an employee to look for, and a citizen behind a number."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from enplan.accounts.auditors import auditors_and_answerers, auditors_only
from enplan.accounts.models import User
from enplan.accounts.scoped import matching
from plans.pages.audit.forms import EmployeeForm, ReasonForm
from plans.pages.audit.logging_looks import log_supervision
from plans.pages.audit.numbers import number_of
from plans.register import citizens_to_name, employees_named

AT_MOST = 30


@auditors_only
@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
def find_employee(request: HttpRequest, by: User) -> HttpResponse:
    """Whose looks, or whose notes of grounds, to see."""
    is_post = request.method == "POST"
    form = EmployeeForm(request.POST if is_post else None)
    found = None
    if is_post and form.is_valid():
        found = list(matching(employees_named(by), form.cleaned_data["q"])[: AT_MOST + 1])
    context = {
        "form": form,
        "found": found[:AT_MOST] if found is not None else None,
        "is_cut": found is not None and len(found) > AT_MOST,
    }
    status = 422 if is_post and found is None else 200
    return render(request, "plans/audit/employees.html", context, status=status)


@auditors_and_answerers
@require_http_methods(["GET", "HEAD", "POST"])
def name_citizen(request: HttpRequest, by: User, citizen_id: UUID) -> HttpResponse:
    """The name behind a number, for a reason that the citizen can read. Only the name: no CPR number, no address."""
    citizen = get_object_or_404(citizens_to_name(by), pk=citizen_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    name = ""
    if form.is_bound and form.is_valid():
        log_supervision(by=by, what="Dit navn", citizens=[citizen.pk], why=form.cleaned_data["reason"])
        name = citizen.name
    context = {"form": form, "number": number_of(citizen.pk), "name": name}
    status = 422 if form.is_bound and not name else 200
    return render(request, "plans/audit/citizen.html", context, status=status)
