"""Forms for grounds: a consent (or a no) noted, and a withdrawal. What is shared without one: `forms_sharing`."""

from collections.abc import Iterable
from typing import Any

from django import forms as django_forms

from citizens.models import Ground, GroundKind, GroundParty
from enplan import clock
from enplan.accounts.areas import every_area
from enplan.accounts.directory import departments_in_use
from enplan.accounts.models import LifeArea
from enplan.web import forms
from plans.grounds import kinds_to_note
from plans.pages.choices import as_answers, offer
from plans.pages.workspace.forms_team import AreasField
from plans.pages.workspace.parties import Receiver, receivers_of
from plans.reading import Reading

FORMS = as_answers([(form.value, form.label) for form in Ground.Form if form != Ground.Form.NONE])


class WithParties(forms.Form):
    """What both ways of opening something ask: which areas, and who receives it."""

    kind = django_forms.ChoiceField(label="Grundlag", widget=django_forms.RadioSelect)
    areas = AreasField(label="Hvilke områder?", error_messages={"required": "Vælg mindst ét område."})
    parties = AreasField(label="Hvem må se det?", error_messages={"required": "Vælg, hvem der må se det."})

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.departments = departments_in_use()
        self.receivers = {one.value: one for one in receivers_of(reading, self.departments)}
        offer(self, "areas", [(area.pk, area.name) for area in every_area()])
        offer(self, "parties", [(value, one.name) for value, one in self.receivers.items()])

    @property
    def chosen(self) -> list[Receiver]:
        return [self.receivers[value] for value in self.cleaned_data["parties"]]


class ConsentForm(WithParties):
    """A consent as it was given, or the no."""

    decision = django_forms.ChoiceField(
        label="Hvad sagde borgeren?",
        choices=[(Ground.Decision.YES, "Ja"), (Ground.Decision.NO, "Nej")],
        widget=django_forms.RadioSelect,
    )
    sources = AreasField(
        label="Hvis oplysninger må de se?",
        help_text="De afdelinger, der har skrevet oplysningerne. En afdeling, der kommer til senere, kræver et nyt ja.",
        error_messages={"required": "Vælg, hvis oplysninger det gælder."},
    )
    purpose = forms.ShortTextField(
        label="Hvad skal det bruges til?", help_text="Fx fælles plan på tværs af afdelinger"
    )
    form = django_forms.ChoiceField(label="Hvordan?", choices=FORMS, widget=django_forms.RadioSelect)
    given_on = forms.DanishDateField(label="Hvornår?", leans="past")
    until = forms.DanishDateField(
        label="Til og med",
        required=False,
        help_text="Står feltet tomt, gælder et samtykke til deling og et helbredssamtykke i et år.",
    )
    circumstances = forms.LongTextField(label="Sted, tolk, og hvem der var med", required=False, rows=2)
    field_order = ("decision", "kind", "areas", "sources", "parties", "purpose")

    def __init__(
        self, *args: Any, reading: Reading, initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        begins = {"given_on": clock.today()} | (initial or {})
        super().__init__(*args, reading=reading, initial=begins, **kwargs)
        self.kinds = {kind.pk: kind for kind in kinds_to_note(coordinates=reading.standing.coordinates)}
        offer(self, "kind", kinds_in_words(self.kinds.values()))
        self.owners = {str(department.pk): department for department in self.departments}
        offer(self, "sources", [(key, department.name) for key, department in self.owners.items()])

    @property
    def saved_fields(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        same = ("areas", "purpose", "form", "given_on", "until", "decision", "circumstances")
        return {name: data[name] for name in same} | {
            "kind": self.kinds[data["kind"]],
            "parties": [one.party for one in self.chosen],
            "sources": [self.owners[key] for key in data["sources"]],
        }


class WithdrawForm(forms.Form):
    """Withdrawn for some of the receivers or all, in some of the areas or all. Nothing is ticked in advance."""

    ALL, SOME = "alt", "nogle"

    scope = django_forms.ChoiceField(
        label="Hvem lukker borgeren for?",
        choices=[(SOME, "Kun for dem, jeg vælger her"), (ALL, "For alle")],
        widget=django_forms.RadioSelect,
    )
    parties = AreasField(label="For hvem?", required=False)
    areas = AreasField(
        label="Kun i disse områder?", required=False, help_text="Vælges ingen, lukker det i alle områder."
    )

    def __init__(
        self, *args: Any, parties: list[tuple[GroundParty, str]], areas: list[LifeArea], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(party.pk): party for party, _name in parties}
        offer(self, "parties", [(str(party.pk), name) for party, name in parties])
        offer(self, "areas", [(area.pk, area.name) for area in areas])
        if len(areas) < 2:  # with one area, all is that one
            del self.fields["areas"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("scope") == self.SOME and not cleaned.get("parties") and "parties" not in self.errors:
            self.add_error("parties", "Vælg mindst én, eller vælg alle.")
        return cleaned

    @property
    def chosen(self) -> list[GroundParty]:
        """The receivers it is withdrawn for; empty means all of them."""
        if self.cleaned_data["scope"] == self.ALL:
            return []
        return [self.by_key[key] for key in self.cleaned_data["parties"]]

    @property
    def chosen_areas(self) -> list[str]:
        """The areas it is withdrawn in; empty means all of them."""
        return list(self.cleaned_data.get("areas", ()))


def kinds_in_words(kinds: Iterable[GroundKind]) -> list[tuple[str, str]]:
    """Each kind by its law, which says paragraph and name: “Sundhedsloven § 43, samtykke til at dele …”."""
    return as_answers([(kind.pk, kind.law) for kind in kinds])
