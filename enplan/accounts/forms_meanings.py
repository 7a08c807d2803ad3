"""The form for a word of the municipality's login. What it takes is checked by the service."""

from typing import Any

from django import forms as django_forms
from django.db.models import Q

from enplan.accounts.models import ClaimMeaning, Department, Role, User
from enplan.accounts.scoped import departments, roles
from enplan.web import forms
from enplan.web.saving import SeenForm


class NewMeaningForm(forms.Form):
    """A word, and the role or the department it means."""

    word = forms.ShortTextField(
        label="Ord i kommunens login",
        max_length=200,
        help_text="Præcis som det står der, med store og små bogstaver.",
        widget=django_forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    role = django_forms.ModelChoiceField(
        label="Betyder rollen", queryset=Role.objects.none(), required=False, empty_label="Ingen rolle"
    )
    department = django_forms.ModelChoiceField(
        label="Eller betyder afdelingen",
        queryset=Department.objects.none(),
        required=False,
        empty_label="Ingen afdeling",
    )

    def __init__(self, *args: Any, by: User, meaning: ClaimMeaning | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = meaning.department_id if meaning else None
        self.fields["role"].queryset = roles(by)  # type: ignore[attr-defined]  # a ModelChoiceField
        in_use = departments(by).filter(Q(is_active=True) | Q(pk=current))
        self.fields["department"].queryset = in_use  # type: ignore[attr-defined]  # a ModelChoiceField


class MeaningForm(NewMeaningForm, SeenForm):
    """A word that has a meaning already."""

    @classmethod
    def stored(cls, meaning: ClaimMeaning) -> dict[str, Any]:
        """What the form shows first."""
        return {field: getattr(meaning, field) for field in ("word", "role", "department", "version")}
