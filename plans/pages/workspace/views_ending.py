"""The beginning and end of the one plan: the citizen's yes to it, and ending it with an outcome."""

from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse

from enplan.web import forms
from plans.models import Plan
from plans.pages.choices import as_answers
from plans.pages.workspace.desk import desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.plans import agree_to_plan, end_plan
from plans.standing import Action


class AgreementForm(forms.Form):
    agreed_on = forms.DanishDateField(label="Hvilken dag sagde borgeren ja?", leans="past")


class EndForm(forms.Form):
    outcome = django_forms.ChoiceField(
        label="Hvordan endte forløbet?",
        choices=as_answers(Plan.Outcome.choices),
        widget=django_forms.RadioSelect,
    )


def agreement(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_GROUND, desk.plan)
    form = AgreementForm(request.POST if desk.is_post else None)
    intro = "Et ja til at have én plan. Hvem der må se hvad, er et samtykke for sig."
    sheet = FormSheet(desk, form, title="Notér borgerens ja til én plan", button="Gem", intro=intro)
    return sheet.answer(
        lambda: agree_to_plan(by=desk.user, plan=desk.plan, on=form.cleaned_data["agreed_on"]),
        said="Borgerens ja er noteret.",
    )


def end(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    desk.allow(Action.END_PLAN, desk.plan)
    form = EndForm(request.POST if desk.is_post else None)
    intro = (
        "Når planen er afsluttet, kan ingen gemme mere i den, og teamet ser kun det, egen afdeling har skrevet. "
        "Borgeren kan altid komme tilbage og få en ny plan."
    )
    sheet = FormSheet(desk, form, title="Afslut planen", button="Afslut planen", intro=intro)
    return sheet.answer(
        lambda: end_plan(by=desk.user, plan=desk.plan, outcome=form.cleaned_data["outcome"]),
        said="Planen er afsluttet.",
    )
