"""Forms for referrals."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms as django_forms

from citizens.models import Ground, GroundKind
from enplan import clock
from enplan.accounts.areas import every_area
from enplan.accounts.directory import staff_for_teams, staff_who_can_coordinate
from enplan.accounts.models import Department, LifeArea, User
from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import ReferralPart
from plans.pages.choices import as_answers, offer
from plans.pages.staff_choices import StaffField, offer_staff

THIRD_PARTIES = "Borgeren kan læse det, når du er færdig."


class BeginForm(forms.Form):
    """Who is to coordinate, if there is a plan."""

    coordinator = StaffField(
        label="Hvem skal holde trådene, hvis der bliver en plan?",
        help_text="Personen ser, hvem der er spurgt, men ikke hvad de skriver, før noget åbner for det.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={"coordinator": user.pk}, **kwargs)
        offer_staff(self, "coordinator", staff_who_can_coordinate())


class AskForm(forms.Form):
    """A caseworker of another department."""

    user = StaffField(
        label="Hvem vil du spørge?",
        help_text="Vedkommende får at vide, hvem borgeren er, og hvem der skal holde trådene.",
    )

    def __init__(self, *args: Any, besides: Iterable[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {department.pk for department in besides}
        staff = [one for one in staff_for_teams() if one.department_id not in asked]
        offer_staff(self, "user", [one for one in staff if one.role is not None and one.role.can_write_goals])


class PartForm(SeenForm):
    """One department's part."""

    areas = django_forms.MultipleChoiceField(
        label="Hvilke områder arbejder din afdeling med for borgeren?",
        widget=django_forms.CheckboxSelectMultiple,
        required=False,
    )
    tried = forms.LongTextField(
        label="Hvad er prøvet?", required=False, is_about_others=True, help_text=THIRD_PARTIES
    )
    why = forms.LongTextField(
        label="Hvorfor vil én fælles plan hjælpe?", required=False, is_about_others=True, rows=3
    )
    stands_in = django_forms.ChoiceField(
        label="Under hvilket område skal det stå, hvis der bliver en plan?", required=False
    )
    is_finished = django_forms.BooleanField(
        label="Min del er færdig. Borgeren kan læse den, og den følger med ind i planen", required=False
    )

    def __init__(self, *args: Any, part: ReferralPart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.every: dict[str, LifeArea] = {area.pk: area for area in every_area()}
        named = [(area.pk, area.name) for area in self.every.values()]
        offer(self, "areas", named)
        offer(self, "stands_in", [("", "Vælg"), *named])
        if part.finished_at is not None:
            del self.fields["is_finished"]

    @classmethod
    def of(cls, part: ReferralPart, data: Any = None) -> "PartForm":
        initial = {name: getattr(part, name) for name in ("tried", "why", "version")}
        initial |= {"areas": [area.pk for area in part.areas.all()], "stands_in": part.stands_in_id or ""}
        return cls(data, part=part, initial=initial)

    @property
    def saved_fields(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "seen": data["version"],
            "areas": [self.every[key] for key in data["areas"]],
            "stands_in": self.every.get(data["stands_in"]),
            "tried": data["tried"],
            "why": data["why"],
            "is_finished": data.get("is_finished", False),
        }


class VisitationForm(forms.Form):
    """Why one must look before one can ask."""

    reason = forms.LongTextField(
        label="Hvad skal du finde ud af?", is_about_others=True, help_text="Borgeren kan læse det.", rows=3
    )


class AnswerForm(forms.Form):
    """What the citizen answered. Nothing is chosen in advance."""

    decision = django_forms.ChoiceField(
        label="Må du læse det, afdelingerne har skrevet?",
        choices=[(Ground.Decision.YES.value, "Ja"), (Ground.Decision.NO.value, "Nej")],
        widget=django_forms.RadioSelect,
    )
    sources = django_forms.MultipleChoiceField(
        label="Hvilke afdelinger gælder svaret?", widget=django_forms.CheckboxSelectMultiple
    )
    kind = django_forms.ChoiceField(label="Hvilket samtykke er det?", widget=django_forms.RadioSelect)
    form = django_forms.ChoiceField(
        label="Hvordan svarede borgeren?",
        choices=as_answers([(one.value, one.label) for one in (Ground.Form.ORAL, Ground.Form.WRITTEN)]),
        widget=django_forms.RadioSelect,
    )
    given_on = forms.DanishDateField(label="Hvornår?", leans="past")

    def __init__(
        self, *args: Any, sources: Sequence[Department], kinds: Sequence[GroundKind], **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"given_on": clock.today()}, **kwargs)
        self.departments = {str(one.pk): one for one in sources}
        self.kinds = {kind.pk: kind for kind in kinds}
        offer(self, "sources", [(str(one.pk), one.name) for one in sources])
        offer(self, "kind", [(kind.pk, f"{kind.name[:1].upper()}{kind.name[1:]}") for kind in kinds])

    @property
    def saved_fields(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {name: data[name] for name in ("decision", "form", "given_on")} | {
            "kind": self.kinds[data["kind"]],
            "sources": [self.departments[key] for key in data["sources"]],
        }


class StartForm(forms.Form):
    """The plan's beginning, with the team proposed from those who have written."""

    team = django_forms.MultipleChoiceField(
        label="Hvem skal med på teamet?",
        widget=django_forms.CheckboxSelectMultiple,
        required=False,
        help_text="De ser kun det, de selv skriver, til borgeren har sagt, hvem der må se hvad.",
    )
    started_on = forms.DanishDateField(label="Hvornår begynder planen?", leans="past")
    agreed_on = forms.DanishDateField(
        label="Hvornår sagde borgeren ja til én plan?",
        leans="past",
        required=False,
        help_text="Lad feltet stå tomt, hvis I spørger i samtalen om samtykke lige bagefter.",
    )

    def __init__(self, *args: Any, parts: Sequence[ReferralPart], **kwargs: Any) -> None:
        super().__init__(*args, initial={"started_on": clock.today()}, **kwargs)
        self.parts = {str(part.pk): part for part in parts}
        offer(
            self,
            "team",
            [(key, f"{part.user.name} ({part.department})") for key, part in self.parts.items()],
        )
        if not parts:
            del self.fields["team"]

    @property
    def team_chosen(self) -> list[ReferralPart]:
        return [self.parts[key] for key in self.cleaned_data.get("team", [])]


class DeclineForm(forms.Form):
    reason = forms.LongTextField(
        label="Hvorfor bliver der ikke en plan?", is_about_others=True, help_text="Borgeren kan læse det."
    )
