"""Meetings from calling to a summary that is frozen: who sees what of them, on pages, in print and in the calendar."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Look
from enplan.audit.versions import Conflict
from integrations.simulators.server import pdf_text
from plans.models import Decision, Meeting, MeetingKind, MeetingPoint, Participant, Summary
from plans.permissions import visible_to
from plans.reading import read_plan
from plans.services.checks import NotAllowed
from plans.services.goals import edit_goal
from plans.services.journal import write_journal
from plans.services.meeting_lines import add_point, disagree_at_meeting, note_decision
from plans.services.meetings import (
    Invitee,
    answer_invitation,
    call_meeting,
    cancel_meeting,
    invite_to_meeting,
    move_meeting,
    take_off_meeting,
)
from plans.services.misfilings import take_out
from plans.services.summaries import agree_meeting, is_as_agreed, reopen_summary
from plans.services.tasks import add_task
from plans.services.team import block_person, end_member
from plans.services.withdrawing import withdraw_ground
from tests.cast import HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=2)


@pytest.fixture
def meeting(cast):
    """A kick-off that Rasmus, Sofie, Jan, Rikke and Mads are asked to, and somebody of a housing association."""
    return call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk="kickoff"),
        at=SOON,
        place="Borgerservice, lokale 2",
        invitees=[
            Invitee(is_citizen=True),
            Invitee(user=cast.sofie),
            Invitee(user=cast.jan, why="Fortæller om værelset"),
            Invitee(user=cast.rikke),
            Invitee(contact=cast.brother),
            Invitee(outsider="Inger fra boligforeningen"),
        ],
    )


@pytest.fixture
def decided(cast, meeting, jobs_goal):
    return note_decision(
        by=cast.jan,
        meeting=meeting,
        area_id=HOUSING,
        text="Jan skriver Rasmus op",
        takes_effect_on=TODAY,
        responsible=cast.jan,
    )


def page_of(meeting, name="meeting"):
    return reverse(name, args=[meeting.plan_id, meeting.pk])


def opened(client, user, address):
    client.force_login(user)
    return client.get(address)


def printed(client, user, meeting):
    response = opened(client, user, page_of(meeting, "meeting-pdf"))
    assert response.status_code == 200
    return " ".join(pdf_text(response.content).split())


def test_who_is_asked_sees_when_and_where_and_nothing_that_is_closed_to_them(client, cast, meeting, decided):
    add_point(by=cast.jan, meeting=meeting, area_id=HOUSING, text="Værelset")
    rikke = html_of(opened(client, cast.rikke, page_of(meeting)))
    assert "Borgerservice, lokale 2" in rikke
    assert "Rasmus Ager" in rikke
    for closed in ("Værelset", decided.text, "Jan Falk", "Inger fra", "Fortæller om værelset"):
        assert closed not in rikke
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    sofie = html_of(opened(client, cast.sofie, page_of(meeting)))
    for told in ("Værelset", decided.text, "Jan Falk", "Inger fra", "Fortæller om værelset"):
        assert told in sofie
    for user in (cast.ulla, cast.grethe, cast.kirsten, cast.adam, cast.root):
        for name in ("meeting", "meeting-pdf", "meeting-ics"):
            assert opened(client, user, page_of(meeting, name)).status_code == 404, user.username


def test_invitation_closes_with_membership_block_and_being_taken_off(client, cast, meeting):
    assert opened(client, cast.rikke, page_of(meeting)).status_code == 200
    rikke = meeting.participants.get(user=cast.rikke)
    take_off_meeting(by=cast.sofie, participant=rikke)
    assert opened(client, cast.rikke, page_of(meeting)).status_code == 404
    end_member(by=cast.sofie, plan=cast.plan, user=cast.jan)
    assert opened(client, cast.jan, page_of(meeting)).status_code == 404
    invite_to_meeting(by=cast.sofie, meeting=meeting, invitee=Invitee(user=cast.rikke))
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.rikke)
    assert opened(client, cast.rikke, page_of(meeting)).status_code == 404


def test_relative_sees_the_meeting_while_the_consent_holds_and_never_disagreement(
    client, cast, meeting, decided
):
    disagree_at_meeting(by=cast.jan, meeting=meeting, area_id=HOUSING, text="For dyrt")
    assert opened(client, cast.mads, page_of(meeting)).status_code == 404
    ground = give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job])
    page = html_of(opened(client, cast.mads, page_of(meeting)))
    assert decided.text in page
    assert "For dyrt" not in page
    assert meeting.kind.name in html_of(opened(client, cast.mads, "/min-del/"))
    other = call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=meeting.kind,
        at=SOON,
        invitees=[Invitee(is_citizen=True), Invitee(user=cast.jan)],
    )
    assert opened(client, cast.mads, page_of(other)).status_code == 404
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    assert opened(client, cast.mads, page_of(meeting)).status_code == 404


def test_citizen_finds_the_meeting_adds_a_point_and_says_that_they_cannot_come(client, cast, meeting):
    home = html_of(opened(client, cast.rasmus, "/min-plan/"))
    assert "Næste møde" in home
    assert "Jan Falk" in home
    mine = meeting.participants.get(is_citizen=True)
    client.force_login(cast.rasmus)
    point = {"punkt-text": "Min hund", "punkt-area": HOUSING, "punkt-column": "agenda"}
    assert client.post(page_of(meeting, "meeting-point"), point).status_code == 303
    part = client.post(
        page_of(meeting, "meeting-point"), point | {"punkt-text": "Nøglen"}, headers={"HX-Request": "true"}
    )
    assert "Nøglen" in html_of(part)
    assert "<html" not in html_of(part)
    where = reverse("meeting-answer", args=[cast.plan.pk, meeting.pk, mine.pk])
    answer = {"svar-answer": "cannot", "svar-message": "Jeg er på arbejde"}
    assert client.post(where, answer).status_code == 303
    sofie = html_of(opened(client, cast.sofie, page_of(meeting)))
    assert "Jeg er på arbejde" in sofie
    assert "Min hund" in sofie
    assert MeetingPoint.objects.filter(section__owner=None).count() == 2
    assert client.post(where, answer).status_code == 404  # nobody answers for another


def test_what_is_typed_comes_back_where_it_cannot_be_saved(client, cast, meeting):
    client.force_login(cast.sofie)
    data = {"beslutning-text": "Vi ringer til udlejer", "beslutning-takes_effect_on": "i morgen"}
    response = client.post(page_of(meeting, "meeting-decision"), data)
    assert response.status_code == 422
    assert "Vi ringer til udlejer" in html_of(response)
    assert "Vælg, hvem der står for det." in html_of(response)
    assert not Decision.objects.exists()


def test_decision_stands_in_the_part_of_who_is_responsible_and_is_refused_where_that_is_closed(cast, meeting):
    with pytest.raises(NotAllowed, match="Bed den, der står for den"):
        note_decision(
            by=cast.sofie,
            meeting=meeting,
            area_id=HOUSING,
            text="Jan skriver",
            takes_effect_on=TODAY,
            responsible=cast.jan,
        )
    own = note_decision(
        by=cast.sofie,
        meeting=meeting,
        area_id=HOUSING,
        text="Rasmus ringer",
        takes_effect_on=TODAY,
        responsible_is_citizen=True,
    )
    assert own.section.owner == cast.social


def test_views_of_the_same_area_at_the_meeting_stand_beside_each_other(client, cast, meeting):
    give_consent(cast.rasmus, cast.plan, to=[None, cast.job], sources=[cast.job, cast.social])
    first = disagree_at_meeting(by=cast.jan, meeting=meeting, area_id=HOUSING, text="Praktik først")
    second = disagree_at_meeting(by=cast.rasmus, meeting=meeting, area_id=HOUSING, text="Bolig først")
    assert first.disagreement_id == second.disagreement_id
    page = html_of(opened(client, cast.sofie, page_of(meeting)))
    assert page.index("Bolig først") < page.index("Praktik først")  # the citizen's own first


def test_moved_meeting_asks_again_and_is_an_update_in_the_calendar(client, cast, meeting):
    jan = meeting.participants.get(user=cast.jan)
    answer_invitation(by=cast.jan, participant=jan, answer="comes")
    moved = move_meeting(
        by=cast.sofie, meeting=meeting, seen=1, at=SOON + timedelta(hours=1), minutes=45, place="Rådhuset"
    )
    jan.refresh_from_db()
    assert jan.answer == Participant.Answer.WAITING
    with pytest.raises(Conflict):
        cancel_meeting(by=cast.sofie, meeting=moved, seen=1, reason="Sygdom")
    cancel_meeting(by=cast.sofie, meeting=moved, seen=moved.version, reason="Sygdom")
    file = opened(client, cast.jan, page_of(meeting, "meeting-ics")).content.decode()
    for told in (f"UID:{meeting.pk}", "SEQUENCE:2", "STATUS:CANCELLED"):
        assert told in file
    for secret in ("Rasmus", "Rådhuset", "Opstart", "Beskæftigelse"):  # a calendar lies open
        assert secret not in file
    with pytest.raises(ValidationError):
        add_point(by=cast.jan, meeting=moved, area_id=HOUSING, text="For sent")


def test_protected_address_stands_in_no_invitation(cast, meeting):
    citizen = cast.plan.citizen
    type(citizen).objects.filter(pk=citizen.pk).update(
        address="Birkevej 9, 7400 Herning", has_protected_address=True
    )
    fresh = Meeting.objects.get(pk=meeting.pk)
    with pytest.raises(ValidationError, match="adressebeskyttelse"):
        move_meeting(by=cast.sofie, meeting=fresh, seen=1, at=SOON, minutes=60, place="hos ham, birkevej  9")


def test_agreed_summary_stays_as_it_was_and_closes_copy_by_copy(client, cast, meeting, decided, jobs_goal):
    ground = give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Notat", text="Kun i journalen")
    with clock.standing_at(SOON):
        summary = agree_meeting(by=cast.sofie, meeting=meeting)
    assert (summary.number, summary.version) == (1, 1)
    assert is_as_agreed(summary)
    old = jobs_goal.title
    edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, title="Noget helt andet")
    for user in (cast.sofie, cast.jan, cast.rasmus):
        copy = printed(client, user, meeting)
        assert old in copy
        assert decided.text in copy
        assert summary.checksum[:16] in copy
        assert "Noget helt andet" not in copy
        assert "Kun i journalen" not in copy
    assert old not in printed(client, cast.rikke, meeting)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    closed = printed(client, cast.sofie, meeting)
    assert old not in closed
    assert decided.text not in closed
    assert old in printed(client, cast.jan, meeting)
    take_out(by=cast.jan, thing=jobs_goal)  # stood on the wrong citizen
    assert old not in printed(client, cast.rasmus, meeting)


def test_nothing_is_written_to_an_agreed_meeting_and_a_correction_is_a_new_version(cast, meeting, decided):
    first = agree_meeting(by=cast.sofie, meeting=meeting)
    fresh = Meeting.objects.get(pk=meeting.pk)
    for write in (
        lambda: add_point(by=cast.jan, meeting=fresh, area_id=HOUSING, text="Senere"),
        lambda: disagree_at_meeting(by=cast.jan, meeting=fresh, area_id=HOUSING, text="Senere"),
        lambda: invite_to_meeting(by=cast.sofie, meeting=fresh, invitee=Invitee(outsider="Ole")),
        lambda: agree_meeting(by=cast.sofie, meeting=fresh),
    ):
        with pytest.raises(ValidationError):
            write()
    reopen_summary(by=cast.sofie, meeting=fresh, seen=fresh.version)
    add_point(by=cast.jan, meeting=fresh, area_id=HOUSING, text="Det glemte vi")
    second = agree_meeting(by=cast.sofie, meeting=fresh)
    assert (second.number, second.version) == (2, 2)
    first.refresh_from_db()
    assert is_as_agreed(first)
    assert first.content != second.content
    with pytest.raises(TypeError):
        Summary.objects.filter(pk=first.pk).update(number=9)


def test_who_comes_later_reads_of_the_frozen_summary_what_is_open_to_them(
    client, cast, meeting, decided, jobs_goal
):
    agree_meeting(by=cast.sofie, meeting=meeting)
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job])
    pia = printed(client, cast.pia, meeting)  # of Jan's department, and not asked to come
    assert decided.text in pia
    assert jobs_goal.title in pia
    assert "Beskæftigelse" in pia


def test_meetings_stand_on_the_team_pages_and_each_showing_is_a_look(client, cast, meeting, decided):
    assert decided.text in html_of(opened(client, cast.jan, f"/planer/{cast.plan.pk}/"))
    assert meeting.kind.name in html_of(opened(client, cast.jan, f"/planer/{cast.plan.pk}/moeder/"))
    assert "Forbered mødet" in html_of(opened(client, cast.jan, "/planer/"))
    api = opened(client, cast.jan, f"/api/v1/plans/{cast.plan.pk}/").json()
    assert [one["text"] for one in api["decisions"]] == [decided.text]
    assert api["meetings"][0]["place"] == meeting.place
    before = Look.objects.filter(user_id=cast.jan.pk).count()
    for name in ("meeting", "meeting-pdf", "meeting-ics"):
        opened(client, cast.jan, page_of(meeting, name))
    assert Look.objects.filter(user_id=cast.jan.pk).count() == before + 3


def test_coordinator_calls_moves_and_agrees_on_the_pages(client, cast, jobs_goal):
    client.force_login(cast.sofie)
    new = reverse("meeting-new", args=[cast.plan.pk])
    data = {"kind": "team", "on": "15.03.2026", "hour": "13.30", "minutes": "", "place": "", "outsiders": ""}
    assert client.post(new, data | {"hour": "25"}).status_code == 422
    assert "Vælg mindst én" in html_of(client.post(new, data))
    called = client.post(new, data | {"people": ["borger", str(cast.jan.pk)], "outsiders": "Inger"})
    assert called.status_code == 303
    meeting = Meeting.objects.get()
    assert meeting.participants.count() == 3
    assert meeting.minutes == meeting.kind.minutes
    where = page_of(meeting, "meeting-agree")
    with clock.standing_at(meeting.ends_at):
        page = html_of(client.get(page_of(meeting)))
        assert "Godkend referatet" in page
        there = client.post(page_of(meeting, "meeting-attendance"), {"var-der-there": []})
        assert there.status_code == 303
        stale = client.post(where, {"godkend-version": "1"})
        assert stale.status_code == 409
        assert "Mødet er ændret" in html_of(stale)
        meeting.refresh_from_db()
        assert client.post(where, {"godkend-version": str(meeting.version)}).status_code == 303
        assert "Referat nr. 1" in html_of(client.get(page_of(meeting)))


def test_line_is_changed_on_its_page_and_a_stale_text_comes_back(client, cast, meeting, decided):
    client.force_login(cast.jan)
    where = reverse("meeting-decision-edit", args=[cast.plan.pk, meeting.pk, decided.pk])
    assert decided.text in html_of(client.get(where))
    data = {
        "text": "Jan ringer",
        "responsible": str(cast.jan.pk),
        "takes_effect_on": "1.4.2026",
        "version": "1",
    }
    assert client.post(where, data).status_code == 303
    stale = client.post(where, data | {"text": "Jan skriver et brev"})
    assert stale.status_code == 409
    assert "Jan skriver et brev" in html_of(stale)
    assert "Jan ringer" in html_of(stale)
    point = add_point(by=cast.rasmus, meeting=meeting, area_id=HOUSING, text="Hunden")
    edit = reverse("meeting-point-edit", args=[cast.plan.pk, meeting.pk, point.pk])
    client.force_login(cast.rasmus)
    assert client.post(edit, {"text": "Min hund", "version": "1"}).status_code == 303
    stale = client.post(edit, {"text": "Nøglen", "version": "1"})
    assert stale.status_code == 409
    assert "Min hund" in html_of(stale)
    assert "Nøglen" in html_of(stale)


def test_plan_without_meetings_asks_nothing_of_them(cast, django_assert_num_queries):
    reading = read_plan(cast.jan, cast.plan)
    _ = reading.network  # which rare kinds there are
    with django_assert_num_queries(0):
        assert reading.meetings == ()
        assert reading.decisions == ()
        assert reading.next_meeting is None


def test_meeting_of_another_plan_is_not_found_under_this_one(client, cast, meeting):
    client.force_login(cast.sofie)
    assert client.get(reverse("meeting", args=[cast.kirstens_plan.pk, meeting.pk])).status_code == 404
    assert not visible_to(cast.kirsten, Meeting.objects.all()).exists()


def test_citizens_page_opens_on_the_meeting_where_it_comes_first(client, cast, meeting, jobs_goal):
    client.force_login(cast.rasmus)

    def following():
        html = html_of(client.get(reverse("min-plan")))
        return html[html.index('id="det-naeste"') : html.index("</section>", html.index('id="det-naeste"'))]

    first = following()
    assert "kl. " in first
    assert "Borgerservice, lokale 2" in first
    assert page_of(meeting) in first
    add_task(by=cast.jan, goal=jobs_goal, title="Sende listen", due_on=TODAY + timedelta(1))
    assert "Sende listen" in following()
    cancel_meeting(by=cast.sofie, meeting=meeting, seen=1, reason="Sofie er syg")
    assert page_of(meeting) not in following()
