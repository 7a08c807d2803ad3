"""The messages of a plan as a professional sees them: one conversation at a time, and what can be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from citizens.models import Representative
from enplan.web import danish
from plans.models import Message
from plans.pages.messages.lines import Conversation, conversation_of
from plans.reading import Reading


@dataclass(frozen=True)
class Party:
    """One whose conversation can be turned to."""

    name: str
    address: str
    is_here: bool
    waits: int  # messages without an answer


@dataclass(frozen=True)
class LetterToSend:
    """A message that is to be printed and sent."""

    address: str
    said: str


@dataclass(frozen=True)
class MessagesPage:
    """`whose`: the name of the one that is written with. `noted_alone`: seen are only those one has noted oneself."""

    conversation: Conversation
    parties: list[Party]
    whose: str
    waits: bool
    letters: list[LetterToSend]
    has_no_login: bool
    noted_alone: bool


def messages_page(
    reading: Reading, messages: Iterable[Message], acting: Representative | None
) -> MessagesPage:
    every = list(messages)
    coordinates = reading.standing.coordinates
    here = [one for one in every if one.with_representative_id == (acting.pk if acting else None)]
    reader = acting.user_id if acting else reading.plan.citizen.user_id
    return MessagesPage(
        conversation=conversation_of(here if coordinates else every, reading),
        parties=_parties(reading, every, acting) if coordinates else [],
        whose=acting.name if acting else reading.plan.citizen.name,
        waits=any(one.is_open for one in here),
        letters=list(_letters(reading, here)) if coordinates and reading.plan.is_active else [],
        has_no_login=reader is None,
        noted_alone=not coordinates,
    )


def _parties(reading: Reading, every: list[Message], acting: Representative | None) -> list[Party]:
    """The citizen, who acts now, and who has acted and left something; nothing to choose where there is one."""
    people = {person.pk: person for person in reading.representatives}
    people |= {
        one.with_representative.pk: one.with_representative for one in every if one.with_representative
    }
    if not people:
        return []
    where = reverse("plan-messages", args=[reading.plan.pk])
    parties: list[tuple[str, str, Representative | None]] = [(reading.plan.citizen.name, where, None)]
    parties += [
        (f"{person.name}, {person.relation}", f"{where}?med={person.pk}", person)
        for person in sorted(people.values(), key=lambda person: person.name)
    ]
    return [
        Party(
            name,
            address,
            person == acting,
            sum(
                one.is_open for one in every if one.with_representative_id == (person.pk if person else None)
            ),
        )
        for name, address, person in parties
    ]


def _letters(reading: Reading, messages: list[Message]) -> Iterable[LetterToSend]:
    for message in messages:
        said = f"“{message.about or message.text[:60]}”, {danish.near(message.written_at)}"
        for notice in message.notices.all():
            if not notice.is_by_email and notice.letter_sent_at is None:
                yield LetterToSend(reverse("plan-letter-sent", args=[reading.plan.pk, notice.pk]), said)
