"""Messages that wait for an answer, and those that are to be sent on paper, as lines of what waits."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse

from enplan.web import danish
from plans.models import Message, Notice
from plans.pages.caseload.line import Deal, WaitingLine
from plans.pages.messages.forms import AnswerForm

HeldAnswer = tuple[UUID, AnswerForm]
"""The message that was answered, and the form as it came back with an error."""


def message_lines(
    messages: list[Message], today: date, held: HeldAnswer | None = None
) -> Iterator[WaitingLine]:
    """What one person has written since the last answer is one line, and one answer."""
    together: dict[tuple[UUID, UUID | None], list[Message]] = {}
    for message in messages:
        together.setdefault((message.plan_id, message.with_representative_id), []).append(message)
    for written in together.values():
        yield _line(written, today, held)


def _line(written: list[Message], today: date, held: HeldAnswer | None) -> WaitingLine:
    first, plan = written[0], written[0].plan
    acting = first.with_representative
    who = acting.name if acting else danish.first_name(plan.citizen.name)
    what = "en besked" if len(written) == 1 else danish.count(len(written), "besked", "beskeder")
    where = reverse("plan-messages", args=[plan.pk]) + (f"?med={acting.pk}" if acting else "")
    form = AnswerForm(prefix=first.pk.hex)
    if held is not None and held[0] in {message.pk for message in written}:
        form = held[1]
    answers = reverse("plan-message-answer", args=[plan.pk, held[0] if form.is_bound and held else first.pk])
    return WaitingLine(
        plan.citizen.name,
        f"{who} har skrevet {what}",
        f"siden {danish.near(first.written_at, today=today)}",
        "soon",
        f"{where}#svar",
        deal=Deal(
            answers,
            pk=first.pk,
            title=f"{who} har skrevet {what}",
            form=form,
            said=tuple(message.text for message in written),
        ),
    )


def letter_line(notice: Notice, today: date) -> WaitingLine:
    message, plan = notice.message, notice.plan
    acting = message.with_representative if message else None
    where = reverse("plan-messages", args=[plan.pk]) + (f"?med={acting.pk}" if acting else "")
    return WaitingLine(
        plan.citizen.name,
        f"{acting.name if acting else danish.first_name(plan.citizen.name)} skal have din besked som brev",
        f"skrevet {danish.near(notice.made_at, today=today)}",
        "soon",
        where,
        next_step="Læs og send",
    )
