"""The forms of a connection. Secrets are never typed here: the environment holds them."""

from typing import Any

from django import forms as django_forms

from enplan.accounts.models import Department, User
from enplan.web import forms
from enplan.web.saving import SeenForm
from integrations.connections.details import SETTINGS, as_lines
from integrations.connections.scoped import area_keys, departments_to_choose, is_number_refused
from integrations.models import Fagsystem
from integrations.states.meanings import MEANINGS, READ_STATES

RECEIVES = [("plan", "Planen"), ("journal", "Journalnotater"), ("summary", "Referater af møder")]


class ConnectionFields(forms.Form):
    """What is said of a connection both when it is made and later."""

    name = forms.ShortTextField(label="Navn", max_length=60, help_text="Som afdelingen kalder systemet")
    receives = django_forms.MultipleChoiceField(
        label="Hvad skal systemet have?", choices=RECEIVES, widget=django_forms.CheckboxSelectMultiple
    )
    base_url = forms.ShortTextField(label="Adresse", max_length=200, help_text="Fx https://sbsys.kommune.dk")
    credentials = forms.ShortTextField(
        label="Hvor adgangen står i miljøet",
        max_length=60,
        help_text="Begyndelsen af navnene, fx SBSYS_JOB for SBSYS_JOB_PASSWORD. Adgangskoder skrives aldrig her.",
    )
    kle = forms.ShortTextField(label="KLE-nummer", max_length=8, required=False, help_text="Fx 27.24.00")
    kle_of_areas = forms.LongTextField(
        label="KLE-nummer for enkelte livsområder", required=False, rows=3, help_text=""
    )
    states = forms.LongTextField(
        label="Hvad sagens tilstande betyder",
        required=False,
        rows=4,
        help_text="Ét på hver linje, fx Afsluttet: afsluttet. En tilstand kan betyde "
        f"{', '.join(MEANINGS)}. Står her intet, spørger vi ikke, hvor langt sagen er.",
    )
    details = forms.LongTextField(label="Det øvrige", required=False, rows=5, help_text="")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = ", ".join(area_keys(by))
        self.fields["kle_of_areas"].help_text = f"Ét på hver linje, fx family: 27.18.00. Områderne er {keys}."


class NewConnectionForm(ConnectionFields):
    """A connection that is not there yet."""

    adapter = django_forms.ChoiceField(
        label="System", choices=Fagsystem.Adapter.choices, widget=django_forms.RadioSelect
    )
    department = django_forms.ModelChoiceField(
        label="Afdeling", queryset=Department.objects.none(), empty_label="Vælg"
    )
    field_order = ("adapter", "department", "name", "receives")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        choices = departments_to_choose(by)
        self.fields["department"].queryset = choices  # type: ignore[attr-defined]  # a ModelChoiceField
        said = [f"{Fagsystem.Adapter(key).label}: {', '.join(names)}" for key, names in SETTINGS.items()]
        self.fields["details"].help_text = f"Ét på hver linje, fx cvr: 12345678. {'. '.join(said)}."


class ConnectionForm(ConnectionFields, SeenForm):
    """A connection as it is."""

    is_active = django_forms.BooleanField(label="I brug", required=False)

    def __init__(self, *args: Any, by: User, connection: Fagsystem, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        if connection.adapter != Fagsystem.Adapter.SF2900:  # the others file on the citizen's own case
            del self.fields["kle"], self.fields["kle_of_areas"]
        if connection.adapter not in READ_STATES:
            del self.fields["states"]
        if "kle" in self.fields and is_number_refused(by, connection):
            said = "Nummeret findes ikke, siger systemet. Skriv et andet, og prøv det afviste igen."
            self.fields["kle"].help_text = self.fields["kle_of_areas"].help_text = said
        known = ", ".join(SETTINGS[connection.adapter])
        self.fields[
            "details"
        ].help_text = f"Ét på hver linje, fx {SETTINGS[connection.adapter][0]}: … Kendt: {known}."

    @staticmethod
    def stored(connection: Fagsystem) -> dict[str, Any]:
        """What the form shows first."""
        fields = ("name", "receives", "base_url", "credentials", "is_active", "version")
        said = dict(connection.settings)
        return {name: getattr(connection, name) for name in fields} | {
            "kle": said.pop("kle", ""),
            "kle_of_areas": as_lines(said.pop("kle_of_areas", {})),
            "states": as_lines(said.pop("states", {})),
            "details": as_lines(said),
        }
