"""Telling private persons of meetings by e-mail with a calendar file, as they chose; and photos of the board."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from enplan import clock
from enplan.mail.outbox import send_due
from plans.models import Attachment, MeetingKind, Notice
from plans.services.meetings import (
    Invitee,
    call_meeting,
    cancel_meeting,
    invite_to_meeting,
    move_meeting,
    take_off_meeting,
)
from plans.services.notices import choose_notices
from tests.cast import HOUSING, NOW
from tests.citizen_pages import html_of
from tests.uploads import photo, upload

pytestmark = pytest.mark.django_db
EMAIL = "rasmus@eksempel.dk"
SOON = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def own_mailbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def wants_mail(user, channel="email"):
    choose_notices(by=user, channel=channel, email=EMAIL if channel == "email" else "")


def called(cast, *more):
    return call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk="team"),
        at=SOON,
        place="Rusmiddelcentret, Rasmus Ager",
        invitees=[Invitee(is_citizen=True), Invitee(user=cast.sofie), Invitee(user=cast.jan), *more],
    )


def sends():
    """What the sweep sends, however often it runs."""
    mail.outbox.clear()
    send_due(), send_due()
    return mail.outbox


def calendar_in(letter):
    ((name, content, media_type),) = letter.attachments
    assert (name, media_type) == ("moede.ics", "text/calendar")
    return content


def test_call_move_and_cancel_are_told_once_each_and_the_calendar_follows(cast):
    wants_mail(cast.rasmus)
    meeting = called(cast)
    (first,) = sends()
    assert first.to == [EMAIL]
    assert "SEQUENCE:0" in calendar_in(first)
    moved = move_meeting(
        by=cast.sofie, meeting=meeting, seen=1, at=SOON + timedelta(hours=2), minutes=60, place="Rådhuset"
    )
    (second,) = sends()
    assert "SEQUENCE:1" in calendar_in(second)
    cancel_meeting(by=cast.sofie, meeting=moved, seen=moved.version, reason="Rusmiddelcentret er lukket")
    (third,) = sends()
    for told in (f"UID:{meeting.pk}", "SEQUENCE:2", "STATUS:CANCELLED", "METHOD:CANCEL"):
        assert told in calendar_in(third)
    for letter in (first, second, third):
        whole = letter.subject + letter.body + calendar_in(letter)
        for secret in ("Rasmus", "Rusmiddel", "Rådhuset", "Teammøde", "Sofie", "Beskæftigelse", "lukket"):
            assert secret not in whole


def test_what_was_moved_before_it_was_sent_is_told_once_as_it_is_now(cast):
    wants_mail(cast.rasmus)
    meeting = called(cast)
    move_meeting(by=cast.sofie, meeting=meeting, seen=1, at=SOON, minutes=30, place="Rådhuset")
    (only,) = sends()
    assert "SEQUENCE:1" in calendar_in(only)


def test_nobody_is_told_who_was_removed_or_chose_otherwise_or_is_employed(cast):
    called(cast)
    assert sends() == []  # nothing chosen
    wants_mail(cast.rasmus)
    meeting = called(cast)
    take_off_meeting(by=cast.sofie, participant=meeting.participants.get(is_citizen=True))
    assert sends() == []  # removed before it was sent
    invite_to_meeting(by=cast.sofie, meeting=meeting, invitee=Invitee(is_citizen=True))
    assert len(sends()) == 1  # asked again, and told
    take_off_meeting(by=cast.sofie, participant=meeting.participants.get(is_citizen=True, removed_at=None))
    move_meeting(
        by=cast.sofie, meeting=meeting, seen=1, at=SOON + timedelta(hours=1), minutes=60, place="Rådhuset"
    )
    assert sends() == []
    invite_to_meeting(by=cast.sofie, meeting=meeting, invitee=Invitee(is_citizen=True))
    assert len(sends()) == 1
    wants_mail(cast.rasmus, "none")
    called(cast)
    assert sends() == []
    assert set(Notice.objects.values_list("user", flat=True)) == {cast.rasmus.pk}


def test_who_acts_for_the_citizen_is_told_in_their_own_name(cast):
    choose_notices(by=cast.anne, channel="email", email="anne@eksempel.dk")
    called(cast, Invitee(user=cast.anne))
    assert [one.to for one in sends()] == [["anne@eksempel.dk"]]


def test_meeting_that_is_over_is_not_told(cast):
    wants_mail(cast.rasmus)
    called(cast)
    with clock.standing_at(SOON + timedelta(hours=1)):
        assert sends() == []


def test_citizen_reads_what_they_were_sent(client, cast):
    wants_mail(cast.rasmus)
    called(cast)
    sends()
    client.force_login(cast.rasmus)
    assert "Mail om et møde" in html_of(client.get("/min-plan/beskeder-til-dig/"))


def add_photo(client, meeting, content, **more):
    where = reverse("meeting-photo", args=[meeting.plan_id, meeting.pk])
    data = {"area": HOUSING, "title": "Tavlen", "file": upload(content)} | more
    return client.post(where, data)


def test_photo_of_the_board_stands_at_the_meeting_for_who_reads_the_part(client, cast):
    meeting = called(cast)
    client.force_login(cast.jan)
    page = reverse("meeting", args=[cast.plan.pk, meeting.pk])
    assert "Læg et billede af tavlen ind" in html_of(client.get(page))
    assert add_photo(client, meeting, photo()).status_code == 303
    kept = Attachment.objects.get()
    assert (kept.meeting, kept.section.owner) == (meeting, cast.job)
    for user, reads in ((cast.jan, True), (cast.rasmus, True), (cast.sofie, False)):
        client.force_login(user)
        assert (kept.title in html_of(client.get(page))) is reads, user.username


def test_photo_with_too_many_dots_is_refused_in_words_and_a_large_one_is_made_smaller(client, cast):
    meeting = called(cast)
    client.force_login(cast.jan)
    answer = add_photo(client, meeting, photo(size=(10_000, 7_000)))
    assert answer.status_code == 422
    page = html_of(answer)
    assert "for mange billedpunkter" in page
    assert 'value="Tavlen"' in page
    assert not Attachment.objects.exists()
    assert add_photo(client, meeting, photo(size=(9_000, 6_600))).status_code == 303  # 59 million
    assert Attachment.objects.get().size < 5_000_000


def test_what_only_pretends_to_be_a_photo_is_refused(client, cast):
    meeting = called(cast)
    client.force_login(cast.jan)
    assert add_photo(client, meeting, b"MZ this is a program").status_code == 422
    client.force_login(cast.rasmus)
    where = reverse("meeting-photo", args=[meeting.plan_id, meeting.pk])
    assert client.get(where).status_code == 404
