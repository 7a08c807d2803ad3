"""Getting ready for a meeting: what each has ready by a day, who reads it, and who has opened the agenda."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from enplan.audit.versions import Conflict
from plans.models import MeetingKind, MeetingNote, MeetingOpening
from plans.permissions import visible_to
from plans.services.meetings import Invitee, call_meeting, cancel_meeting
from plans.services.preparing import ask_to_prepare, edit_preparation, write_preparation
from plans.services.summaries import agree_meeting
from plans.services.withdrawing import withdraw_ground
from tests.cast import HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import html_of
from tests.printing import logged_in, text_of

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=5)


@pytest.fixture
def meeting(cast):
    return call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk="team"),
        at=SOON,
        invitees=[
            Invitee(is_citizen=True),
            Invitee(user=cast.sofie),
            Invitee(user=cast.jan),
            Invitee(contact=cast.brother),
        ],
    )


def page_of(meeting, name="meeting", *more):
    return reverse(name, args=[meeting.plan_id, meeting.pk, *more])


def opened(client, user, meeting):
    client.force_login(user)
    return html_of(client.get(page_of(meeting)))


def test_coordinator_asks_for_something_by_a_day_and_the_one_who_is_asked_finds_it(client, cast, meeting):
    jan = meeting.participants.get(user=cast.jan)
    client.force_login(cast.sofie)
    where = page_of(meeting, "meeting-prepare", jan.pk)
    sent = {"version": "1", "prepare": "Et notat om værelset", "prepare_by": "13.03.2026"}
    assert client.post(where, sent).status_code == 303
    mine = opened(client, cast.jan, meeting)
    assert "Du er bedt om at have klar:" in mine
    assert "Et notat om værelset, senest" in mine
    for user in (cast.sofie, cast.rasmus):
        assert "Et notat om værelset" in opened(client, user, meeting)
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.social])
    assert "Et notat om værelset" not in opened(client, cast.mads, meeting)
    client.force_login(cast.sofie)
    assert client.post(where, sent | {"prepare": "Noget andet"}).status_code == 409  # changed since


@pytest.mark.parametrize(
    ("prepare", "day", "field"),
    [
        ("Et notat", "", "prepare_by"),
        ("", "13.03.2026", "prepare"),
        ("Et notat", "01.03.2026", "prepare_by"),
        ("Et notat", "20.03.2026", "prepare_by"),
    ],
)
def test_wrong_asking_is_told_at_its_field(client, cast, meeting, prepare, day, field):
    jan = meeting.participants.get(user=cast.jan)
    client.force_login(cast.sofie)
    answer = client.post(
        page_of(meeting, "meeting-prepare", jan.pk), {"version": "1", "prepare": prepare, "prepare_by": day}
    )
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in html_of(answer)
    jan.refresh_from_db()
    assert jan.prepare == ""


def test_what_is_written_beforehand_is_read_as_the_rule_allows(client, cast, meeting):
    client.force_login(cast.jan)
    sent = {"forberedelse-area": HOUSING, "forberedelse-text": "Værelset er for lille"}
    assert client.post(page_of(meeting, "meeting-note"), sent).status_code == 303
    note = MeetingNote.objects.get()
    assert note.section.owner == cast.job
    for user in (cast.jan, cast.rasmus):
        assert note.text in opened(client, user, meeting)
    assert note.text not in opened(client, cast.sofie, meeting)
    ground = give_consent(cast.rasmus, cast.plan, to=[None, cast.mads], sources=[cast.job])
    assert note.text in opened(client, cast.sofie, meeting)
    assert note.text not in opened(client, cast.mads, meeting)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    assert note.text not in opened(client, cast.sofie, meeting)
    assert not visible_to(cast.sofie, MeetingNote.objects.all()).exists()


def printed(meeting, user, name="meeting-pdf"):
    answer: Any = logged_in(user).get(page_of(meeting, name))
    return text_of(answer)


PAPERS = ("agenda-pdf", "meeting-pdf")


@pytest.mark.parametrize("paper", PAPERS)
def test_what_is_written_beforehand_is_on_the_papers_of_who_reads_it(cast, meeting, paper):
    write_preparation(by=cast.jan, meeting=meeting, area_id=HOUSING, text="Værelset er for lille")
    for user in (cast.jan, cast.rasmus):
        assert "Forberedelse Bolig, Jan Falk Værelset er for lille" in printed(meeting, user, paper)
    assert "Forberedelse" not in printed(meeting, cast.sofie, paper)
    ground = give_consent(cast.rasmus, cast.plan, to=[None, cast.mads], sources=[cast.job])
    assert "Værelset er for lille" in printed(meeting, cast.sofie, paper)
    assert "Forberedelse" not in printed(meeting, cast.mads, paper)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    assert "Forberedelse" not in printed(meeting, cast.sofie, paper)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kept", ["private", "withheld"])
def test_what_is_kept_from_somebody_does_not_lie_on_the_table(cast, meeting, paper, kept):
    write_preparation(by=cast.jan, meeting=meeting, area_id=HOUSING, text="Værelset er for lille")
    withheld = {
        "withheld_until": NOW + timedelta(days=30),
        "withheld_ground": "Loven",
        "withheld_approved_by": cast.grethe,
    }
    MeetingNote.objects.update(**({"is_private": True} if kept == "private" else withheld))
    for user in (cast.jan, cast.rasmus, cast.sofie):
        assert "Forberedelse" not in printed(meeting, user, paper)


def test_summary_that_is_agreed_on_keeps_what_each_could_read_of_it_then(cast, meeting):
    note = write_preparation(by=cast.jan, meeting=meeting, area_id=HOUSING, text="Værelset er for lille")
    other = write_preparation(by=cast.sofie, meeting=meeting, area_id=HOUSING, text="Huslejen er betalt")
    ground = give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    agree_meeting(by=cast.sofie, meeting=meeting)
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social])  # too late for Jan's copy
    assert other.text not in printed(meeting, cast.jan)
    for user in (cast.jan, cast.sofie, cast.rasmus):
        assert note.text in printed(meeting, user)
    MeetingNote.objects.filter(pk=note.pk).update(text="Skrevet om bagefter")
    assert "Værelset er for lille" in printed(meeting, cast.rasmus)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    assert "Værelset" not in printed(meeting, cast.sofie)
    assert other.text in printed(meeting, cast.sofie)


def test_what_is_written_beforehand_is_changed_by_its_writer_and_nothing_is_lost(client, cast, meeting):
    client.force_login(cast.jan)
    empty = {"forberedelse-area": "", "forberedelse-text": "Uden område"}
    answer = client.post(page_of(meeting, "meeting-note"), empty)
    assert answer.status_code == 422
    assert "Uden område" in html_of(answer)
    note = write_preparation(by=cast.jan, meeting=meeting, area_id=HOUSING, text="Første ord")
    where = page_of(meeting, "meeting-note-edit", note.pk)
    assert "Første ord" in html_of(client.get(where))
    assert client.post(where, {"version": "1", "text": "Andre ord"}).status_code == 303
    with pytest.raises(Conflict):
        edit_preparation(by=cast.jan, note=note, seen=1, text="Tredje ord")
    history = html_of(client.get(reverse("workspace-thing-history", args=[cast.plan.pk, meeting.pk])))
    assert "Første ord" in history
    client.force_login(cast.pia)  # of the same department reads it and does not change it
    assert client.get(where).status_code == 403


def test_nothing_is_prepared_for_a_cancelled_meeting(cast, meeting):
    jan = meeting.participants.get(user=cast.jan)
    cancel_meeting(by=cast.sofie, meeting=meeting, seen=1, reason="Sygdom")
    with pytest.raises(ValidationError):
        write_preparation(by=cast.jan, meeting=meeting, area_id=HOUSING, text="For sent")
    with pytest.raises(ValidationError):
        ask_to_prepare(by=cast.sofie, participant=jan, seen=1, prepare="Notat", prepare_by=TODAY)


def test_who_has_opened_the_agenda_is_told_to_who_coordinates_and_to_nobody_else(client, cast, meeting):
    opened(client, cast.jan, meeting)
    opened(client, cast.jan, meeting)
    opened(client, cast.rasmus, meeting)
    assert MeetingOpening.objects.count() == 2
    told = opened(client, cast.sofie, meeting)
    assert told.count("åbnede dagsordenen") == 2
    for user in (cast.jan, cast.rasmus):
        assert "åbnede dagsordenen" not in opened(client, user, meeting)
    assert visible_to(cast.sofie, MeetingOpening.objects.all()).count() == 3
    assert visible_to(cast.jan, MeetingOpening.objects.all()).count() == 1
