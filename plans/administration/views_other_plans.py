"""Which other plans the one plan can replace, and what it must then hold. Nothing of any plan in which it does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from enplan.accounts.administrators import administrators_only
from enplan.accounts.models import User
from plans.administration import scoped
from plans.administration.forms import NewOtherPlanForm, OtherPlanForm, stored
from plans.administration.page import template_change_lines
from plans.administration.views import METHODS, NEWEST, Page, sent
from plans.models import OtherPlanKind
from plans.services.templates import add_template, edit_template

KEPT = (
    "Det, du ændrer, gælder for det, borgere siger ja til fra nu af. Planer, der allerede er trådt i stedet, "
    "beholder det, de skulle rumme. Spørg en jurist, før du ændrer lov eller indhold."
)


@administrators_only
@require_http_methods(METHODS)
def add(request: HttpRequest, by: User) -> HttpResponse:
    """One more plan on the list."""
    form = NewOtherPlanForm(sent(request))
    page = Page(request, form, "Ny plan på listen", reverse("templates"), {"about": KEPT})
    return page.answer(
        lambda fields: add_template(by=by, model=OtherPlanKind, **fields), "Planen står på listen nu."
    )


@administrators_only
@require_http_methods(METHODS)
def edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    """A plan on the list, and what has been changed."""
    kind = get_object_or_404(scoped.other_plan_kinds(by), pk=key)
    form = OtherPlanForm(sent(request), initial=stored(OtherPlanForm, kind))
    changes = template_change_lines(scoped.template_changes(by, kind)[:NEWEST], OtherPlanKind)
    around = {"about": KEPT, "changes": changes, "has_history": True}
    page = Page(request, form, kind.name, reverse("templates"), around)
    return page.answer(
        lambda fields: edit_template(by=by, template=kind, **fields),
        "Ændringerne er gemt. Planer ændrer de ikke.",
    )
