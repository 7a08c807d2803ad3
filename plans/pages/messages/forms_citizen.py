"""The citizen's side writes, and says how it wants to be told that something is new."""

from typing import Any

from django.forms import ChoiceField, EmailField, EmailInput, RadioSelect
from django.utils.translation import gettext_lazy as _

from enplan.web import forms
from plans.models import NoticeChoice
from plans.pages.messages.forms import SentOnce
from plans.services.messages import LONGEST

Channel, Reminder = NoticeChoice.Channel, NoticeChoice.Reminder

CHANNELS = (
    (Channel.NONE, _("Nej tak. Jeg kigger selv her")),
    (Channel.EMAIL, _("Ja, send mig en mail")),
    (Channel.LETTER, _("Ja, send mig det som brev")),
)
REMINDERS = (
    (Reminder.NONE, _("Nej tak")),
    (Reminder.DAY_BEFORE, _("Ja, dagen før klokken 16")),
    (Reminder.SAME_MORNING, _("Ja, samme morgen klokken 8")),
)


class MessageForm(SentOnce):
    """To whoever coordinates."""

    text = forms.LongTextField(
        label=_("Din besked"), max_length=LONGEST, error_messages={"required": _("Skriv din besked.")}
    )


class NoticeForm(forms.Form):
    """`email` counts only with that channel."""

    channel = ChoiceField(
        label=_("Vil du have at vide, når der er en ny besked?"), choices=CHANNELS, widget=RadioSelect
    )
    email = EmailField(
        label=_("Din mailadresse"),
        required=False,
        help_text=_("Kun hvis du har valgt mail. Vi bruger den ikke til andet."),
        widget=EmailInput(attrs={"autocomplete": "email"}),
    )
    reminder = ChoiceField(
        label=_("Vil du mindes om det, du har sagt ja til?"), choices=REMINDERS, widget=RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("channel") == Channel.EMAIL and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Skriv den mailadresse, vi skal bruge."))
        return data
