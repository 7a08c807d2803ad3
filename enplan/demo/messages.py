"""What citizens of the demo and their coordinators have written to each other, and how they want to be told."""

from datetime import date, timedelta
from uuid import uuid4

from enplan import clock
from enplan.demo.courses_under_way import days_ago
from enplan.demo.scenario.cast import Cast
from plans.looks import keep_openings
from plans.lookups.messages import messages_for
from plans.permissions import standing_of
from plans.services.messages import note_message, send_message
from plans.services.notices import choose_notices


def add_messages(casts: list[Cast]) -> None:
    """Of the demo's own municipality; its files must have been loaded."""
    of = {cast.citizen_user.username: cast for cast in casts}
    _answered_and_asked_again(of["dennis"])
    _unanswered(of["poulerik"])


def _answered_and_asked_again(cast: Cast) -> None:
    """An answer he has read, and a newer message he has not, which asks him to do something. He has mails."""
    choose_notices(by=cast.citizen_user, channel="email", email="dennis@eksempel.dk", reminder="same_morning")
    with days_ago(6, 19):
        _from(cast, "Kan vi ses et andet sted end på kontoret næste gang? Jeg kan bedst snakke, når vi går.")
    with days_ago(5, 9):
        _to(cast, "Ja, det kan vi. Jeg henter dig klokken ti, så går vi en tur ved åen.", about="Vores møde")
    with days_ago(5, 17):
        _opened(cast)
        _from(cast, "Tak. Det er godt.")
    with days_ago(1, 11):
        _to(
            cast,
            "Tag papirerne fra boligselskabet med, når vi ses. Har du smidt dem væk, så skriv det bare.",
            about="Papirer fra boligselskabet",
            do_by=clock.today() + timedelta(days=6),
        )


def _unanswered(cast: Cast) -> None:
    """Two wait for an answer: one he has written, and one that was noted when he rang. He has letters."""
    choose_notices(by=cast.citizen_user, channel="letter")
    with days_ago(9):
        _to(cast, "Vi har fået svar fra banken. Du får brevet med, når vi ses.", about="Banken")
    with days_ago(2, 20):
        _from(cast, "Jeg kan ikke sove for al den snak om at flytte. Kan du ringe, inden det bliver weekend?")
    with days_ago(1, 14):
        note_message(
            by=cast.coordinator,
            plan=cast.plan,
            text="Han vil gerne have sin datter med til mødet.",
            heard="call",
            once=uuid4(),
        )


def _from(cast: Cast, text: str) -> None:
    send_message(by=cast.citizen_user, plan=cast.plan, text=text, once=uuid4())


def _to(cast: Cast, text: str, *, about: str, do_by: date | None = None) -> None:
    send_message(
        by=cast.coordinator,
        plan=cast.plan,
        text=text,
        about=about,
        must_do=do_by is not None,
        do_by=do_by,
        once=uuid4(),
    )


def _opened(cast: Cast) -> None:
    user = cast.citizen_user
    standing = standing_of(user, cast.plan)
    keep_openings(by=user, standing=standing, messages=messages_for(user, cast.plan))
