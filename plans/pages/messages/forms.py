"""The forms in which a message is written. Each knows itself again, so that a double tap sends one message."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.forms import CharField, ChoiceField, HiddenInput, RadioSelect, UUIDField

from enplan import clock
from enplan.web import forms
from plans.models import Message
from plans.services.messages import LONGEST

YES, NO = "ja", "nej"
ASKS = ((NO, "Nej, det er bare, så borgeren ved det"), (YES, "Ja"))


class SentOnce(forms.Form):
    """Holds the number by which a second tap is known."""

    once = UUIDField(widget=HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["dir"] = "auto"

    def clean_once(self) -> UUID:
        """A page that lost it sends a message all the same."""
        once: UUID | None = self.cleaned_data["once"]
        return once or uuid4()


class AnswerForm(SentOnce):
    """Who coordinates answers: the text, and whether the citizen must do anything."""

    text = forms.LongTextField(
        label="Besked",
        is_about_others=True,
        max_length=LONGEST,
        error_messages={"required": "Skriv din besked."},
    )
    must_do = ChoiceField(
        label="Skal borgeren gøre noget?",
        choices=ASKS,
        widget=RadioSelect,
        error_messages={"required": "Vælg, om borgeren skal gøre noget."},
    )
    do_by = forms.DanishDateField(
        label="Senest", required=False, help_text="Kun hvis borgeren skal gøre noget."
    )
    seen = CharField(widget=HiddenInput, required=False)
    field_order: tuple[str, ...] = ("text", "must_do", "do_by", "once", "seen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": clock.now().isoformat(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_seen(self) -> datetime | None:
        """When the page was drawn: what came later has not been read, and is not answered."""
        try:
            seen = datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None
        return seen if seen.tzinfo else None

    @property
    def said(self) -> dict[str, Any]:
        """What the service is given."""
        data = self.cleaned_data
        return {
            "text": data["text"],
            "once": data["once"],
            "about": data.get("about", ""),
            "must_do": data["must_do"] == YES,
            "do_by": data["do_by"],
            "seen": data["seen"],
        }


class NewMessageForm(AnswerForm):
    """As an answer, with what it is about."""

    about = forms.ShortTextField(label="Hvad handler det om?", max_length=200, required=False)
    field_order = ("about", "text", "must_do", "do_by", "once", "seen")

    def __init__(self, *args: Any, is_answer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].required = not is_answer
        self.fields["about"].error_messages["required"] = "Skriv kort, hvad beskeden handler om."


class ToldForm(SentOnce):
    """A caseworker notes what the citizen's side said. `whose`: who may have said it, the citizen as ""."""

    text = forms.LongTextField(
        label="Hvad sagde borgeren?",
        help_text="Så tæt på borgerens egne ord, som du kan. Borgeren ser det.",
        is_about_others=True,
        max_length=LONGEST,
        error_messages={"required": "Skriv, hvad borgeren sagde."},
    )
    heard = ChoiceField(
        label="Hvordan fik du beskeden?",
        choices=(
            (Message.Heard.LETTER, "I et brev"),
            (Message.Heard.CALL, "I et opkald"),
            (Message.Heard.VISIT, "Ved et besøg"),
        ),
        widget=RadioSelect,
        error_messages={"required": "Vælg, hvordan du fik beskeden."},
    )
    field_order = ("whose", "heard", "text", "once")

    def __init__(self, *args: Any, whose: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"] = ChoiceField(label="Fra hvem?", required=False, choices=whose)
        self.use_plain_texts()
        self.order_fields(self.field_order)
        if len(whose) < 2:
            del self.fields["whose"]
