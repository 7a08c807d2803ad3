"""`/tilsyn/koordinatorer/tilbage/`: a citizen has come back, and whoever coordinated the plan that ended has left."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from enplan.accounts.directory import staff_who_can_coordinate
from enplan.web.requests import see_other, user_of
from enplan.web.saving import attempt
from plans.lookups.coordinators import leads_coordinators
from plans.pages.coordinators.forms import ReturnForm
from plans.services.covering import appoint_to_reopen


@sensitive_post_parameters("cpr")
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether there was such a plan or not, so no citizen is shown and no look is written."""
    user = user_of(request)
    if not leads_coordinators(user):
        raise PermissionDenied("Denne side er for ledere.")
    staff = [one for one in staff_who_can_coordinate() if one.department_id == user.department_id]
    form = ReturnForm(
        request.POST if request.method == "POST" else None, staff=[one for one in staff if one != user]
    )
    if request.method == "POST":
        tried = attempt(form, lambda: appoint_to_reopen(by=user, **form.cleaned_data))
        if tried.is_saved:
            name = form.cleaned_data["to"].name
            messages.success(
                request,
                f"Hvis din afdeling holdt trådene i en plan, der er afsluttet, står den nu hos {name} under afsluttede "
                "planer og kan tages op igen. Står den der ikke, kan en sagsbehandler begynde en ny plan.",
            )
            return see_other("coordinators")
        return render(request, "plans/coordinators/return.html", {"form": form}, status=tried.status)
    return render(request, "plans/coordinators/return.html", {"form": form})
