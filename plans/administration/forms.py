"""The forms of the templates. What they take is checked by `plans.services.templates`."""

from typing import Any

from django import forms as django_forms

from enplan.accounts.models import LifeArea, User
from enplan.accounts.scoped import life_areas
from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.administration.scoped import goal_templates
from plans.models import (
    ChecklistLine,
    Goal,
    GoalTemplate,
    MeetingKind,
    OtherPlanKind,
    PlanTemplate,
    TransitionKind,
)
from plans.pages.choices import as_answers

IN_USE = "Kan vælges"


class _Number(django_forms.IntegerField):
    """A short number field."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        self.widget.attrs["class"] = "input-width-xs"


class _WithArea(forms.Form):
    """A form in which a life area is chosen."""

    area = django_forms.ModelChoiceField(
        label="Livsområde", queryset=LifeArea.objects.none(), empty_label="Vælg"
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = life_areas(by)  # type: ignore[attr-defined]  # a ModelChoiceField


class NewGoalTemplateForm(_WithArea):
    """Words to start a goal from."""

    title = forms.ShortTextField(
        label="Mål",
        max_length=200,
        help_text="Som borgeren kunne sige det. Det er noget at tale ud fra, ikke noget at krydse af.",
    )
    why = forms.LongTextField(label="Hvorfor er det vigtigt?", required=False, rows=2)
    type = django_forms.ChoiceField(
        label="Hvad vil I?",
        choices=as_answers(Goal.Type.choices),
        widget=django_forms.RadioSelect,
        initial=Goal.Type.DEVELOP,
    )
    measured_by = forms.LongTextField(label="Sådan ser I, at det går fremad", required=False, rows=2)
    steps = forms.LongTextField(
        label="Forslag til delmål", required=False, rows=4, help_text="Ét på hver linje"
    )
    field_order: tuple[str, ...] = ("title", "area", "why", "type", "measured_by", "steps")


class GoalTemplateForm(NewGoalTemplateForm, SeenForm):
    is_active = django_forms.BooleanField(label=IN_USE, required=False)
    field_order = (*NewGoalTemplateForm.field_order, "is_active")


class NewPlanTemplateForm(forms.Form):
    """A set of goals to begin a plan with."""

    name = forms.ShortTextField(label="Navn", max_length=200)
    about = forms.LongTextField(label="Hvornår passer den?", required=False, rows=2)
    goals = django_forms.ModelMultipleChoiceField(
        label="Mål at begynde med",
        queryset=GoalTemplate.objects.none(),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
        help_text="Tre er som regel nok på én gang.",
    )
    follow_up_months = _Number(
        "Følges op med så mange måneder imellem",
        required=False,
        min_value=1,
        help_text="Fx 3 for hvert kvartal",
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goals"].queryset = goal_templates(by)  # type: ignore[attr-defined]  # a ModelChoiceField


class PlanTemplateForm(NewPlanTemplateForm, SeenForm):
    is_active = django_forms.BooleanField(label=IN_USE, required=False)


class NewTransitionKindForm(forms.Form):
    """A kind of transition."""

    name = forms.ShortTextField(
        label="Navn", max_length=100, help_text="Borgeren læser det, fx “Udskrivelse”"
    )
    age_months = _Number(
        "Sker ved en alder? Skriv den i måneder",
        required=False,
        help_text="Fx 192 for 16 år. Er feltet tomt, skrives dagen, når man kender den.",
    )
    days_ahead = _Number(
        "Hvor mange dage før skal den koordinerende sagsbehandler mindes om det?",
        min_value=0,
        initial=90,
        help_text="Kun ved en alder",
    )


class TransitionKindForm(NewTransitionKindForm, SeenForm):
    is_active = django_forms.BooleanField(label="I brug", required=False)


class NewLineForm(_WithArea):
    """One line of a checklist."""

    text = forms.LongTextField(label="Hvad skal der gøres?", rows=2)
    who = django_forms.ChoiceField(
        label="Hvem?",
        choices=as_answers(ChecklistLine.Who.choices),
        widget=django_forms.RadioSelect,
        initial=ChecklistLine.Who.COORDINATOR,
    )
    days = _Number(
        "Hvor mange dage fra overgangens dag?",
        initial=0,
        help_text="Fx 14 for to uger efter, og -14 for to uger før",
    )
    field_order: tuple[str, ...] = ("text", "who", "area", "days")


class LineForm(NewLineForm, SeenForm):
    is_active = django_forms.BooleanField(label="Med på tjeklisten", required=False)
    field_order = (*NewLineForm.field_order, "is_active")


class NewOtherPlanForm(forms.Form):
    """A plan that the one plan can replace."""

    name = forms.ShortTextField(
        label="Navn", max_length=200, help_text="Borgeren læser det, fx “Handleplan for voksne”"
    )
    law = forms.LongTextField(
        label="Lov", rows=2, help_text="Med lovens navn, fx “serviceloven § 141”. Et tal alene siger intet."
    )
    must_hold = forms.LongTextField(
        label="Det skal Én plan rumme, når den træder i stedet",
        rows=6,
        help_text="Én ting på hver linje. Den koordinerende sagsbehandler sætter kryds, når det står i planen.",
    )


class OtherPlanForm(NewOtherPlanForm, SeenForm):
    is_active = django_forms.BooleanField(label=IN_USE, required=False)


class NewMeetingKindForm(forms.Form):
    """A form of meeting."""

    name = forms.ShortTextField(label="Navn", max_length=200, help_text="Borgeren læser det")
    name_en = forms.ShortTextField(label="Navn på engelsk", max_length=200, required=False)
    minutes = _Number("Hvor mange minutter varer det?", min_value=1, initial=60)
    programme = forms.LongTextField(
        label="Program", required=False, rows=6, help_text="Ét punkt på hver linje"
    )
    leave_after = _Number(
        "Efter hvilket punkt går de andre?",
        required=False,
        min_value=1,
        help_text="Fx 3. Lad feltet stå tomt, hvis alle bliver hele mødet.",
    )
    who = forms.LongTextField(
        label="Hvem skal med?",
        required=False,
        rows=2,
        help_text="Fx “borgeren og en fra hver afdeling på planen”. Den, der indkalder, læser det.",
    )
    prepare = forms.LongTextField(label="Hvad skal de have klar?", required=False, rows=2)
    prepare_days = _Number("Hvor mange dage før mødet skal det være klar?", required=False, min_value=0)
    rhythm = forms.ShortTextField(
        label="Skal mødet holdes efter bestemte måneder?",
        required=False,
        max_length=100,
        help_text="Fx 3, 6, 9. Der tælles fra planens første møde, ellers fra planens start.",
    )
    with_citizen = django_forms.BooleanField(label="Borgeren er med", required=False, initial=True)
    has_columns = django_forms.BooleanField(
        label="Har en tavle med det, der bekymrer, virker og skal ske", required=False
    )


class MeetingKindForm(NewMeetingKindForm, SeenForm):
    is_active = django_forms.BooleanField(label=IN_USE, required=False)


def stored(
    form: type[forms.Form],
    thing: GoalTemplate | PlanTemplate | TransitionKind | ChecklistLine | OtherPlanKind | MeetingKind,
) -> Any:
    """What a form for something that is there shows first."""
    initial = {name: getattr(thing, name) for name in (*form.base_fields, "version") if name != "goals"}
    return initial | ({"goals": thing.goals.all()} if isinstance(thing, PlanTemplate) else {})
