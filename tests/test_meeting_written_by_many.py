"""Ten people write in one meeting at once: every line is there once, in the order each wrote, and none is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Change
from plans.models import Decision, Meeting, MeetingKind, MeetingPoint
from plans.services.meetings import Invitee, call_meeting
from plans.services.team import add_member
from tests.cast import HOUSING, NOW, make_employee
from tests.conftest import Cast

WRITERS = 10
LINES = 15


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_every_line_of_ten_writers_is_there_once_in_the_order_each_wrote(cast: Cast) -> None:
    writers = [cast.rasmus, cast.sofie, cast.jan]
    for number in range(WRITERS - len(writers)):
        one = make_employee(f"skriver{number}", f"Skriver {number}", cast.job)
        add_member(by=cast.sofie, plan=cast.plan, user=one, areas=[HOUSING])
        writers.append(one)
    meeting = call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk="kickoff"),
        at=NOW + timedelta(days=1),
        invitees=[Invitee(is_citizen=True), *(Invitee(user=one) for one in writers[1:])],
    )
    clients = [Client() for _ in writers]
    for client, writer in zip(clients, writers, strict=True):
        client.force_login(writer)
    together = Barrier(WRITERS)

    def write(number: int) -> list[str]:
        """A decision every third time, for who may; otherwise a point, on the agenda or on the board."""
        sent = []
        try:
            together.wait(timeout=120)
            for line in range(LINES):
                text = f"Skriver {number}, linje {line:02}"
                with clock.standing_at(NOW + timedelta(seconds=line)):
                    _send(clients[number], meeting, text, is_decision=line % 3 == 2 and number > 0, line=line)
                sent.append(text)
        finally:
            connection.close()
        return sent

    with ThreadPoolExecutor(WRITERS) as pool:
        sent = list(pool.map(write, range(WRITERS)))

    points = list(
        MeetingPoint.objects.filter(meeting=meeting).values_list("text", "written_by", "written_at")
    )
    decisions = list(Decision.objects.filter(meeting=meeting).values_list("text", "written_by", "written_at"))
    assert sorted(text for text, _, _ in (*points, *decisions)) == sorted(
        text for part in sent for text in part
    )
    for writer, wrote in zip(writers, sent, strict=True):
        own = sorted(
            (one for one in (*points, *decisions) if one[1] == writer.pk), key=lambda one: (one[2], one[0])
        )
        assert [text for text, _, _ in own] == wrote
    recorded = Change.objects.filter(thing__in=("meetingpoint", "decision"), field="text")
    assert sorted(recorded.values_list("after", flat=True)) == sorted(text for part in sent for text in part)


def _send(client: Client, meeting: Meeting, text: str, *, is_decision: bool, line: int) -> None:
    """As the page sends it, in a request of its own."""
    if is_decision:
        name, form = "meeting-decision", "beslutning"
        data = {"responsible": client.session["_auth_user_id"], "takes_effect_on": "01.05.2026"}
    else:
        name, form = "meeting-point", "punkt"
        data = {"column": ("agenda", "worries", "works", "next")[line % 4]}
    where = reverse(name, args=[meeting.plan_id, meeting.pk])
    data = {f"{form}-{key}": value for key, value in (data | {"text": text, "area": HOUSING}).items()}
    response = client.post(where, data)
    assert response.status_code == 303, response.content.decode()[:500]
