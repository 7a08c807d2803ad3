"""Forms for following up: a measure in one line or in full, and the plan as a whole."""

from typing import Any
from uuid import UUID

from django import forms as django_forms

from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import FollowUp, Measure, Progress
from plans.pages.choices import as_answers, offer
from plans.pages.measures.fields import Number
from plans.services.measures import LONGEST_RHYTHM

GOING = [(Progress.ON_TRACK, Progress.ON_TRACK.label), (Progress.OFF_TRACK, Progress.OFF_TRACK.label)]


class FollowUpLineForm(SeenForm):
    """Following up in one line, where the measure stands."""

    happened = forms.ShortTextField(
        label="Hvad er der sket?",
        widget=django_forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": "Hvad er der sket siden sidst?"}
        ),
        error_messages={"required": "Skriv kort, hvad der er sket siden sidst."},
    )
    progress = django_forms.ChoiceField(label="Hvordan går det?", choices=as_answers(Progress.choices))

    @classmethod
    def for_measure(cls, measure: Measure, data: Any = None) -> "FollowUpLineForm":
        return cls(data, auto_id=cls.ids_at(measure.pk), initial={"version": measure.version})

    @staticmethod
    def ids_at(measure_id: UUID) -> str:
        return f"id_{measure_id}_%s"


class FollowUpForm(SeenForm):
    """All of a follow-up."""

    happened = forms.LongTextField(
        label="Hvad er der sket siden sidst?",
        rows=3,
        is_about_others=True,
        error_messages={"required": "Skriv kort, hvad der er sket siden sidst."},
    )
    progress = django_forms.ChoiceField(label="Hvordan går det?", widget=django_forms.RadioSelect)
    result = django_forms.ChoiceField(
        label="Hvad besluttes?", widget=django_forms.RadioSelect, required=False
    )
    next_step = forms.LongTextField(label="Hvad sker der nu?", rows=2, required=False, is_about_others=True)
    held_on = forms.DanishDateField(label="Hvilken dag fulgte I op?", leans="past")
    next_on = forms.DanishDateField(
        label="Næste opfølgning",
        required=False,
        help_text="Står feltet tomt, regnes datoen ud: tidligere end ellers, hvis det ikke går som aftalt.",
    )

    def __init__(self, *args: Any, may_end: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "progress", as_answers(Progress.choices if may_end else GOING))
        if may_end:
            offer(self, "result", as_answers(FollowUp.Result.choices))
        else:
            del self.fields["result"]


class PlanFollowUpForm(SeenForm):
    """The plan as a whole."""

    happened = forms.LongTextField(
        label="Hvad er der sket siden sidst?",
        rows=4,
        is_about_others=True,
        error_messages={"required": "Skriv kort, hvad der er sket siden sidst."},
    )
    next_step = forms.LongTextField(label="Hvad sker der nu?", rows=2, required=False, is_about_others=True)
    held_on = forms.DanishDateField(label="Hvilken dag fulgte I op?", leans="past")
    next_on = forms.DanishDateField(
        label="Næste opfølgning", required=False, help_text="Står feltet tomt, regnes datoen ud."
    )


class RhythmForm(SeenForm):
    """How often the plan as a whole is followed up."""

    months = Number(
        label="Hvor mange måneder imellem?",
        most=LONGEST_RHYTHM,
        help_text="Lad feltet stå tomt, hvis planen ikke skal følges op med faste mellemrum.",
    )
