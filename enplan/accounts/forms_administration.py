"""The forms of the administration. What they take is checked by the services; here is only what fields there are."""

from typing import Any

from django import forms as django_forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enplan.accounts.models import Department, LifeArea, Role, User
from enplan.accounts.scoped import departments, life_areas, roles
from enplan.accounts.services.roles import ABILITIES
from enplan.web import forms
from enplan.web.saving import SeenForm


class SearchForm(forms.Form):
    """Words to find employees by, in the address; what cannot be searched for finds nothing and breaks nothing."""

    keeps_typed = False

    q = forms.ShortTextField(
        label=_("Søg efter navn, brugernavn, afdeling eller rolle"), max_length=200, required=False
    )


class NewEmployeeForm(forms.Form):
    """Who a new employee is and where they work."""

    name = forms.ShortTextField(label=_("Navn"))
    username = forms.ShortTextField(
        label=_("Brugernavn"),
        max_length=150,
        help_text=_("Det samme, som personen bruger til kommunens login."),
        widget=django_forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    role = django_forms.ModelChoiceField(
        label=_("Rolle"), queryset=Role.objects.none(), empty_label=_("Vælg en rolle")
    )
    department = django_forms.ModelChoiceField(
        label=_("Afdeling"), queryset=Department.objects.none(), empty_label=_("Vælg en afdeling")
    )
    email = django_forms.EmailField(
        label=_("E-mail"), required=False, widget=django_forms.EmailInput(attrs={"autocomplete": "off"})
    )
    phone = forms.ShortTextField(
        label=_("Telefon"),
        max_length=40,
        required=False,
        widget=django_forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "input-width-m"}),
    )

    def __init__(self, *args: Any, by: User, employee: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = employee.department_id if employee else None
        self.fields["role"].queryset = roles(by)  # type: ignore[attr-defined]  # a ModelChoiceField
        in_use = departments(by).filter(Q(is_active=True) | Q(pk=current))
        self.fields["department"].queryset = in_use  # type: ignore[attr-defined]  # a ModelChoiceField


class EmployeeForm(NewEmployeeForm, SeenForm):
    """Everything about an employee that can be changed."""

    is_active = django_forms.BooleanField(
        label=_("Kan logge ind"),
        required=False,
        help_text=_("Uden flueben lukkes adgangen med det samme, også for den, der er logget ind nu."),
    )

    @classmethod
    def stored(cls, employee: User) -> dict[str, Any]:
        """What the form shows first."""
        fields = ("name", "username", "role", "department", "email", "phone", "is_active", "version")
        return {field: getattr(employee, field) for field in fields}


class NewDepartmentForm(forms.Form):
    """A department: its name, its place in the tree, what it works with."""

    name = forms.ShortTextField(label=_("Navn"), max_length=200)
    parent = django_forms.ModelChoiceField(
        label=_("Hører under"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("Ingen anden afdeling"),
    )
    areas = django_forms.ModelMultipleChoiceField(
        label=_("Livsområder, afdelingen arbejder med"),
        queryset=LifeArea.objects.none(),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )
    is_health = django_forms.BooleanField(
        label=_("Skriver helbredsoplysninger"),
        required=False,
        help_text=_(
            "Det, afdelingen og dens underafdelinger skriver, ses kun af andre med et grundlag efter sundhedsloven. "
            "Fjernes fluebenet, åbner almindelige samtykker for det, der allerede er skrevet."
        ),
    )

    def __init__(self, *args: Any, by: User, department: Department | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = department.parent_id if department else None
        parents = departments(by).filter(Q(is_active=True) | Q(pk=current))
        if department is not None:
            parents = parents.exclude(pk=department.pk)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["areas"].queryset = life_areas(by)  # type: ignore[attr-defined]  # a ModelChoiceField


class DepartmentForm(NewDepartmentForm, SeenForm):
    """Everything about a department that can be changed."""

    is_active = django_forms.BooleanField(label=_("I brug"), required=False)

    @classmethod
    def stored(cls, department: Department) -> dict[str, Any]:
        """What the form shows first."""
        fields = ("name", "parent", "is_health", "is_active", "version")
        return {field: getattr(department, field) for field in fields} | {"areas": department.areas.all()}


class RoleForm(SeenForm):
    """A role's name and its abilities, one box each."""

    name = forms.ShortTextField(label=_("Navn"), max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ability in ABILITIES:
            label = str(Role._meta.get_field(ability).verbose_name)  # type: ignore[union-attr]  # a plain field
            self.fields[ability] = django_forms.BooleanField(
                label=f"{label[:1].upper()}{label[1:]}", required=False
            )

    @classmethod
    def stored(cls, role: Role) -> dict[str, Any]:
        """What the form shows first."""
        return {field: getattr(role, field) for field in ("name", "version", *ABILITIES)}


class LifeAreaForm(SeenForm):
    """What a life area is called, in Danish and in English."""

    name = forms.ShortTextField(label=_("Navn"), max_length=100)
    short_name = forms.ShortTextField(
        label=_("Midt i en sætning"), max_length=60, help_text=_("Med småt, fx “bolig”")
    )
    name_en = forms.ShortTextField(
        label=_("Navn på engelsk"),
        max_length=100,
        required=False,
        help_text=_("Til dem, der læser deres plan på engelsk. Står feltet tomt, ser de det danske navn."),
    )
    short_name_en = forms.ShortTextField(
        label=_("Midt i en engelsk sætning"),
        max_length=60,
        required=False,
        help_text=_("Med småt, fx “housing”"),
    )

    @classmethod
    def stored(cls, area: LifeArea) -> dict[str, Any]:
        """What the form shows first."""
        return {
            field: getattr(area, field)
            for field in ("name", "short_name", "name_en", "short_name_en", "version")
        }
