"""Renewing consents together with the citizen, and the day of the year on which it is done."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse

from enplan.web import danish, forms
from plans.pages.renewal import RenewalForm, new_since
from plans.pages.workspace.desk import desk_of
from plans.pages.workspace.forms_consents import FORMS
from plans.pages.workspace.grounds import party_name
from plans.pages.workspace.sheet import FormSheet
from plans.pages.workspace.views_consents import to_consents
from plans.renewing import renewable
from plans.services.renewing import renew_grounds, set_review_day
from plans.standing import Action
from plans.yearly import review_day as next_review_day

TITLE = "Forny samtykker"


class NotedRenewalForm(RenewalForm):
    """The same questions, and how the citizen answered."""

    form = django_forms.ChoiceField(
        label="Hvordan svarede borgeren?", choices=FORMS, widget=django_forms.RadioSelect, required=False
    )
    circumstances = forms.LongTextField(label="Sted, tolk, og hvem der var med", required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        """How is asked for here: were the field required, each question would be marked as one that may be left."""
        cleaned = super().clean()
        if not cleaned.get("form") and "form" not in self.errors:
            self.add_error("form", "Vælg, hvordan borgeren svarede.")
        return cleaned


class ReviewDayForm(forms.Form):
    """The yearly day."""

    day = forms.DanishDateField(
        label="Samtykkerne gennemgås hvert år omkring",
        leans="future",
        help_text="Det, der bliver fornyet, gælder til den dag. Helbredssamtykker gælder aldrig mere end et år.",
    )


def renew(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What lapses, question by question, as the citizen answers it. By who coordinates: the others do not know whom
    each consent names. They note a new one.
    """
    desk = desk_of(request, plan_id)
    desk.allow(Action.MANAGE_TEAM, desk.plan)
    reading = desk.reading
    grounds = renewable(reading.grounds, reading.at)
    form = NotedRenewalForm(
        request.POST if desk.is_post else None, grounds=grounds, reading=reading, naming=party_name
    )
    context = {
        "has_questions": bool(grounds),
        "new_since": new_since(reading),
        "review_day": next_review_day(desk.plan, after=danish.day_of(reading.at)),
    }
    sheet = FormSheet(
        desk,
        form,
        title=TITLE,
        button="Gem borgerens svar",
        template="plans/workspace/renew.html",
        context=context,
    )
    return sheet.answer(
        lambda: renew_grounds(
            by=desk.user,
            plan=desk.plan,
            answers=form.answers,
            form=form.cleaned_data["form"],
            circumstances=form.cleaned_data["circumstances"],
        ),
        said="Borgerens svar er noteret.",
        to=lambda: to_consents(desk),
    )


def review_day(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """On which day of the year the consents are gone through."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.MANAGE_TEAM, desk.plan)
    coming = next_review_day(desk.plan, after=danish.day_of(desk.reading.at))
    form = ReviewDayForm(request.POST if desk.is_post else None, initial={"day": coming})
    sheet = FormSheet(desk, form, title="Dagen, hvor samtykkerne gennemgås")
    return sheet.answer(
        lambda: set_review_day(by=desk.user, plan=desk.plan, day=form.cleaned_data["day"]),
        said="Dagen er gemt.",
        to=lambda: to_consents(desk),
    )
