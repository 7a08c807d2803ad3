"""The field in which somebody chooses a file; its value is a `CheckedFile`, and what is wrong stands at the field."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from enplan.web.forms import Form
from plans.files.checking import CheckedFile, check_upload

# On a phone this offers the camera beside the files.
ACCEPTED = "image/*,application/pdf,.pdf,.jpg,.jpeg,.png,.heic"


class AttachmentField(forms.FileField):
    """A PDF or a picture. Let it be the form's last field; the form's page needs enctype="multipart/form-data"."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Billede eller dokument"))
        kwargs.setdefault("help_text", _("PDF, JPEG, PNG eller HEIC, højst 20 MB."))
        kwargs.setdefault(
            "error_messages",
            {
                "required": _("Vælg et billede eller et dokument."),
                "missing": _("Vælg et billede eller et dokument."),
                "empty": _("Filen er tom. Prøv at vælge den igen."),
            },
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        """None where nothing is chosen and nothing has to be."""
        if isinstance(data, UploadedFile) and not data.size:
            raise forms.ValidationError(self.error_messages["empty"], code="empty")
        if isinstance(data, UploadedFile):
            return check_upload(data)
        super().clean(data, initial)
        return None


class FormWithFile(Form):
    """A form with an `AttachmentField` called `file`. A browser forgets the file when the form comes back, so the form
    says so wherever something else was wrong.
    """

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.errors and self.cleaned_data.get("file") is not None:
            self.add_error("file", _("Vælg filen igen. Den er ikke gemt endnu."))
        return cleaned
