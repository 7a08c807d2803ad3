"""`/administration/moedetider/`: when each department keeps free for meetings. Nothing of any meeting."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.models import User
from plans.administration import scoped
from plans.administration.forms_protected_times import NewProtectedTimeForm, ProtectedTimeForm
from plans.administration.page_protected_times import department_times, time_change_lines, time_in_words
from plans.administration.views import METHODS, NEWEST, Page, sent
from plans.services.protected_times import add_protected_time, edit_protected_time

KEPT = "Møder, der er indkaldt, bliver, hvor de er."


@administrators_only
@require_safe
def time_list(request: HttpRequest, by: User) -> HttpResponse:
    """Every department's, those not in use too."""
    context = {"departments": department_times(scoped.protected_times(by))}
    return render(request, "plans/administration/protected_times.html", context)


@administrators_only
@require_http_methods(METHODS)
def add(request: HttpRequest, by: User) -> HttpResponse:
    """One more weekly time."""
    form = NewProtectedTimeForm(sent(request), by=by)
    page = Page(request, form, "Ny beskyttet mødetid", _all())
    return page.answer(
        lambda fields: add_protected_time(by=by, **fields),
        "Tiden er gemt. Den bliver foreslået, når nogen indkalder til møde.",
    )


@administrators_only
@require_http_methods(METHODS)
def edit(request: HttpRequest, by: User, protected_id: UUID) -> HttpResponse:
    """A weekly time, and what has been changed."""
    protected = get_object_or_404(scoped.protected_times(by), pk=protected_id)
    form = ProtectedTimeForm(
        sent(request), by=by, keeps=protected.department, initial=ProtectedTimeForm.stored(protected)
    )
    changes = time_change_lines(scoped.protected_time_changes(by, protected)[:NEWEST])
    title = f"{protected.department}, {time_in_words(protected)}"
    around = {"about": KEPT, "changes": changes, "has_history": True}
    page = Page(request, form, title, _all(), around)
    return page.answer(
        lambda fields: edit_protected_time(by=by, protected=protected, **fields), "Ændringerne er gemt."
    )


def _all() -> str:
    return reverse("protected-times")
