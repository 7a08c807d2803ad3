"""Forms for measures: from the catalogue or in own words, support up and down, ending."""

from collections.abc import Iterable
from typing import Any

from django import forms as django_forms

from enplan import clock
from enplan.accounts.models import Department
from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import Goal, Measure, MeasureType, SupportChange
from plans.pages.choices import as_answers, offer
from plans.pages.measures.fields import Kroner, Number
from plans.reading import Reading
from plans.services.measures import LONGEST_RHYTHM

PLAIN = (
    "title",
    "law",
    "paragraph",
    "provider_name",
    "is_trial",
    "starts_on",
    "ends_on",
    "evaluate_on",
    "first_follow_up_weeks",
    "follow_up_months",
    "contract",
    "cost",
    "cost_per",
    "paid_by",
    "is_draft",
)
EARLIER = (Goal.Status.REACHED, Goal.Status.STOPPED, Goal.Status.CHANGED)


class MeasureForm(forms.Form):
    """All of a measure but what is done with it later."""

    title = forms.ShortTextField(label="Hvad består indsatsen af?", required=False)
    extent = forms.ShortTextField(
        label="Hvor meget?", required=False, help_text="Fx 6 timer om ugen, eller to samtaler om måneden"
    )
    provider = django_forms.ChoiceField(
        label="Hvilken afdeling udfører den?",
        required=False,
        help_text=(
            "Den afdeling kan følge op her og skrive delmål. Hvad den ser, følger stadig samtykkerne."
        ),
    )
    provider_name = forms.ShortTextField(
        label="Eller hvem uden for kommunen?",
        required=False,
        help_text="Fx en forening eller et behandlingssted",
    )
    goal = django_forms.ChoiceField(label="Hvilket mål hjælper den?", required=False)
    starts_on = forms.DanishDateField(label="Begynder", help_text="Fx 01.04.2026, 1/4 eller i morgen")
    ends_on = forms.DanishDateField(label="Slutter", required=False)
    is_trial = django_forms.BooleanField(
        label="Prøvehandling: noget lille, I prøver af i kort tid", required=False
    )
    evaluate_on = forms.DanishDateField(
        label="Hvornår ser I på, hvordan prøvehandlingen gik?", required=False
    )
    first_follow_up_weeks = Number(label="Første opfølgning, uger efter start", most=260)
    follow_up_months = Number(label="Følges op, måneder imellem", most=LONGEST_RHYTHM)
    law = forms.ShortTextField(label="Lov", required=False, help_text="Fx serviceloven")
    paragraph = forms.ShortTextField(label="Paragraf", required=False, help_text="Fx § 85")
    contract = forms.ShortTextField(label="Kontrakt", required=False, help_text="Fx et journalnummer")
    cost = Kroner(label="Pris i kroner", required=False)
    cost_per = django_forms.ChoiceField(
        label="Prisen er", required=False, choices=as_answers([("", "ingen pris"), *Measure.CostPer.choices])
    )
    paid_by = forms.ShortTextField(label="Hvem betaler?", required=False)
    is_draft = django_forms.BooleanField(label="Kladde. Kun jeg kan se indsatsen", required=False)

    def __init__(
        self, *args: Any, reading: Reading, departments: Iterable[Department], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.departments = {str(one.pk): one for one in departments}
        self.goals = {str(goal.pk): goal for goal in reading.goals if goal.status not in EARLIER}
        measure = kwargs.get("initial", {}).get("measure")
        if measure is not None:
            self._keep(measure, reading)
        offer(self, "provider", [("", "Ingen"), *((key, one.name) for key, one in self.departments.items())])
        offer(
            self, "goal", [("", "Intet bestemt mål"), *((key, one.title) for key, one in self.goals.items())]
        )

    def _keep(self, measure: Measure, reading: Reading) -> None:
        """What is chosen now can be kept, though it is not offered any more."""
        if measure.provider is not None:
            self.departments.setdefault(str(measure.provider_id), measure.provider)
        for goal in reading.goals:
            if goal.pk == measure.goal_id:
                self.goals.setdefault(str(goal.pk), goal)

    @property
    def saved_fields(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        plain = {name: data[name] for name in (*PLAIN, "extent") if name in data}
        return plain | {
            "provider": self.departments.get(data["provider"]),
            "goal": self.goals.get(data["goal"]),
        }


class NewMeasureForm(MeasureForm):
    """A measure in an area one works in: from the catalogue, which fills in what is left empty, or in own words."""

    area = django_forms.ChoiceField(label="Livsområde")
    measure_type = django_forms.ChoiceField(
        label="Vælg fra kataloget",
        required=False,
        help_text="Lov, paragraf, navn og opfølgning kommer med, hvor du ikke selv skriver noget.",
    )
    title = forms.ShortTextField(label="Eller skriv, hvad indsatsen består af", required=False)
    field_order = ("area", "measure_type", "title")

    def __init__(
        self, *args: Any, areas: list[tuple[str, str]], catalogue: Iterable[MeasureType], **kwargs: Any
    ) -> None:
        given = {"starts_on": clock.today()}
        super().__init__(*args, initial=given | kwargs.pop("initial", {}), **kwargs)
        self.types = {row.pk: row for row in catalogue}
        offer(self, "area", areas)
        chosen = self["area"].value()
        wanted = {chosen} if chosen else {key for key, _ in areas}
        kept = self["measure_type"].value()
        rows = [row for row in self.types.values() if row.pk == kept or _belongs(row, wanted)]
        offer(self, "measure_type", [("", "Ikke fra kataloget"), *_by_law(rows)])

    @property
    def saved_fields(self) -> dict[str, Any]:
        return super().saved_fields | {"measure_type": self.types.get(self.cleaned_data["measure_type"])}


def _belongs(row: MeasureType, wanted: set[str]) -> bool:
    """A row without areas belongs to all of them."""
    areas = {area.pk for area in row.areas.all()}
    return not areas or not areas.isdisjoint(wanted)


def _by_law(types: Iterable[MeasureType]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The catalogue under its laws: name first, then the paragraph."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in types:
        law = f"{row.law[:1].upper()}{row.law[1:]}"
        groups.setdefault(law, []).append((row.pk, f"{row.name} ({row.paragraph})"))
    return list(groups.items())


class EditMeasureForm(MeasureForm, SeenForm):
    """A measure one has seen. How much support changes on a page of its own, with a reason."""

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        self.fields["title"].error_messages["required"] = "Skriv, hvad indsatsen er."
        if measure.extent and not measure.is_draft:
            del self.fields["extent"]
        if not measure.is_draft:
            del self.fields["is_draft"]

    @classmethod
    def of(
        cls, measure: Measure, reading: Reading, departments: Iterable[Department], data: Any = None
    ) -> "EditMeasureForm":
        initial = {name: getattr(measure, name) for name in (*PLAIN, "extent", "version")}
        initial |= {
            "provider": str(measure.provider_id or ""),
            "goal": str(measure.goal_id or ""),
            "measure": measure,
        }
        return cls(data, measure=measure, reading=reading, departments=departments, initial=initial)

    @property
    def saved_fields(self) -> dict[str, Any]:
        fields = super().saved_fields
        if self.initial["goal"] and self.initial["goal"] not in self.goals:
            fields.pop("goal")  # one that this viewer does not see stays
        return fields


class SupportForm(SeenForm):
    """Support up or down."""

    direction = django_forms.ChoiceField(
        label="Hvad sker der med støtten?",
        choices=as_answers(SupportChange.Direction.choices),
        widget=django_forms.RadioSelect,
    )
    extent = forms.ShortTextField(
        label="Hvor meget er det nu?",
        help_text="Fx 4 timer om ugen",
        error_messages={"required": "Skriv, hvor meget støtte der er nu, fx 4 timer om ugen."},
    )
    from_on = forms.DanishDateField(label="Fra hvilken dag?")
    reason = forms.LongTextField(
        label="Hvorfor?",
        rows=3,
        is_about_others=True,
        help_text="Skriv til borgeren. Borgeren kan læse det.",
        error_messages={"required": "Skriv kort hvorfor, så borgeren kan læse det."},
    )


class EndForm(SeenForm):
    """A measure that ends, as agreed or before its time."""

    status = django_forms.ChoiceField(
        label="Hvordan slutter den?",
        choices=as_answers(
            [(Measure.Status.ENDED, "som aftalt"), (Measure.Status.STOPPED, "den stoppes før tid")]
        ),
        widget=django_forms.RadioSelect,
    )
    on = forms.DanishDateField(label="Sidste dag", leans="past")
    reason = forms.LongTextField(
        label="Hvorfor?",
        rows=3,
        required=False,
        is_about_others=True,
        help_text="Skal skrives, når indsatsen stoppes før tid. Borgeren kan læse det.",
    )
