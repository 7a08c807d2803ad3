"""The agenda: what the plan proposes, taken in with one press; points taken off, put back and moved, nothing lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from enplan.audit.versions import Conflict
from plans.agenda import proposals_for
from plans.models import Goal, Measure, MeetingKind, MeetingPoint
from plans.permissions import visible_to
from plans.reading import read_plan
from plans.services.agenda import move_point, put_back_point, take_in, take_off_point
from plans.services.goals import add_goal
from plans.services.measures import add_measure
from plans.services.meeting_lines import add_point
from plans.services.meetings import Invitee, call_meeting
from plans.services.tasks import add_task_in_area
from plans.services.team import end_member
from plans.services.withdrawing import withdraw_ground
from tests.cast import HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=20)


@pytest.fixture
def meeting(cast):
    return called(cast)


def called(cast, kind="team"):
    return call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk=kind),
        at=SOON,
        invitees=[Invitee(is_citizen=True), Invitee(user=cast.sofie), Invitee(contact=cast.brother)],
    )


def page_of(meeting, name="meeting", *more):
    return reverse(name, args=[meeting.plan_id, meeting.pk, *more])


def opened(client, user, meeting):
    client.force_login(user)
    return html_of(client.get(page_of(meeting)))


@pytest.fixture
def due(cast, jobs_goal):
    """Something of each kind, in Jan's part: past its day, due, without movement; and a yes that lapses."""
    task = add_task_in_area(
        by=cast.jan,
        plan=cast.plan,
        area_id=HOUSING,
        title="Skrive rummet op",
        due_on=TODAY - timedelta(days=3),
    )
    measure = add_measure(
        by=cast.jan,
        plan=cast.plan,
        area_id=HOUSING,
        title="Mentor",
        starts_on=TODAY - timedelta(days=100),
        follow_up_months=3,
    )
    Measure.objects.filter(pk=measure.pk).update(next_follow_up_on=TODAY + timedelta(days=10))
    Goal.objects.filter(pk=jobs_goal.pk).update(written_at=NOW - timedelta(days=70))
    return task, measure, jobs_goal


def test_plan_proposes_what_is_due_with_why_and_only_what_the_coordinator_reads(client, cast, meeting, due):
    task, measure, goal = due
    add_task_in_area(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Har god tid", due_on=TODAY + timedelta(days=90)
    )
    add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Lige skrevet")
    assert "Planen foreslår" not in opened(client, cast.sofie, meeting)
    ground = give_consent(
        cast.rasmus, cast.plan, to=[None], sources=[cast.job], until=TODAY + timedelta(days=40)
    )
    page = opened(client, cast.sofie, meeting)
    for one in (task, measure, goal):
        assert one.title in page.split("Planen foreslår")[1]
    assert "aftalt til 7. marts 2026" in page
    assert "Et samtykke udløber 19. april 2026" in page
    for quiet in ("Har god tid", "Lige skrevet"):
        assert quiet not in page
    assert {one.pk for one in proposals_for(read_plan(cast.sofie, cast.plan), meeting)} == {
        *(one.pk for one in due),
        ground.pk,
    }
    for user in (cast.jan, cast.rasmus):
        assert "Planen foreslår" not in opened(client, user, meeting)


def test_one_or_all_are_taken_in_with_one_press_and_never_twice(client, cast, meeting, due):
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job], until=TODAY + timedelta(days=40))
    client.force_login(cast.sofie)
    where = page_of(meeting, "meeting-take-in")
    assert client.post(where, {"punkt": str(due[0].pk)}).status_code == 303
    point = MeetingPoint.objects.get()
    assert (point.task, point.section) == (due[0], due[0].section)
    for _ in range(2):
        assert client.post(where, {"alle": "1"}).status_code == 303
    assert MeetingPoint.objects.count() == 4
    assert take_in(by=cast.sofie, meeting=meeting, things=due) == []
    page = opened(client, cast.sofie, meeting)
    assert "Planen foreslår" not in page
    assert "fra planen" in page


def test_citizens_own_points_stand_before_what_the_plan_proposed(client, cast, meeting, due, citizens_goal):
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    take_in(by=cast.sofie, meeting=meeting, things=[due[0], citizens_goal])
    add_point(by=cast.rasmus, meeting=meeting, area_id=HOUSING, text="Min hund")
    page = opened(client, cast.sofie, meeting).split("Det skal vi tale om")[1]
    assert page.index("Min hund") < page.index(citizens_goal.title) < page.index(due[0].title)


def test_ground_withdrawn_between_takes_its_points_out_for_those_who_lost_it(client, cast, meeting, due):
    ground = give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    take_in(by=cast.sofie, meeting=meeting, things=due)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    lost = opened(client, cast.sofie, meeting)
    for one in due:
        assert one.title not in lost
        assert one.title in opened(client, cast.rasmus, meeting)
    assert not visible_to(cast.sofie, MeetingPoint.objects.all()).exists()


def test_point_tells_of_a_thing_to_nobody_who_may_not_see_the_thing(cast, meeting, due):
    """Withheld from the citizen, it is on no agenda of theirs; taken out, on nobody's; and never the network's."""
    give_consent(cast.rasmus, cast.plan, to=[None, cast.mads], sources=[cast.job])
    take_in(by=cast.sofie, meeting=meeting, things=[due[0]])
    points = MeetingPoint.objects.all()
    assert visible_to(cast.rasmus, points).exists()
    assert not visible_to(cast.mads, points).exists()
    task = due[0]
    type(task).objects.filter(pk=task.pk).update(
        withheld_until=NOW + timedelta(days=5), withheld_ground="§", withheld_approved_by=cast.grethe
    )
    assert not visible_to(cast.rasmus, points).exists()
    assert visible_to(cast.sofie, points).exists()
    type(task).objects.filter(pk=task.pk).update(taken_out_at=NOW)
    assert not visible_to(cast.sofie, points).exists()


def test_point_is_taken_off_and_put_back_with_its_history(client, cast, meeting):
    point = add_point(by=cast.sofie, meeting=meeting, area_id=HOUSING, text="Depositum")
    client.force_login(cast.sofie)
    for name, is_on in (("meeting-point-off", False), ("meeting-point-on", True)):
        seen = MeetingPoint.objects.get().version
        assert client.post(page_of(meeting, name, point.pk), {"version": seen}).status_code == 303
        page = opened(client, cast.sofie, meeting)
        assert ("Taget af dagsordenen" in page) is not is_on
        assert "Depositum" in page
    history = html_of(client.get(reverse("workspace-thing-history", args=[cast.plan.pk, meeting.pk])))
    assert history.casefold().count("taget af dagsordenen") == 2
    with pytest.raises(Conflict):
        take_off_point(by=cast.sofie, point=MeetingPoint.objects.get(), seen=1)


def test_citizens_point_is_taken_off_by_the_citizen_alone(client, cast, meeting):
    own = add_point(by=cast.rasmus, meeting=meeting, area_id=HOUSING, text="Min hund")
    client.force_login(cast.sofie)
    off = page_of(meeting, "meeting-point-off", own.pk)
    assert client.post(off, {"version": 1}).status_code == 403
    client.force_login(cast.rasmus)
    assert "Tag af" in opened(client, cast.rasmus, meeting)
    assert client.post(off, {"version": 1}).status_code == 303
    assert "Taget af dagsordenen" in opened(client, cast.rasmus, meeting)
    put_back_point(by=cast.rasmus, point=MeetingPoint.objects.get(), seen=2)


def test_point_is_moved_to_another_meeting_where_there_is_room_for_it(client, cast, meeting):
    point = add_point(by=cast.sofie, meeting=meeting, area_id=HOUSING, text="Depositum")
    assert "Flyt til et andet møde" not in opened(client, cast.sofie, meeting)
    other = called(cast, "mini_kick")
    assert "Flyt til et andet møde" in opened(client, cast.sofie, meeting)
    where = page_of(meeting, "meeting-point-move", point.pk)
    assert client.post(where, {"version": 1, "to": ""}).status_code == 422
    assert client.post(where, {"version": 1, "to": str(other.pk)}).status_code == 303
    assert "Depositum" not in opened(client, cast.sofie, meeting)
    assert "Depositum" in opened(client, cast.sofie, other)


def test_proposal_that_stands_there_already_is_not_moved_onto_it(cast, meeting, due):
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    other = called(cast)
    (here,) = take_in(by=cast.sofie, meeting=meeting, things=[due[0]])
    take_in(by=cast.sofie, meeting=other, things=[due[0]])
    with pytest.raises(ValidationError, match="står allerede"):
        move_point(by=cast.sofie, point=here, seen=1, to=other)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"on": "01.03.2026"}, "Vælg et tidspunkt, der ikke er gået."),
        ({"people": []}, "Vælg mindst én, der skal med."),
        ({"hour": "25"}, "Skriv et klokkeslæt"),
        ({"minutes": "481"}, "480"),
    ],
)
def test_bad_call_is_told_at_its_field_and_stands_as_typed(client, cast, changed, complaint):
    client.force_login(cast.sofie)
    data = {
        "kind": "team",
        "on": "15.03.2026",
        "hour": "13",
        "minutes": "",
        "place": "Lokale 9",
        "outsiders": "",
    }
    answer = client.post(reverse("meeting-new", args=[cast.plan.pk]), data | {"people": ["borger"]} | changed)
    assert answer.status_code == 422
    page = html_of(answer)
    assert complaint in page
    assert "Lokale 9" in page
    (field,) = changed
    assert f'href="#id_{field}' in page
    assert not cast.plan.meetings.exists()


def test_participant_without_access_is_refused_at_the_field(client, cast, meeting):
    client.force_login(cast.sofie)
    where = page_of(meeting, "meeting-invite")
    end_member(by=cast.sofie, plan=cast.plan, user=cast.jan)
    data = {"who": str(cast.jan.pk), "outsider": "", "why": "Fortæller om værelset"}
    answer = client.post(where, data)
    assert answer.status_code == 422
    assert "ikke på teamet længere" in html_of(answer)
    assert "Fortæller om værelset" in html_of(answer)
    with pytest.raises(ValidationError) as refused:
        call_meeting(
            by=cast.sofie, plan=cast.plan, kind=meeting.kind, at=SOON, invitees=[Invitee(user=cast.ulla)]
        )
    assert "people" in refused.value.error_dict
