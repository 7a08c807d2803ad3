"""What is written about meetings by professionals: calling and moving one, who comes, and what was decided."""

from datetime import datetime, time
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError

from enplan import clock
from enplan.accounts.models import User
from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import Decision, Meeting, MeetingKind, Participant
from plans.pages.choices import offer
from plans.pages.meetings.fields import HourField
from plans.pages.workspace.people import GONE, Person, choices_for, fields_for, people_of, value_of
from plans.reading import Reading
from plans.services.meetings import Invitee

WHEN = ("on", "hour", "minutes", "place")


class WhenForm(forms.Form):
    """When and where."""

    on = forms.DanishDateField(
        label="Hvilken dag?",
        help_text="Fx 12.03.2027, 12/3 eller på torsdag",
        error_messages={"required": "Skriv dagen."},
    )
    hour = HourField(
        label="Hvornår begynder mødet?",
        help_text="Fx 13 eller 13.30",
        error_messages={"required": "Skriv et klokkeslæt."},
    )
    minutes = django_forms.IntegerField(
        label="Hvor mange minutter varer det?",
        min_value=1,
        max_value=480,
        required=False,
        widget=django_forms.NumberInput(attrs={"class": "input-width-xs"}),
        help_text="Lad feltet stå tomt for at bruge det, mødet plejer at vare.",
    )
    place = forms.ShortTextField(
        label="Hvor?",
        required=False,
        help_text="Alle, der er inviteret, kan læse det. Skriv ikke en beskyttet adresse.",
    )

    @property
    def filled(self) -> datetime | None:
        """The day and hour that stand in the form, whether it was sent or not; None where they are none."""
        try:
            day, hour = (self.fields[name].clean(self[name].value()) for name in ("on", "hour"))
        except ValidationError:
            return None
        return datetime.combine(day, hour, tzinfo=clock.COPENHAGEN)

    @property
    def at(self) -> datetime:
        hour: time = self.cleaned_data["hour"]
        return datetime.combine(self.cleaned_data["on"], hour, tzinfo=clock.COPENHAGEN)


class CallForm(WhenForm):
    """A new meeting."""

    kind = django_forms.ChoiceField(label="Hvad er det for et møde?")
    people = django_forms.MultipleChoiceField(
        label="Hvem skal med?",
        widget=django_forms.CheckboxSelectMultiple,
        required=False,
        help_text="En invitation åbner ikke noget af planen. Hver ser kun det, de må se i forvejen.",
    )
    outsiders = forms.LongTextField(
        label="Andre, der ikke har login",
        rows=2,
        required=False,
        help_text="Ét navn på hver linje. Kun borgeren og den koordinerende ser navnene.",
    )
    field_order = ("kind", "people", "outsiders", *WHEN)

    def __init__(self, *args: Any, reading: Reading, kinds: list[MeetingKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.pk: kind for kind in kinds}
        self.known = {person.value: person for person in people_of(reading)}
        offer(self, "kind", [(kind.pk, f"{kind.name} ({kind.minutes} min.)") for kind in kinds])
        self.fields["kind"].help_text = " · ".join(f"{kind.name}: {kind.who}" for kind in kinds if kind.who)
        offer(self, "people", [(person.value, person.told) for person in self.known.values()])
        if not self.is_bound:
            mine = [one.value for one in self.known.values() if one.is_citizen or one.is_me]
            self.initial.setdefault("people", mine)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("people") and not data.get("outsiders"):
            self.add_error("people", ValidationError("Vælg mindst én, der skal med."))
        return data

    @property
    def chosen_users(self) -> list[User]:
        """Whom of those with a login one has chosen so far, whether the form was sent or not."""
        values = self["people"].value() or []
        return [user for value in values if value in self.known and (user := self.known[value].user)]

    @property
    def usual_minutes(self) -> int:
        """How long a meeting of the kind that is chosen takes."""
        first = next(iter(self.kinds.values()), None)
        kind = self.kinds.get(self["kind"].value(), first)
        return kind.minutes if kind is not None else 60

    @property
    def invitees(self) -> list[Invitee]:
        names = [name.strip() for name in self.cleaned_data["outsiders"].splitlines() if name.strip()]
        chosen = [as_invitee(self.known[value]) for value in self.cleaned_data["people"]]
        return [*chosen, *(Invitee(outsider=name) for name in names)]


def as_invitee(person: Person, why: str = "") -> Invitee:
    return Invitee(is_citizen=person.is_citizen, user=person.user, contact=person.contact, why=why)


class MoveForm(WhenForm, SeenForm):
    """Another time or place."""

    @classmethod
    def of(cls, meeting: Meeting, data: Any = None) -> "MoveForm":
        local = meeting.at.astimezone(clock.COPENHAGEN)
        initial = {
            "on": local.date(),
            "hour": local.time(),
            "minutes": meeting.minutes,
            "place": meeting.place,
            "version": meeting.version,
        }
        return cls(data, initial=initial)


class CancelForm(SeenForm):
    """It is not held."""

    reason = forms.LongTextField(
        label="Hvorfor?",
        rows=2,
        help_text="Alle, der er inviteret, kan læse det.",
        error_messages={"required": "Skriv kort hvorfor."},
    )


class InviteForm(forms.Form):
    """One more who is to come."""

    who = django_forms.ChoiceField(label="Hvem?", required=False, error_messages={"invalid_choice": GONE})
    outsider = forms.ShortTextField(label="Eller navnet på en, der ikke har login", required=False)
    why = forms.ShortTextField(
        label="Hvad kommer personen for?",
        required=False,
        help_text="Fx “fortæller om boligen”. De, der må vide, at personen kommer, kan læse det.",
    )

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {person.value: person for person in people_of(reading)}
        offer(self, "who", [("", "Vælg"), *((one.value, one.told) for one in self.known.values())])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("who")) == bool(data.get("outsider")):
            self.add_error("who", ValidationError("Vælg én, eller skriv et navn."))
        return data

    @property
    def invitee(self) -> Invitee:
        data = self.cleaned_data
        if data["who"]:
            return as_invitee(self.known[data["who"]], data["why"])
        return Invitee(outsider=data["outsider"], why=data["why"])


class AttendanceForm(forms.Form):
    """Who was there: one box each."""

    keeps_typed = False

    def __init__(self, *args: Any, participants: list[Participant], names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.participants = participants
        choices = [(str(one.pk), name) for one, name in zip(participants, names, strict=True)]
        self.fields["there"] = django_forms.MultipleChoiceField(
            label="Hvem var der?",
            choices=choices,
            required=False,
            widget=django_forms.CheckboxSelectMultiple,
        )
        there = [str(one.pk) for one in participants if one.was_there is not False]
        self.initial.setdefault("there", there)

    @property
    def was_there(self) -> dict[Participant, bool]:
        there = set(self.cleaned_data["there"])
        return {one: str(one.pk) in there for one in self.participants}


class DecisionForm(forms.Form):
    """What was decided: who sees to it, from when."""

    text = forms.ShortTextField(
        label="Beslutning",
        error_messages={"required": "Skriv, hvad I beslutter."},
    )
    responsible = django_forms.ChoiceField(
        label="Hvem står for det?",
        error_messages={"invalid_choice": GONE, "required": "Vælg, hvem der står for det."},
    )
    takes_effect_on = forms.DanishDateField(
        label="Gælder fra", error_messages={"required": "Skriv, hvornår det gælder fra."}
    )

    def __init__(self, *args: Any, reading: Reading, decision: Decision | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading
        choices = choices_for(reading, decision)
        offer(self, "responsible", [("", "Vælg"), *(one for one in choices if one[0])])

    @property
    def saved_fields(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = {name: data[name] for name in ("text", "takes_effect_on")}
        return plain | fields_for(data["responsible"], self.reading)


class NewDecisionForm(DecisionForm):
    """Where it belongs as well."""

    area = django_forms.ChoiceField(label="Livsområde")
    field_order = ("text", "area", "responsible", "takes_effect_on")

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", areas)


class EditDecisionForm(DecisionForm, SeenForm):
    """A decision one has seen."""

    @classmethod
    def of(cls, decision: Decision, reading: Reading, data: Any = None) -> "EditDecisionForm":
        initial = {name: getattr(decision, name) for name in ("text", "takes_effect_on", "version")}
        initial["responsible"] = value_of(decision, reading)
        return cls(data, reading=reading, decision=decision, initial=initial)


class AgreeForm(SeenForm):
    """The version of the meeting that everybody has read."""

    keeps_typed = False
