"""Each decision as a small form of its own: what it becomes in the plan, and what it says there."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.core.exceptions import ValidationError

from enplan.web import forms
from plans.models import Decision, Measure, Progress
from plans.pages.choices import as_answers, offer
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.people import GONE, choices_for, fields_for, value_of
from plans.reading import Reading
from plans.services.carrying_out import Carried
from plans.standing import Action

Became = Decision.Became
LATER = "later"
OF_A_MEASURE = "opfoelgning-"
GOING = (Progress.ON_TRACK, Progress.OFF_TRACK)
STORED_AS_SAID = (LATER, Became.NOTHING)  # nothing is made of it, so nothing has to be filled in


class CarryForm(forms.Form):
    """One decision. It begins as it was noted at the meeting, as an agreement."""

    version = django_forms.IntegerField(widget=django_forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    became = django_forms.ChoiceField(label="Hvad bliver det til i planen?")
    text = forms.LongTextField(
        label="Det kommer til at stå der",
        rows=2,
        error_messages={"required": "Skriv, hvad I har besluttet."},
    )
    area = django_forms.ChoiceField(
        label="Livsområde", error_messages={"required": "Vælg det livsområde, det hører til."}
    )
    responsible = django_forms.ChoiceField(
        label="Hvem står for det?",
        error_messages={"invalid_choice": GONE, "required": "Vælg, hvem der står for det."},
    )
    on = forms.DanishDateField(
        label="Hvornår?",
        error_messages={"required": "Skriv hvornår."},
        help_text="En aftale og et mål: senest. En indsats: fra. En opfølgning: næste gang.",
    )
    progress = django_forms.ChoiceField(
        label="Hvordan går indsatsen?",
        required=False,
        help_text="Kun for en opfølgning.",
        choices=[("", "Vælg"), *as_answers([(one, one.label) for one in GOING])],
    )

    def __init__(self, data: Any = None, *, decision: Decision, reading: Reading) -> None:
        initial = {
            "version": decision.version,
            "became": Became.TASK,
            "text": decision.text,
            "area": decision.section.area_id,
            "responsible": value_of(decision, reading),
            "on": decision.takes_effect_on,
        }
        super().__init__(data, initial=initial, prefix=str(decision.pk))
        self.decision, self.reading = decision, reading
        self.measures = {str(one.pk): one for one in _followed_up_here(decision, reading)}
        offer(self, "became", self._choices())
        offer(self, "area", [("", "Vælg livsområde"), *own_areas(reading)])
        offer(self, "responsible", choices_for(reading, decision))
        if not self.measures:
            del self.fields["progress"]

    def _choices(self) -> list[tuple[str, Any]]:
        made = [(Became.TASK, "En aftale"), (Became.GOAL, "Et mål"), (Became.MEASURE, "En indsats")]
        choices: list[tuple[str, Any]] = [(str(value), name) for value, name in made]
        if self.measures:
            follow_ups = [(f"{OF_A_MEASURE}{pk}", one.title) for pk, one in self.measures.items()]
            choices.append(("En opfølgning på", follow_ups))
        choices.append((str(Became.NOTHING), "Ikke mere: beslutningen står for sig selv"))
        return [*choices, (LATER, "Vent: jeg tager den en anden dag")]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("became") in STORED_AS_SAID:
            for name in list(self.errors):
                del self.errors[name]
            return data
        if self.measure is not None and not data.get("progress"):
            self.add_error("progress", ValidationError("Vælg, hvordan indsatsen går."))
        return data

    @property
    def is_sent(self) -> bool:
        return self.add_prefix("version") in self.data

    @property
    def is_later(self) -> bool:
        return bool(self.cleaned_data["became"] == LATER)

    @property
    def measure(self) -> Measure | None:
        chosen: str = self.cleaned_data.get("became") or ""
        return self.measures.get(chosen.removeprefix(OF_A_MEASURE))

    @property
    def carried(self) -> Carried:
        """Of a valid form."""
        data = self.cleaned_data
        return Carried(
            decision=self.decision,
            seen=data["version"],
            became=Became.FOLLOW_UP if self.measure else data["became"],
            text=data.get("text") or "",
            area_id=data.get("area") or "",
            on=data.get("on"),
            responsible=fields_for(data.get("responsible") or "", self.reading),
            measure=self.measure,
            progress=data.get("progress") or "",
        )

    def see_again(self) -> None:
        """The page is drawn again with what was sent; what has been changed meanwhile is said above the line."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a posted form's data is a QueryDict
        data[self.add_prefix("version")] = str(self.decision.version)
        self.data = data


def _followed_up_here(decision: Decision, reading: Reading) -> list[Measure]:
    """Measures in the part of the plan that the decision stands in."""
    return [
        one
        for one in reading.measures
        if one.section_id == decision.section_id
        and not (one.is_over or one.is_draft)
        and reading.standing.may(Action.FOLLOW_UP, one)
    ]


def by_id(forms_of_page: list[CarryForm], decision_id: UUID) -> CarryForm:
    return next(form for form in forms_of_page if form.decision.pk == decision_id)
