"""The forms of meeting: what each usually holds, who comes, what is ready, and when it is due. No meeting's own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from enplan.accounts.administrators import administrators_only
from enplan.accounts.models import User
from plans.administration import scoped
from plans.administration.forms import MeetingKindForm, NewMeetingKindForm, stored
from plans.administration.page import template_change_lines
from plans.administration.views import METHODS, NEWEST, Page, sent
from plans.models import MeetingKind
from plans.services.templates import add_template, edit_template

KEPT = "Møder, der er indkaldt, beholder deres program og det, der skal være klar."


@administrators_only
@require_http_methods(METHODS)
def add(request: HttpRequest, by: User) -> HttpResponse:
    """One more form of meeting."""
    page = Page(request, NewMeetingKindForm(sent(request)), "Ny slags møde", reverse("templates"))
    return page.answer(
        lambda fields: add_template(by=by, model=MeetingKind, **fields), "Mødet kan vælges nu."
    )


@administrators_only
@require_http_methods(METHODS)
def edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    """A form of meeting, and what has been changed."""
    kind = get_object_or_404(scoped.meeting_kinds(by), pk=key)
    form = MeetingKindForm(sent(request), initial=stored(MeetingKindForm, kind))
    changes = template_change_lines(scoped.template_changes(by, kind)[:NEWEST], MeetingKind)
    around = {"about": KEPT, "changes": changes, "has_history": True}
    page = Page(request, form, kind.name, reverse("templates"), around)
    return page.answer(
        lambda fields: edit_template(by=by, template=kind, **fields),
        "Ændringerne er gemt. Indkaldte møder ændrer de ikke.",
    )
