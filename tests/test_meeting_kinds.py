"""Kinds of meeting kept by an administrator: copied when a meeting is called; and which meetings are due by them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from enplan import clock
from plans.administration.forms import MeetingKindForm
from plans.meetings_due import meetings_due
from plans.models import MeetingKind
from plans.services.meetings import Invitee, call_meeting, cancel_meeting
from plans.services.templates import add_template, edit_template
from tests.cast import BEGINNING, NOW
from tests.citizen_pages import html_of
from tests.test_templates import logged_in, sent

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=10)


def called(cast, kind, at=SOON):
    return call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk=kind),
        at=at,
        invitees=[Invitee(is_citizen=True), Invitee(user=cast.jan), Invitee(outsider="Inger")],
    )


def test_changed_kind_changes_no_meeting_that_is_called(cast):
    kind = MeetingKind.objects.get(pk="tfa")
    meeting = called(cast, "tfa")
    before = (meeting.programme, meeting.minutes, meeting.leave_after)
    edit_template(
        by=cast.adam,
        template=kind,
        seen=1,
        name="TFA",
        programme="Ét\nTo\nTre",
        minutes=30,
        leave_after=2,
        prepare="Noget andet",
        prepare_days=3,
    )
    meeting.refresh_from_db()
    assert (meeting.programme, meeting.minutes, meeting.leave_after) == before
    jan = meeting.participants.get(user=cast.jan)
    assert (jan.prepare, jan.prepare_by) == (
        "Et kort notat fra dit eget fag",
        (SOON - timedelta(days=1)).date(),
    )
    new = called(cast, "tfa")
    assert (new.programme, new.minutes, new.leave_after) == ("Ét\nTo\nTre", 30, 2)
    client = logged_in(cast.sofie)
    page = html_of(client.get(reverse("meeting", args=[cast.plan.pk, new.pk])))
    assert "herefter går de andre" in page
    for one in new.participants.filter(user=None):  # nobody but employees is asked for a note
        assert one.prepare == ""


def test_administrator_adds_a_kind_and_changes_it_on_its_page(cast):
    client = logged_in(cast.adam)
    assert "TFA-konference" in html_of(client.get(reverse("templates")))
    data = {
        "name": "Netværksmøde",
        "minutes": "45",
        "programme": "Ét\nTo",
        "rhythm": "6",
        "with_citizen": "on",
    }
    assert client.post(reverse("meeting-kind-add"), data).status_code == 303
    kind = MeetingKind.objects.get(name="Netværksmøde")
    page = reverse("meeting-kind-edit", args=[kind.pk])
    changed = sent(MeetingKindForm, kind, who="Borgeren og to fra netværket")
    assert client.post(page, changed).status_code == 303
    assert client.post(page, changed | {"who": "En anden"}).status_code == 409
    assert "Borgeren og to fra netværket" in html_of(client.get(page))
    new = logged_in(cast.sofie).get(reverse("meeting-new", args=[cast.plan.pk]) + f"?slags={kind.pk}")
    assert "Borgeren og to fra netværket" in html_of(new)
    assert f'value="{kind.pk}" selected' in html_of(new)
    for user in (cast.sofie, cast.grethe, cast.rasmus):
        assert logged_in(user).get(page).status_code in (403, 404), user.username


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"minutes": 0}, "minutes"),
        ({"prepare": "Et notat"}, "prepare_days"),
        ({"prepare_days": 2}, "prepare"),
        ({"programme": "Ét\nTo", "leave_after": 2}, "leave_after"),
        ({"rhythm": "3, snart"}, "rhythm"),
        ({"rhythm": "0"}, "rhythm"),
        ({"name": "Teammøde"}, "name"),
    ],
)
def test_wrong_kind_is_told_at_its_field(cast, fields, at):
    with pytest.raises(ValidationError) as refused:
        add_template(by=cast.adam, model=MeetingKind, **({"name": "Nyt møde", "minutes": 60} | fields))
    assert at in refused.value.message_dict
    assert not MeetingKind.objects.filter(name="Nyt møde").exists()


def due_on(cast, at):
    with clock.standing_at(at):
        return [(one.kind.pk, one.on) for one in meetings_due(cast.sofie, [cast.plan], at=at)]


def test_rhythm_says_which_meeting_is_due_until_it_is_called(cast):
    """From the plan's start, 5 January; two weeks before it is told."""
    three = BEGINNING.date().replace(month=4)
    assert due_on(cast, NOW) == []
    at = NOW.replace(month=3, day=25)
    assert due_on(cast, at) == [("mini_kick", three)]
    with clock.standing_at(at):
        page = html_of(logged_in(cast.sofie).get("/planer/"))
        assert "Opfølgning efter opstart er ikke indkaldt" in page
        assert "er ikke indkaldt" not in html_of(logged_in(cast.jan).get("/planer/"))
        meeting = called(cast, "mini_kick", at=at + timedelta(days=9))
        assert due_on(cast, at) == []
        cancel_meeting(by=cast.sofie, meeting=meeting, seen=1, reason="Sygdom")
    assert due_on(cast, at) == [("mini_kick", three)]


def test_rhythm_is_counted_from_the_first_meeting_and_gives_up_what_is_long_over(cast):
    with clock.standing_at(BEGINNING + timedelta(days=1)):
        called(cast, "kickoff", at=BEGINNING + timedelta(days=20))  # 25 January
    first = (BEGINNING + timedelta(days=20)).date()
    assert due_on(cast, NOW.replace(month=4, day=12)) == [("mini_kick", first.replace(month=4))]
    long_after = NOW.replace(year=2027, month=6)
    assert due_on(cast, long_after) == []


def test_nobody_is_told_of_plans_they_do_not_coordinate(cast):
    at = NOW.replace(month=3, day=25)
    with clock.standing_at(at):
        assert "er ikke indkaldt" not in html_of(logged_in(cast.ulla).get("/planer/"))
