"""The order of an agenda: moved by who calls the meeting, the same for all who read it, and no word of the rest."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Change
from plans.models import MeetingKind, MeetingPoint
from plans.services.agenda import move_point, place_point, put_back_point, take_off_point
from plans.services.checks import NotAllowed
from plans.services.meeting_lines import add_point
from plans.services.meetings import Invitee, call_meeting, cancel_meeting
from plans.services.withdrawing import withdraw_ground
from tests.cast import HOUSING, NOW, give_consent
from tests.citizen_pages import html_of
from tests.printing import text_of

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=20)


def called(cast: Any) -> Any:
    return call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk="team"),
        at=SOON,
        invitees=[Invitee(is_citizen=True), Invitee(user=cast.sofie), Invitee(user=cast.jan)],
    )


@pytest.fixture
def meeting(cast: Any) -> Any:
    return called(cast)


@pytest.fixture
def points(cast: Any, meeting: Any) -> dict[str, MeetingPoint]:
    """Sofie's three and the citizen's two, in the order they were written."""
    made = {}
    for number, (by, text) in enumerate(
        [
            (cast.sofie, "Alfa"),
            (cast.sofie, "Bravo"),
            (cast.sofie, "Charlie"),
            (cast.rasmus, "Hunden"),
            (cast.rasmus, "Nøglen"),
        ]
    ):
        with clock.standing_at(NOW + timedelta(minutes=number)):
            made[text] = add_point(by=by, meeting=meeting, area_id=HOUSING, text=text)
    return made


def page_of(meeting: Any, name: str = "meeting", *more: Any) -> str:
    return reverse(name, args=[meeting.plan_id, meeting.pk, *more])


def order_for(client: Client, user: Any, meeting: Any) -> list[str]:
    client.force_login(user)
    agenda = html_of(client.get(page_of(meeting))).split('id="punkter-h"')[1].split("</section>")[0]
    agenda = agenda.split("Taget af dagsordenen")[0]
    return sorted(
        (one for one in ("Alfa", "Bravo", "Charlie", "Hunden", "Nøglen") if one in agenda), key=agenda.index
    )


def pressed(client: Client, user: Any, meeting: Any, point: MeetingPoint, **past: MeetingPoint) -> Any:
    client.force_login(user)
    data = {name: str(one.pk) for name, one in past.items()}
    return client.post(page_of(meeting, "meeting-point-place", point.pk), data)


def test_point_moves_up_and_down_for_all_and_the_citizens_stay_first(client, cast, meeting, points):
    assert order_for(client, cast.sofie, meeting) == ["Hunden", "Nøglen", "Alfa", "Bravo", "Charlie"]
    answer = pressed(client, cast.sofie, meeting, points["Charlie"], op=points["Bravo"])
    assert answer.status_code == 303
    assert answer.url.endswith(f"#punkt-{points['Charlie'].pk}")
    pressed(client, cast.sofie, meeting, points["Alfa"], ned=points["Charlie"])
    pressed(client, cast.sofie, meeting, points["Nøglen"], op=points["Hunden"])
    for user in (cast.sofie, cast.rasmus):
        assert order_for(client, user, meeting) == ["Nøglen", "Hunden", "Charlie", "Alfa", "Bravo"]
    with pytest.raises(ValidationError):
        place_point(by=cast.sofie, point=points["Charlie"], past=points["Hunden"], is_up=True)


def test_buttons_name_the_point_and_lead_nowhere_at_the_ends(client, cast, meeting, points):
    client.force_login(cast.sofie)
    page = html_of(client.get(page_of(meeting)))
    rows = {text: page.split(f'id="punkt-{one.pk}"')[1].split("</li>")[0] for text, one in points.items()}
    ways = {text: ("Flyt op" in row, "Flyt ned" in row) for text, row in rows.items()}
    assert ways == {
        "Hunden": (False, True),
        "Nøglen": (True, False),
        "Alfa": (False, True),
        "Bravo": (True, True),
        "Charlie": (True, False),
    }
    assert 'Flyt op<span class="sr-only"> Bravo</span>' in " ".join(rows["Bravo"].split())


def test_new_point_comes_last_and_one_put_back_keeps_its_place(client, cast, meeting, points):
    pressed(client, cast.sofie, meeting, points["Charlie"], op=points["Alfa"])
    off = take_off_point(by=cast.sofie, point=points["Charlie"], seen=1)
    put_back_point(by=cast.sofie, point=off, seen=2)
    with clock.standing_at(NOW - timedelta(days=1)):
        add_point(by=cast.sofie, meeting=meeting, area_id=HOUSING, text="Delta")
    order = order_for(client, cast.sofie, meeting)
    assert order == ["Hunden", "Nøglen", "Charlie", "Alfa", "Bravo"]
    page = html_of(client.get(page_of(meeting)))
    assert page.index("Bravo") < page.index("Delta")


def test_order_is_kept_in_prints(client, cast, meeting, points):
    pressed(client, cast.sofie, meeting, points["Charlie"], op=points["Alfa"])
    for name in ("agenda-pdf", "meeting-pdf"):
        client.force_login(cast.sofie)
        text = text_of(client.get(page_of(meeting, name)))
        assert text.index("Hunden") < text.index("Charlie") < text.index("Alfa") < text.index("Bravo"), name


def test_only_who_calls_the_meeting_puts_it_in_order(client, cast, meeting, points):
    for user, status in ((cast.jan, 403), (cast.rasmus, 404), (cast.ulla, 404), (cast.grethe, 404)):
        answer = pressed(client, user, meeting, points["Charlie"], op=points["Alfa"])
        assert answer.status_code == status, user.username
    assert "Flyt op" not in html_of(client.get(page_of(meeting)))
    client.force_login(cast.rasmus)
    assert "Flyt op" not in html_of(client.get(page_of(meeting)))
    assert not MeetingPoint.objects.exclude(position=None).exists()


def test_pressed_twice_is_once_and_no_edit_is_stopped_by_it(client, cast, meeting, points):
    for _ in range(2):
        pressed(client, cast.sofie, meeting, points["Charlie"], op=points["Bravo"])
    assert order_for(client, cast.sofie, meeting)[2:] == ["Alfa", "Charlie", "Bravo"]
    assert Change.objects.filter(field="position").count() == 1
    take_off_point(by=cast.sofie, point=points["Charlie"], seen=1)  # the words are the version that was seen


def test_what_one_does_not_see_is_passed_without_a_word(client, cast, meeting, points):
    """Jan's point stands between two that Sofie sees, until his part is closed to her."""
    ground = give_consent(cast.rasmus, cast.plan, to=[None, cast.job], sources=[cast.job, cast.social])
    hidden = add_point(by=cast.jan, meeting=meeting, area_id=HOUSING, text="Værelset")
    place_point(by=cast.sofie, point=hidden, past=points["Bravo"], is_up=True)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    with pytest.raises(NotAllowed):
        place_point(by=cast.sofie, point=points["Alfa"], past=hidden, is_up=False)
    pressed(client, cast.sofie, meeting, points["Bravo"], op=points["Alfa"])
    assert order_for(client, cast.sofie, meeting)[2:] == ["Bravo", "Alfa", "Charlie"]
    changes = Change.objects.filter(field="position").values_list("before", "after")
    assert set(changes) == {("", "op")}  # no number, which would tell how many there are


def test_agenda_that_changed_meanwhile_is_shown_as_it_is(client, cast, meeting, points):
    other = called(cast)
    move_point(by=cast.sofie, point=points["Bravo"], seen=1, to=other)
    client.force_login(cast.sofie)
    for data in ({"op": str(points["Bravo"].pk)}, {"op": "noget"}, {}):
        answer = client.post(page_of(meeting, "meeting-point-place", points["Charlie"].pk), data, follow=True)
        assert "Dagsordenen er ændret imens" in html_of(answer)
    cancel_meeting(by=cast.sofie, meeting=meeting, seen=1, reason="Sygdom")
    answer = pressed(client, cast.sofie, meeting, points["Charlie"], op=points["Alfa"])
    assert answer.status_code == 303
    assert not MeetingPoint.objects.exclude(position=None).exists()


def test_point_that_is_moved_to_another_meeting_comes_last_there(cast, meeting, points):
    place_point(by=cast.sofie, point=points["Charlie"], past=points["Alfa"], is_up=True)
    move_point(by=cast.sofie, point=points["Charlie"], seen=1, to=called(cast))
    assert MeetingPoint.objects.get(pk=points["Charlie"].pk).position is None
    assert not Change.objects.filter(field="position").exclude(after="op").exists()


def test_history_says_that_it_was_moved(client, cast, meeting, points):
    place_point(by=cast.sofie, point=points["Charlie"], past=points["Alfa"], is_up=True)
    client.force_login(cast.sofie)
    page = html_of(client.get(reverse("workspace-thing-history", args=[cast.plan.pk, meeting.pk])))
    assert "plads på dagsordenen" in page.casefold()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_move_at_once_lose_neither_move(cast):
    meeting = called(cast)
    texts = [f"Punkt {number}" for number in range(8)]
    points = []
    for number, text in enumerate(texts):
        with clock.standing_at(NOW + timedelta(minutes=number)):
            points.append(add_point(by=cast.sofie, meeting=meeting, area_id=HOUSING, text=text))
    together = Barrier(4)

    def move(number: int) -> None:
        """The second of each pair up past the first."""
        try:
            together.wait(timeout=60)
            with clock.standing_at(NOW):
                place_point(by=cast.sofie, point=points[2 * number + 1], past=points[2 * number], is_up=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(move, range(4)))
    rows = MeetingPoint.objects.filter(meeting=meeting).order_by("position")
    assert [one.text for one in rows] == [texts[one] for one in (1, 0, 3, 2, 5, 4, 7, 6)]
    assert [one.position for one in rows] == list(range(1, 9))
