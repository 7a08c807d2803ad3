"""The rule for messages, and for telling people of them (ADR 0020). Asked only through `plans.rules`."""

from collections.abc import Callable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from plans.grants import On
from plans.keys import Keys
from plans.models import Message, MessageOpening, Notice, NoticeChoice


def message_rule(keys: Keys) -> Q:
    """The citizen all; who coordinates now all of them; who acts their own conversation; and who noted what the
    citizen told that one, while on the team. Nobody else, whatever grounds there are.
    """
    acting = keys.on_plan("plan", On.REPRESENT) & Q(with_representative__user=keys.user)
    noted = keys.on_plan("plan", On.WORK) & Q(written_by=keys.user)
    return keys.on_plan("plan", On.OWN, On.COORDINATE) | acting | noted


def _opening(keys: Keys) -> Q:
    """When it was opened is told to both: it stands beneath the message."""
    return Q(Exists(Message.objects.filter(message_rule(keys), pk=OuterRef("message"))))


def _notice(keys: Keys) -> Q:
    """What one was sent oneself; and the letters, to who is to send them. Which mails somebody got is their own."""
    own = Q(user=keys.user) & keys.on_plan("plan", On.OWN, On.REPRESENT)
    return own | (Q(is_by_email=False) & keys.on_plan("plan", On.COORDINATE))


def choice_rule(keys: Keys) -> Q:
    """The person's own, with the address. That somebody is to have a letter is told by the letter."""
    return Q(user=keys.user)


MESSAGE_RULES: dict[type[models.Model], Callable[[Keys], Q]] = {
    Message: message_rule,
    MessageOpening: _opening,
    Notice: _notice,
    NoticeChoice: choice_rule,
}
CHANGES_OF_MESSAGES: tuple[tuple[type[models.Model], Callable[[Keys], Q]], ...] = (
    (Message, message_rule),
    (NoticeChoice, choice_rule),
)
