"""Forms for attaching a file and for taking one out. The file stands last, so that the rest is read before it."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enplan.web import forms
from plans.files.field import AttachmentField, FormWithFile
from plans.pages.choices import offer


class FileForm(FormWithFile):
    """A file in an area, by a professional. With a single area to work in, that one is chosen already."""

    area = django_forms.ChoiceField(label=_("Område"), error_messages={"required": _("Vælg et område.")})
    title = forms.ShortTextField(
        label=_("Titel"), max_length=120, required=False, help_text=_("Uden titel bruges filens navn.")
    )
    file = AttachmentField()

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", areas if len(areas) == 1 else [("", gettext("Vælg")), *areas])


class OwnFileForm(FileForm):
    """The citizen's own photo or document."""

    is_private = django_forms.BooleanField(
        required=False, label=_("Del ikke dette. Kun jeg selv skal kunne se det.")
    )

    field_order = ("area", "title", "is_private", "file")

    def __init__(self, *args: Any, may_hide: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].label = _("Hvad handler det om?")
        self.fields["title"].label = _("Hvad er det?")
        if not may_hide:
            del self.fields["is_private"]


class ScanForm(FormWithFile):
    """The signed page of a consent, photographed or scanned; `others`: consents it may have been signed for too."""

    others = django_forms.MultipleChoiceField(
        label="Er den også skrevet under for de her?",
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
        help_text="De er givet skriftligt samme dag. Fjern krydset, hvis de ikke står på siden.",
    )
    file = AttachmentField(label=_("Den underskrevne side"))

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not others:
            del self.fields["others"]
            return
        offer(self, "others", others)
        self.fields["others"].initial = [key for key, _label in others]


class RemoveFileForm(forms.Form):
    """Why a professional takes a file out."""

    reason = forms.ShortTextField(
        label=_("Hvorfor skal filen væk?"), error_messages={"required": _("Skriv, hvorfor filen skal væk.")}
    )
