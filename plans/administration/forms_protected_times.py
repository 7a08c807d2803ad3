"""The forms of the protected meeting times. What they take is checked by `plans.services.protected_times`."""

from typing import Any

from django import forms as django_forms

from enplan.accounts.models import Department, User
from enplan.accounts.scoped import departments
from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import ProtectedTime
from plans.pages.meetings.fields import HourField

CLOSED = "Afdelingen er ikke i brug mere. Vælg en anden."


class NewProtectedTimeForm(forms.Form):
    """An hour or more of every week, in one department."""

    department = django_forms.ModelChoiceField(
        label="Afdeling",
        queryset=Department.objects.none(),
        empty_label="Vælg",
        help_text="Tiden gælder dem, der arbejder i netop den afdeling, og ikke i afdelingerne under den.",
        error_messages={"required": "Vælg en afdeling.", "invalid_choice": CLOSED},
    )
    weekday = django_forms.TypedChoiceField(
        label="Ugedag",
        choices=[("", "Vælg"), *ProtectedTime.Weekday.choices],
        coerce=int,
        error_messages={"required": "Vælg en ugedag.", "invalid_choice": "Vælg en ugedag."},
    )
    starts = HourField(
        label="Fra klokken", help_text="Fx 9 eller 9.30", error_messages={"required": "Skriv et klokkeslæt."}
    )
    ends = HourField(label="Til klokken", error_messages={"required": "Skriv et klokkeslæt."})
    from_on = forms.DanishDateField(
        label="Fra og med dagen",
        required=False,
        help_text="Fx 12.03.2027. Lad feltet stå tomt, hvis tiden gælder allerede.",
    )
    until_on = forms.DanishDateField(
        label="Til og med dagen",
        required=False,
        help_text="Lad feltet stå tomt, hvis tiden gælder indtil videre.",
    )
    note = forms.ShortTextField(
        label="Bemærkning",
        required=False,
        help_text="Kun for jer, der administrerer. Fx “aftalt med lederen”. Skriv intet om borgere.",
    )

    def __init__(self, *args: Any, by: User, keeps: Department | None = None, **kwargs: Any) -> None:
        """`keeps`: the department that is chosen already, which may have been closed since."""
        super().__init__(*args, **kwargs)
        offered = departments(by).filter(is_active=True)
        if keeps is not None:
            offered = offered | departments(by).filter(pk=keeps.pk)
        self.fields["department"].queryset = offered  # type: ignore[attr-defined]  # a ModelChoiceField


class ProtectedTimeForm(NewProtectedTimeForm, SeenForm):
    is_active = django_forms.BooleanField(label="I brug", required=False)

    @staticmethod
    def stored(protected: ProtectedTime) -> dict[str, Any]:
        """What stands in it first."""
        return {name: getattr(protected, name) for name in (*ProtectedTimeForm.base_fields, "version")}
