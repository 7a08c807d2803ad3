"""The forms of the kinds of ground and the purposes. What they take is checked by `citizens.kinds`."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from citizens.kinds import MOST_DAYS, TERMS, may_be_told, may_be_used_by
from citizens.models import GroundKind
from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.accounts.scoped import life_areas
from enplan.web import forms
from enplan.web.saving import SeenForm

IN_ENGLISH = _("Til dem, der læser deres plan på engelsk. Står feltet tomt, ser de det på dansk.")


class _Amount(django_forms.IntegerField):
    """A number of days or months that may be left out."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(label=label, help_text=help_text, required=False, min_value=1, max_value=MOST_DAYS)
        self.widget.attrs["class"] = "input-width-xs"


class KindForm(SeenForm):
    """A kind's terms; those that say nothing of this kind are left out."""

    name = forms.ShortTextField(label=_("Navn"), max_length=200)
    law = forms.LongTextField(
        label=_("Lov og paragraf"),
        rows=2,
        help_text=_("Altid lovens navn og paragraffen. Borgeren læser det."),
        error_messages={"required": _("Skriv lov og paragraf. Uden en lov er der intet grundlag.")},
    )
    name_en = forms.ShortTextField(
        label=_("Navn på engelsk"), max_length=200, required=False, help_text=IN_ENGLISH
    )
    law_en = forms.LongTextField(
        label=_("Lov og paragraf på engelsk"), rows=2, required=False, help_text=IN_ENGLISH
    )
    is_active = django_forms.BooleanField(label=_("I brug"), required=False)
    used_by = django_forms.ChoiceField(label=_("Hvem må bruge det?"), widget=django_forms.RadioSelect)
    covers_health = django_forms.BooleanField(
        label=_("Åbner også det, sundhedsafdelinger har skrevet"), required=False
    )
    needs_every_custody_holder = django_forms.BooleanField(
        label=_("For et barn: alle, der har forældremyndigheden, skal sige ja"), required=False
    )
    areas = django_forms.ModelMultipleChoiceField(
        label=_("Hvilke områder kan det åbne?"),
        queryset=LifeArea.objects.none(),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
        help_text=_("Er ingen valgt, kan det åbne alle."),
    )
    default_months = _Amount(_("Gælder normalt, måneder"), _("Skriv enten måneder eller dage."))
    default_days = _Amount(_("Gælder normalt, dage"))
    longest_months = _Amount(_("Gælder højst, måneder"), _("Skriv enten måneder eller dage."))
    longest_days = _Amount(_("Gælder højst, dage"))
    citizen_is_told = django_forms.ChoiceField(
        label=_("Hvornår får borgeren det at vide?"), widget=django_forms.RadioSelect
    )
    longest_wait_days = _Amount(_("Hvor mange dage kan borgeren højst vente på at få det at vide?"))
    is_reviewed = django_forms.BooleanField(
        label=_("En leder i afdelingen gennemgår det bagefter"), required=False
    )

    def __init__(self, *args: Any, by: User, kind: GroundKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = life_areas(by)  # type: ignore[attr-defined]  # a ModelChoiceField
        self._offer("used_by", GroundKind.UsedBy.choices, may_be_used_by(kind))
        self._offer("citizen_is_told", GroundKind.Told.choices, may_be_told(kind))
        if not kind.is_shared_by_owner:
            del self.fields["longest_wait_days"], self.fields["is_reviewed"]
        if not kind.is_consent:
            del self.fields["needs_every_custody_holder"]

    def _offer(self, name: str, choices: Any, allowed: tuple[str, ...]) -> None:
        """Only what this kind can be; a single possibility is no question."""
        if len(allowed) < 2:
            del self.fields[name]
            return
        field = self.fields[name]
        if isinstance(field, django_forms.ChoiceField):
            field.choices = [
                (key, f"{label[:1].upper()}{label[1:]}") for key, label in choices if key in allowed
            ]

    @classmethod
    def stored(cls, kind: GroundKind) -> dict[str, Any]:
        """What the form shows first."""
        return {name: getattr(kind, name) for name in (*TERMS, "version")} | {"areas": kind.areas.all()}


class ConfirmForm(SeenForm):
    """Who said yes, and when."""

    jurist = forms.ShortTextField(
        label=_("Hvem har sagt ja?"),
        max_length=200,
        help_text=_("Juristens navn og stilling"),
        error_messages={"required": _("Skriv, hvem der har sagt ja.")},
    )
    on = forms.DanishDateField(label=_("Hvornår?"), leans="past")

    @classmethod
    def stored(cls, kind: GroundKind) -> dict[str, Any]:
        """What the form shows first: nobody's name, even where somebody has said yes before."""
        return {"version": kind.version, "on": clock.today()}


class NewPurposeForm(forms.Form):
    """A purpose in the citizen's words."""

    text = forms.ShortTextField(
        label=_("Formål, som borgeren ville sige det"),
        max_length=200,
        help_text=_("Fx “Vi arbejder sammen om min plan på tværs af afdelinger”"),
        error_messages={"required": _("Skriv formålet, som borgeren ville sige det.")},
    )
    text_en = forms.ShortTextField(
        label=_("Formålet på engelsk"), max_length=200, required=False, help_text=IN_ENGLISH
    )


class PurposeForm(NewPurposeForm, SeenForm):
    """A purpose's words, and whether it is offered."""

    is_active = django_forms.BooleanField(label=_("Kan vælges"), required=False)
