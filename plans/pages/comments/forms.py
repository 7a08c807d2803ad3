"""What the citizen's side writes of something in the plan."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from enplan.web import forms
from plans.pages.citizen.forms import PRIVATE
from plans.pages.citizen.keeping import KeptForm

SAY = _("Hvad vil du sige om det?")
MISSING = {"required": _("Skriv det, du vil sige.")}


class CommentForm(forms.Form):
    """A comment, the first time."""

    text = forms.LongTextField(label=SAY, rows=4, error_messages=MISSING)
    is_private = django_forms.BooleanField(required=False, label=PRIVATE)

    def __init__(self, *args: Any, may_hide: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_hide:
            del self.fields["is_private"]


class EditCommentForm(KeptForm):
    """The same, of one that one has written."""

    text = forms.LongTextField(label=SAY, rows=4, error_messages=MISSING)
    is_private = django_forms.BooleanField(required=False, label=PRIVATE)

    def __init__(self, *args: Any, may_hide: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_hide:
            del self.fields["is_private"]
