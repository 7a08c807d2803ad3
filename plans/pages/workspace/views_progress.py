"""A professional's number on the wellbeing ruler, beside the citizen's own."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse

from enplan.web import forms
from plans.models import Rating
from plans.pages.choices import offer
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.desk import desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.reading import Reading
from plans.services.progress import rate
from plans.standing import Action

OVERALL = "samlet"


class RatingForm(forms.Form):
    """One number, or “ved ikke”."""

    area = django_forms.ChoiceField(label="Hvad vurderer du?")
    value = forms.WellbeingField(label="Hvordan ser du det lige nu?", unknown=True)
    note = forms.LongTextField(label="Hvad bygger du det på?", required=False, rows=3, is_about_others=True)
    is_draft = django_forms.BooleanField(label="Kladde. Kun jeg kan se vurderingen", required=False)

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        overall = [(OVERALL, "Trivsel i det hele taget")] if reading.standing.reads_words else []
        offer(self, "area", [*overall, *own_areas(reading)])


def rate_as_professional(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    desk.allow(Action.RATE_AS_PROFESSIONAL, desk.plan)
    form = RatingForm(request.POST if desk.is_post else None, reading=desk.reading)
    intro = "Din vurdering står ved siden af borgerens egen. Borgeren kan læse den."
    sheet = FormSheet(desk, form, title="Vurdér trivsel", button="Gem vurdering", intro=intro)

    def save() -> Rating:
        data = form.cleaned_data
        return rate(
            by=desk.user,
            plan=desk.plan,
            area_id=None if data["area"] == OVERALL else data["area"],
            value=None if data["value"] == forms.WellbeingField.UNKNOWN else data["value"],
            note=data["note"],
            is_draft=data["is_draft"],
        )

    return sheet.answer(save, said="Din vurdering er gemt.")
