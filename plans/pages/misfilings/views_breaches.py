"""`/brud/`: the auditor's list of breaches, and what has been done about one. Nothing of any plan's content."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.auditors import auditors_only
from enplan.accounts.models import User
from enplan.web import forms
from enplan.web.saving import attempt
from plans.lookups.misfilings import breach_for, breaches_for, entries_of, exposure_of
from plans.models import PersonalDataBreach
from plans.pages.choices import as_answers, offer
from plans.pages.misfilings.breach_lines import breach_line, breach_page
from plans.panels import recalls_of
from plans.services.misfilings import note_on_breach

A_PAGE = 30


class BreachForm(forms.Form):
    """What was done, and how far it is."""

    text = forms.LongTextField(
        is_about_others=True,
        label="Hvad er gjort eller besluttet?",
        rows=4,
        help_text="Skriv ikke, hvad der stod, eller hvem det handlede om.",
        error_messages={"required": "Skriv kort, hvad der er gjort eller besluttet."},
    )
    status = django_forms.ChoiceField(label="Hvor langt er I?", widget=django_forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "status", as_answers(PersonalDataBreach.Status.choices))


@auditors_only
@require_safe
def breaches(request: HttpRequest, user: User) -> HttpResponse:
    """Newest first; what still has to be assessed says when the 72 hours are over."""
    page = Paginator(breaches_for(user), A_PAGE).get_page(request.GET.get("side"))
    context = {"lines": [breach_line(breach) for breach in page.object_list], "page": page}
    return render(request, "plans/misfilings/breaches.html", context)


@auditors_only
@require_http_methods(["GET", "HEAD", "POST"])
def breach(request: HttpRequest, user: User, breach_id: UUID) -> HttpResponse:
    one = breach_for(user, breach_id)
    form = BreachForm(request.POST if request.method == "POST" else None, initial={"status": one.status})
    status = 200
    if form.is_bound:
        done = attempt(form, lambda: note_on_breach(by=user, breach=one, **form.cleaned_data))
        if done.is_saved:
            messages.success(request, "Det er noteret.")
            response = redirect("breach", one.pk)
            response.status_code = 303
            return response
        status = done.status
    thing_id = one.misfiling.thing_id
    recalls = recalls_of([thing_id], None).get(thing_id, [])
    page = breach_page(one, exposure_of(one), entries_of(user, one), recalls)
    return render(request, "plans/misfilings/breach.html", {"breach": page, "form": form}, status=status)
