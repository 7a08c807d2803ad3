"""Forms for who acts for the citizen, and for what a custody holder has answered."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from citizens.models import CustodyAnswer, Ground, Representative
from enplan.accounts.areas import every_area
from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.pages.choices import as_answers, offer
from plans.pages.workspace.forms_team import AreasField, LoginField

DOCUMENT = "Hvor ligger papiret?"
DOCUMENT_HELP = "Fx journalnummer, eller “dåbsattest set 3. marts”. Skriv ikke, hvad der står i det."
AREAS = "Hvilke områder handler personen i?"


class RepresentativeForm(forms.Form):
    name = forms.ShortTextField(label="Navn")
    relation = forms.ShortTextField(label="Relation", help_text="Fx mor, værge eller advokat")
    kind = django_forms.ChoiceField(
        label="På hvilket grundlag?",
        choices=as_answers(Representative.Kind.choices),
        widget=django_forms.RadioSelect,
    )
    basis = forms.ShortTextField(
        label="Grundlaget mere præcist", required=False, help_text="Fx fuldmagt til boligsagen"
    )
    document = forms.ShortTextField(label=DOCUMENT, help_text=DOCUMENT_HELP)
    areas = AreasField(label=AREAS)
    starts_on = forms.DanishDateField(
        label="Fra og med", required=False, help_text="Lad feltet stå tomt, hvis det gælder fra nu af."
    )
    until = forms.DanishDateField(label="Til og med", required=False)
    user = LoginField(label="Brugernavn", required=False, help_text="Kun hvis personen skal logge ind.")

    def __init__(self, *args: Any, until_help: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = until_help
        offer(self, "areas", [(area.pk, area.name) for area in every_area()])


class RepresentationForm(SeenForm):
    """The period, the areas and the papers of somebody who acts already."""

    areas = AreasField(label=AREAS)
    until = forms.DanishDateField(label="Til og med", required=False)
    basis = forms.ShortTextField(label="Grundlaget mere præcist", required=False)
    document = forms.ShortTextField(label=DOCUMENT, required=False, help_text=DOCUMENT_HELP)

    def __init__(self, *args: Any, until_help: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = until_help
        offer(self, "areas", [(area.pk, area.name) for area in every_area()])


class AnswerForm(forms.Form):
    """Yes or no, nothing chosen beforehand."""

    answer = django_forms.ChoiceField(
        label=_("Hvad er svaret?"),
        choices=[(CustodyAnswer.Answer.YES, _("Ja")), (CustodyAnswer.Answer.NO, _("Nej"))],
        widget=django_forms.RadioSelect,
    )


class NotedAnswerForm(AnswerForm):
    form = django_forms.ChoiceField(
        label="Hvordan er det givet?",
        choices=[(Ground.Form.ORAL, "Mundtligt"), (Ground.Form.WRITTEN, "Skriftligt")],
        widget=django_forms.RadioSelect,
    )
