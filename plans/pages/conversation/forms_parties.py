"""Yes or no for each receiver, with “vælg selv” beneath."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext as _

from enplan.web import forms
from plans.asking import AskedParty
from plans.pages.choices import offer
from plans.pages.conversation.forms import NO, YES, AnswerField
from plans.services.grounds import Party


@dataclass(frozen=True)
class PartySaid:
    """What was answered about one receiver; `areas` and `parties` only with a yes."""

    asked: AskedParty
    decision: str
    areas: tuple[str, ...]
    parties: tuple[Party, ...]


@dataclass(frozen=True)
class Card:
    """One receiver with the fields about it, for the page."""

    asked: AskedParty
    answer: Any
    areas: Any
    persons: Any  # None where there is nobody to choose between
    is_open: bool


class PartiesStep(forms.Form):
    """Yes or no for each receiver, and beneath it “vælg selv”: fewer areas, or some people only."""

    def __init__(self, *args: Any, parties: Iterable[AskedParty], signs: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = tuple(parties)
        self.signs = signs
        for party in self.parties:
            later = _("Senere") if party.is_network else _("Ikke nu")
            self.fields[f"{party.key}-svar"] = AnswerField(label=_("Må %s se det?") % party.name, later=later)
            self._offer(
                f"{party.key}-omraader", _areas_label(party), [(a.pk, a.said_name) for a in party.areas]
            )
            if party.persons:
                persons = [(person.key, person.name) for person in party.persons]
                self._offer(f"{party.key}-kun", _("Skal det kun være nogle af dem?"), persons)
        if signs:
            self.fields["underskrift"] = forms.ShortTextField(
                label=_("Skriv dit navn"),
                required=False,
                help_text=_(
                    "Kun hvis du har svaret ja. Det er din underskrift, fordi du er logget ind som %s."
                )
                % signs,
            )
        self.use_plain_texts()

    def _offer(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        widget = django_forms.CheckboxSelectMultiple
        self.fields[name] = django_forms.MultipleChoiceField(label=label, required=False, widget=widget)
        offer(self, name, choices)

    @property
    def cards(self) -> list[Card]:
        return [self._card(party) for party in self.parties]

    @property
    def said(self) -> list[PartySaid]:
        """The receivers that were answered about."""
        return [one for party in self.parties if (one := self._said_of(party)).decision]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for party in self.parties:
            self._check(party, cleaned)
        known = {f"{party.key}-svar" for party in self.parties}
        if any(name.endswith("-svar") and name not in known for name in self.data):
            self.add_error(
                None, _("En af dem, du har svaret om, er ikke med i planen mere. Se listen igennem igen.")
            )
        self._check_signature(cleaned)
        return cleaned

    def _check(self, party: AskedParty, cleaned: dict[str, Any]) -> None:
        answer, chosen = cleaned.get(f"{party.key}-svar"), self._chosen(party, cleaned)
        if answer == NO and chosen:
            text = _("Du har svaret nej og sat kryds under “Vælg selv”. Svar ja, eller fjern krydserne.")
            self.add_error(f"{party.key}-svar", text)
        elif answer != YES and chosen:
            text = _("Du har sat kryds under “Vælg selv”. Svar ja, eller fjern krydserne.")
            self.add_error(f"{party.key}-svar", text)
        field = f"{party.key}-omraader"
        if answer == YES and party.is_network and field not in self.errors and not cleaned.get(field):
            self.add_error(field, _("Vælg mindst ét område, som %s må se.") % party.name)

    def _check_signature(self, cleaned: dict[str, Any]) -> None:
        if not self.signs or not any(cleaned.get(f"{party.key}-svar") == YES for party in self.parties):
            return
        written = " ".join(cleaned.get("underskrift", "").split()).casefold()
        if not written:
            self.add_error("underskrift", _("Det mangler. Når du svarer ja, er dit navn din underskrift."))
        elif written != " ".join(self.signs.split()).casefold():
            self.add_error("underskrift", _("Skriv dit navn, som det står her: %s") % self.signs)

    def _card(self, party: AskedParty) -> Card:
        areas, persons = f"{party.key}-omraader", f"{party.key}-kun"
        fields = [name for name in (areas, persons) if name in self.fields]
        has_answers = any(self[name].value() or self[name].errors for name in fields)
        return Card(
            asked=party,
            answer=self[f"{party.key}-svar"],
            areas=self[areas],
            persons=self[persons] if persons in self.fields else None,
            is_open=bool(has_answers),
        )

    def _said_of(self, party: AskedParty) -> PartySaid:
        data = self.cleaned_data
        answer = data[f"{party.key}-svar"]
        decision = answer if answer in (YES, NO) else ""
        areas = data[f"{party.key}-omraader"] if decision == YES else []
        only = data.get(f"{party.key}-kun") if decision == YES else []
        return PartySaid(
            asked=party,
            decision=decision,
            areas=tuple(areas) or tuple(area.pk for area in party.areas),
            parties=tuple(one.party for one in party.persons if one.key in (only or [])) or (party.party,),
        )

    def _chosen(self, party: AskedParty, cleaned: dict[str, Any]) -> bool:
        areas, persons = cleaned.get(f"{party.key}-omraader"), cleaned.get(f"{party.key}-kun")
        chosen: bool = bool(areas) or bool(persons)
        return chosen


def _areas_label(party: AskedParty) -> str:
    if party.is_network:
        return _("Hvad må %s se?") % party.name
    return _("Skal det kun være noget af det?")
