"""`/administration/uenighed/`: where a disagreement goes in this municipality. Nothing of any citizen."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from enplan.accounts.administrators import administrators_only
from enplan.accounts.conflicts import both_sides
from enplan.accounts.directory import departments_in_use
from enplan.accounts.models import User
from enplan.web.saving import attempt
from plans.pages.choices import offer
from plans.pages.disputes.forms import DecisionRuleForm
from plans.services.decision_rule import decision_rule, set_decision_rule

TEMPLATE = "plans/disputes/rule.html"


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, by: User) -> HttpResponse:
    """Who decides, for questions that are put from now on."""
    stored = decision_rule()
    departments = {str(one.pk): one for one in departments_in_use()}
    initial = {
        "goes_to": stored.goes_to,
        "department": str(stored.department_id or ""),
        "version": stored.version,
    }
    form = DecisionRuleForm(request.POST if request.method == "POST" else None, initial=initial)
    offer(form, "department", [("", "Ingen"), *((key, one.name) for key, one in departments.items())])
    context: dict[str, Any] = {"form": form}
    if not form.is_bound:
        return render(request, TEMPLATE, context)

    def save() -> None:
        chosen = form.cleaned_data
        department = departments.get(chosen["department"])
        set_decision_rule(by=by, seen=chosen["version"], goes_to=chosen["goes_to"], department=department)

    tried = attempt(form, save)
    if tried.is_saved:
        messages.success(
            request, "Reglen er gemt. Spørgsmål, der allerede er sendt, bliver hos den, de er sendt til."
        )
        return redirect("decision-rule")
    if tried.conflict:
        context["conflict"] = both_sides(tried.conflict)
    return render(request, TEMPLATE, context, status=tried.status)
