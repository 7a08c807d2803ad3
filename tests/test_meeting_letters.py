"""Letters on paper about a meeting: who is to have one, that it was posted, and a new one when the meeting is moved."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Change
from plans.models import MeetingKind, Participant
from plans.services.meeting_letters import note_letter_posted
from plans.services.meetings import Invitee, call_meeting, cancel_meeting, move_meeting
from plans.services.notices import choose_notices
from tests.cast import NOW
from tests.citizen_pages import html_of, part

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=5)
LETTERS = 'id="breve"'


@pytest.fixture
def meeting(cast: Any) -> Any:
    """Rasmus and Mads have a login; Inger has none."""
    return call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk="team"),
        at=SOON,
        place="Lokale 2",
        invitees=[
            Invitee(is_citizen=True),
            Invitee(user=cast.sofie),
            Invitee(user=cast.jan),
            Invitee(contact=cast.brother),
            Invitee(outsider="Inger fra boligforeningen"),
        ],
    )


def page_of(client: Any, user: Any, meeting: Any) -> str:
    client.force_login(user)
    return html_of(client.get(reverse("meeting", args=[meeting.plan_id, meeting.pk])))


def posted(client: Any, user: Any, one: Participant, sequence: Any = 0) -> Any:
    client.force_login(user)
    where = reverse("meeting-letter-posted", args=[one.meeting.plan_id, one.meeting_id, one.pk])
    return client.post(where, {"sequence": sequence}, follow=True)


def test_letters_are_for_who_chose_them_and_who_has_no_login(client, cast, meeting):
    letters = part(page_of(client, cast.sofie, meeting), "breve")
    assert "Inger fra boligforeningen" in letters
    for name in (cast.citizen.name, "Jan Falk", cast.brother.name):
        assert name not in letters
    choose_notices(by=cast.rasmus, channel="letter")
    type(cast.mads).objects.filter(pk=cast.mads.pk).update(is_active=False)
    letters = part(page_of(client, cast.sofie, meeting), "breve")
    for name in (cast.citizen.name, cast.brother.name):
        assert name in letters
    rasmus = meeting.participants.get(is_citizen=True)
    address = reverse("invitation-pdf", args=[cast.plan.pk, meeting.pk, rasmus.pk])
    assert address in letters
    assert client.get(address).status_code == 200
    choose_notices(by=cast.rasmus, channel="email", email="rasmus@eksempel.dk")
    assert cast.citizen.name not in part(page_of(client, cast.sofie, meeting), "breve")


def test_nobody_on_paper_is_no_section(client, cast, meeting):
    meeting.participants.filter(user=None, contact=None, is_citizen=False).update(removed_at=NOW)
    assert LETTERS not in page_of(client, cast.sofie, meeting)


def test_letter_is_noted_as_posted_by_whom_and_when_once(client, cast, meeting):
    inger = meeting.participants.get(outsider__startswith="Inger")
    letters = part(html_of(posted(client, cast.sofie, inger)), "breve")
    assert "Brevet er sendt i dag af dig." in letters
    assert "Alle breve er sendt." in letters
    assert "Print brevet" not in letters
    with clock.standing_at(NOW + timedelta(days=1)):
        posted(client, cast.sofie, inger)
    inger.refresh_from_db()
    assert (inger.letter_posted_at, inger.letter_posted_by) == (NOW, cast.sofie)
    assert Change.objects.filter(field="letter_posted_at").count() == 1
    history = client.get(reverse("workspace-history", args=[cast.plan.pk]))
    assert "sendte et brev om et møde" in html_of(history)


def test_moved_meeting_wants_a_new_letter(client, cast, meeting):
    inger = meeting.participants.get(outsider__startswith="Inger")
    posted(client, cast.sofie, inger)
    moved = move_meeting(
        by=cast.sofie, meeting=meeting, seen=1, at=SOON + timedelta(hours=1), minutes=60, place="Lokale 2"
    )
    letters = part(page_of(client, cast.sofie, meeting), "breve")
    assert "der skal et nyt afsted" in letters
    assert "Print brevet" in letters
    stale = posted(client, cast.sofie, inger, sequence=0)
    assert "Mødet er ændret imens" in html_of(stale)
    posted(client, cast.sofie, inger, sequence=moved.sequence)
    assert "Alle breve er sendt." in page_of(client, cast.sofie, meeting)


def test_who_had_a_letter_is_told_when_the_meeting_is_cancelled(client, cast, meeting):
    choose_notices(by=cast.rasmus, channel="letter")
    inger = meeting.participants.get(outsider__startswith="Inger")
    posted(client, cast.sofie, inger)
    cancel_meeting(by=cast.sofie, meeting=meeting, seen=1, reason="Sygdom")
    letters = part(page_of(client, cast.sofie, meeting), "breve")
    assert "så de ikke går forgæves" in letters
    assert "Inger" in letters
    assert cast.citizen.name not in letters
    meeting.refresh_from_db()
    with pytest.raises(ValidationError):
        note_letter_posted(by=cast.sofie, participant=inger, sequence=meeting.sequence)


def test_only_who_calls_the_meeting_sees_and_notes_letters(client, cast, meeting):
    choose_notices(by=cast.rasmus, channel="letter")
    rasmus = meeting.participants.get(is_citizen=True)
    for user in (cast.jan, cast.rasmus):
        assert LETTERS not in page_of(client, user, meeting)
    for user, status in ((cast.jan, 403), (cast.rasmus, 404), (cast.ulla, 404), (cast.grethe, 404)):
        assert posted(client, user, rasmus).status_code == status, user.username
    rasmus.refresh_from_db()
    assert rasmus.letter_posted_at is None


@pytest.mark.parametrize("sequence", ["", "noget", "-1", "9" * 40])
def test_page_that_is_no_more_saves_nothing(client, cast, meeting, sequence):
    inger = meeting.participants.get(outsider__startswith="Inger")
    assert "Siden er gammel" in html_of(posted(client, cast.sofie, inger, sequence))
    inger.refresh_from_db()
    assert inger.letter_posted_at is None


def test_letter_is_posted_by_somebody_in_the_database(cast, meeting):
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.participants.update(letter_posted_at=NOW)
