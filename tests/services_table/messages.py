"""Messages between the citizen's side and whoever coordinates, and how private persons want to be told of them."""

from typing import Any
from uuid import uuid4

from plans.services import messages, notices
from tests.services_table.row import CASEWORKERS, CITIZENS_SIDE, PRIVATE_PERSONS, Row, Table


def write(c: Any) -> None:
    """Rasmus has written, and has an answer that he wants on paper."""
    notices.choose_notices(by=c.rasmus, channel="letter")
    told = messages.send_message(by=c.sofie, plan=c.plan, about="Møde", text="På tirsdag", once=uuid4())
    c.letter = told.notices.get()
    c.message = messages.send_message(by=c.rasmus, plan=c.plan, text="Kan vi tale?", once=uuid4())


TABLE: Table = {
    messages.send_message: Row(
        CITIZENS_SIDE | {"sofie"},
        lambda c, by: messages.send_message(
            by=by, plan=c.plan, about="Møde", text="På tirsdag", once=uuid4()
        ),
        elsewhere=lambda c, by: messages.send_message(
            by=by,
            plan=c.kirstens_plan,
            about="Møde",
            text="På tirsdag",
            once=uuid4(),
            representative=c.mother,
        ),
    ),
    messages.note_message: Row(
        CASEWORKERS,
        lambda c, by: messages.note_message(
            by=by, plan=c.plan, text="Ring til mig", heard="call", once=uuid4()
        ),
        elsewhere=lambda c, by: messages.note_message(
            by=by,
            plan=c.kirstens_plan,
            text="Ring til mig",
            heard="call",
            once=uuid4(),
            representative=c.mother,
        ),
    ),
    messages.settle_message: Row(
        {"sofie"},
        lambda c, by: messages.settle_message(by=by, message=c.message),
        ready=write,
    ),
    notices.choose_notices: Row(
        PRIVATE_PERSONS | {"rasmus"},
        lambda _c, by: notices.choose_notices(by=by, channel="email", email="en@eksempel.dk"),
        after_end=True,
    ),
    notices.note_letter_sent: Row(
        {"sofie"},
        lambda c, by: notices.note_letter_sent(by=by, notice=c.letter),
        ready=write,
    ),
}
