"""Messages as they are shown to both sides: who, when, what it asks, and who has opened it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from enplan.web import danish, spoken
from plans.models import Message
from plans.reading import Reading

SHOWN_FIRST = 6  # the newest; the earlier ones are folded


@dataclass(frozen=True)
class ShownMessage:
    """One message. `asks`: whether the reader must do anything, of one to the citizen's side."""

    id: UUID
    is_own: bool  # of the citizen's side, whoever reads
    by: str
    heard: str
    about: str
    text: str
    asks: str
    must_do: bool
    after: str  # who has opened it, or that it is dealt with
    is_open: bool  # waits for who coordinates
    is_new: bool  # to the reader, who had not had it on their screen before


@dataclass(frozen=True)
class Conversation:
    """The oldest first: `earlier` is folded."""

    earlier: tuple[ShownMessage, ...]
    newest: tuple[ShownMessage, ...]

    @property
    def is_empty(self) -> bool:
        return not self.newest


def conversation_of(messages: Iterable[Message], reading: Reading) -> Conversation:
    """What is new is never folded away."""
    shown = [shown_message(one, reading) for one in messages]
    first_new = next((place for place, one in enumerate(shown) if one.is_new or one.is_open), len(shown))
    cut = min(max(len(shown) - SHOWN_FIRST, 0), first_new)
    return Conversation(tuple(shown[:cut]), tuple(shown[cut:]))


def shown_message(message: Message, reading: Reading) -> ShownMessage:
    is_to_reader = message.is_from_citizen != reading.standing.is_citizens_side
    is_opened = any(one.user_id == reading.user.pk for one in message.openings.all())
    return ShownMessage(
        id=message.pk,
        is_own=message.is_from_citizen,
        by=", ".join(filter(None, [_who(message, reading), spoken.moment(message.written_at)])),
        heard=_heard(message, reading),
        about=message.about,
        text=message.text,
        asks=_asks(message, reading),
        must_do=message.must_do,
        after=_after(message, reading),
        is_open=message.is_open and not reading.standing.is_citizens_side,
        is_new=is_to_reader and not is_opened and message.written_by_id != reading.user.pk,
    )


def _who(message: Message, reading: Reading) -> str:
    """Whose words they are: the citizen's, or of who acts for them, also where somebody noted them."""
    acting = message.with_representative
    if not message.is_from_citizen:
        return reading.name_of(message.written_by)
    if acting is None:
        own = reading.standing.is_citizen
        return _("Dig") if own else reading.plan.citizen.name
    if acting.user_id == reading.user.pk:
        return _("Dig")
    return _("%(name)s på vegne af %(citizen)s") % {
        "name": acting.name,
        "citizen": spoken.first_name(reading.plan.citizen.name),
    }


def _heard(message: Message, reading: Reading) -> str:
    if not message.heard:
        return ""
    ways = {
        Message.Heard.LETTER: _("Skrevet ned af %s efter et brev."),
        Message.Heard.CALL: _("Skrevet ned af %s efter et opkald."),
        Message.Heard.VISIT: _("Skrevet ned af %s efter et besøg."),
    }
    return ways[Message.Heard(message.heard)] % reading.name_of(message.written_by)


def _asks(message: Message, reading: Reading) -> str:
    """Whether the citizen's side must do anything. The citizen who reads what one who acts was asked is not asked."""
    if message.is_from_citizen:
        return ""
    if not reading.standing.is_citizens_side:
        return _asked_of_the_other(message)
    if reading.standing.is_citizen and message.with_representative_id is not None:
        return ""
    if not message.must_do:
        return _("Du skal ikke gøre noget.")
    if message.do_by is None:
        return _("Du skal gøre noget.")
    return _("Du skal gøre noget senest %s.") % spoken.day_near(message.do_by)


def _asked_of_the_other(message: Message) -> str:
    """As professionals read it."""
    if not message.must_do:
        return "Borgeren skal ikke gøre noget."
    day = f" senest {danish.day_near(message.do_by)}" if message.do_by else ""
    return f"Borgeren skal gøre noget{day}."


def _after(message: Message, reading: Reading) -> str:
    """That the other side has had it on their screen, and that it is dealt with; for a letter whether it is sent."""
    said = []
    others = [one for one in message.openings.all() if one.user_id != reading.user.pk]
    if others:
        first = others[0]
        said.append(
            _("Åbnet af %(name)s %(when)s.")
            % {"name": reading.name_of(first.user), "when": spoken.moment(first.at)}
        )
    if message.is_from_citizen and message.settled_at is not None and message.settled_by is not None:
        name, when = reading.name_of(message.settled_by), spoken.near(message.settled_at)
        said.append(_("Besvaret eller klaret af %(name)s %(when)s.") % {"name": name, "when": when})
    letter = next((one for one in message.notices.all() if not one.is_by_email), None)
    if letter is not None and letter.letter_sent_at is not None:
        said.append(_("Sendt som brev %s.") % spoken.near(letter.letter_sent_at))
    return " ".join(said)
