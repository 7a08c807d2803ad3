"""The auditor's filters, which stand in the address by ids and days; and a reason, an answer, part of a name."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from citizens.models import GroundKind
from enplan.accounts.models import Department, User
from enplan.audit.models import Look
from enplan.web import forms
from plans.pages.periods import PeriodForm
from plans.register import departments_named, ground_kinds

FLAGGED = "flagged"


class LogFilterForm(PeriodForm):
    """Which looks to show. An employee is chosen on a page of their own, so that no name stands in an address."""

    afdeling = django_forms.ModelChoiceField(
        label=_("Afdeling"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("Alle afdelinger"),
    )
    slags = django_forms.ChoiceField(
        label=_("Slags"),
        required=False,
        choices=[
            ("", _("Alt undtagen tilsyn")),
            *Look.Kind.choices,
            (FLAGGED, _("Søgninger bag et flag")),
        ],
    )
    medarbejder = django_forms.UUIDField(required=False, widget=django_forms.HiddenInput)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["afdeling"].queryset = departments_named(by)  # type: ignore[attr-defined]  # a ModelChoiceField


class GroundFilterForm(PeriodForm):
    """Which grounds to show; the period is when they were noted."""

    fra = forms.DanishDateField(label=_("Noteret fra"), required=False, leans="past")
    til = forms.DanishDateField(label=_("Noteret til og med"), required=False, leans="past")
    slags = django_forms.ModelChoiceField(
        label=_("Grundlag"), queryset=GroundKind.objects.none(), required=False, empty_label=_("Alle slags")
    )
    medarbejder = django_forms.UUIDField(required=False, widget=django_forms.HiddenInput)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slags"].queryset = ground_kinds(by)  # type: ignore[attr-defined]  # a ModelChoiceField


class ReasonForm(forms.Form):
    """Why something is taken out of the log, or a name is needed. The citizen reads it in their own log."""

    reason = forms.ShortTextField(
        label=_("Hvad skal du bruge det til?"),
        help_text=_("Det bliver skrevet i loggen, hvor borgeren kan læse det."),
        min_length=5,
        max_length=500,
        error_messages={
            "required": _("Skriv, hvad du skal bruge det til."),
            "min_length": _("Skriv lidt mere om, hvad du skal bruge det til."),
        },
    )


class EmployeeForm(forms.Form):
    """Part of a name, sent by POST."""

    keeps_typed = False

    q = forms.ShortTextField(
        label=_("Navn eller brugernavn"),
        min_length=2,
        max_length=200,
        error_messages={
            "required": _("Skriv et navn eller en del af det."),
            "min_length": _("Skriv lidt mere af navnet."),
        },
    )


class AnswerForm(forms.Form):
    """The answer to a citizen's question."""

    answer = forms.LongTextField(
        label=_("Svar til borgeren"),
        rows=6,
        max_length=8000,
        help_text=_(
            "Skriv enkelt og kort. Nævn kun medarbejderens navn, hvis kommunen har besluttet, at det må ses."
        ),
        error_messages={"required": _("Skriv et svar til borgeren.")},
    )
