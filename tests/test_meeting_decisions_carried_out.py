"""Decisions of a meeting laid in the plan with one press: where each stands, linked both ways, and never twice."""

from datetime import timedelta

import pytest
from django.urls import reverse

from enplan import clock
from plans.models import Decision, FollowUp, Goal, Measure, Meeting, MeetingKind, Task
from plans.permissions import visible_to
from plans.services.carrying_out import Carried, carry_out_decisions
from plans.services.checks import NotAllowed
from plans.services.measures import add_measure
from plans.services.meeting_lines import edit_decision, note_decision
from plans.services.meetings import Invitee, call_meeting, cancel_meeting
from plans.services.summaries import agree_meeting
from tests.cast import HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)


@pytest.fixture
def meeting(cast):
    return call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk="team"),
        at=NOW + timedelta(days=2),
        invitees=[Invitee(is_citizen=True), Invitee(user=cast.sofie), Invitee(user=cast.jan)],
    )


def decide(cast, meeting, text, by=None, **responsible):
    by = by or cast.sofie
    return note_decision(
        by=by,
        meeting=meeting,
        area_id=HOUSING,
        text=text,
        takes_effect_on=LATER,
        **(responsible or {"responsible": by}),
    )


def page_of(meeting, name="meeting-carry-out"):
    return reverse(name, args=[meeting.plan_id, meeting.pk])


def sent(decision, **changed):
    """What a browser sends of one line that nobody has touched, with what was changed."""
    said = {
        "version": decision.version,
        "became": "task",
        "text": decision.text,
        "area": decision.section.area_id,
        "responsible": str(decision.responsible_id or "borger"),
        "on": "01.05.2026",
    }
    return {f"{decision.pk}-{name}": value for name, value in (said | changed).items()}


def test_every_decision_becomes_what_was_chosen_with_one_press_and_says_so_both_ways(client, cast, meeting):
    support = add_measure(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Bostøtte", starts_on=TODAY)
    call, home, trial, again, words = (
        decide(cast, meeting, text)
        for text in (
            "Sofie ringer til udlejer",
            "Egen lejlighed",
            "Prøvebolig",
            "Vi ser på bostøtten",
            "Vi er enige",
        )
    )
    client.force_login(cast.sofie)
    assert "Læg beslutningerne i planen" in html_of(client.get(page_of(meeting, "meeting")))
    page = html_of(client.get(page_of(meeting)))
    for told in (call.text, home.text, "Bolig", "Hvem står for det?", "Opfølgning", "Bostøtte"):
        assert told.casefold() in page.casefold(), told
    data = (
        sent(call)
        | sent(home, became="goal")
        | sent(trial, became="measure")
        | sent(again, became=f"opfoelgning-{support.pk}", progress="on_track")
        | sent(words, became="nothing", responsible="")
    )
    done = client.post(page_of(meeting), data)
    assert done.status_code == 303
    task, goal = Task.objects.get(title=call.text), Goal.objects.get(title=home.text)
    assert (task.responsible, task.due_on.isoformat(), task.section) == (
        cast.sofie,
        "2026-05-01",
        call.section,
    )
    assert goal.responsible == cast.sofie
    assert Measure.objects.get(title=trial.text).starts_on.isoformat() == "2026-05-01"
    held = FollowUp.objects.get(measure=support)
    assert (held.happened, held.next_on.isoformat()) == (again.text, "2026-05-01")
    support.refresh_from_db()
    assert support.next_follow_up_on == held.next_on
    assert set(Decision.objects.values_list("became", flat=True)) == {
        "task",
        "goal",
        "measure",
        "follow_up",
        "nothing",
    }
    at_meeting = html_of(client.get(page_of(meeting, "meeting")))
    for told in ("Blev til en aftale", "Blev til et mål", "Blev til en indsats", "Blev til en opfølgning"):
        assert told in at_meeting
    assert "Læg beslutningerne i planen" not in at_meeting
    plan = html_of(client.get(f"/planer/{cast.plan.pk}/"))
    assert plan.count("Besluttet på mødet 12. marts") == 3  # the follow-up stands in the measure's history
    client.force_login(cast.rasmus)
    assert "Blev til en aftale" in html_of(client.get(page_of(meeting, "meeting")))


def test_pressed_twice_makes_nothing_twice(client, cast, meeting):
    call = decide(cast, meeting, "Sofie ringer")
    client.force_login(cast.sofie)
    for _ in range(2):
        assert client.post(page_of(meeting), sent(call)).status_code == 303
    assert Task.objects.filter(title=call.text).count() == 1
    line = Carried(call, call.version, "task", call.text, HOUSING, LATER)
    assert carry_out_decisions(by=cast.sofie, meeting=meeting, lines=[line, line]) == []
    assert Task.objects.filter(title=call.text).count() == 1


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"responsible": ""}, "Vælg, hvem der står for det."),
        ({"area": ""}, "Vælg det livsområde, det hører til."),
        ({"on": ""}, "Skriv hvornår."),
        ({"on": "en gang"}, "dato"),
        ({"text": " "}, "Skriv, hvad I har besluttet."),
    ],
)
def test_line_without_what_it_needs_is_told_at_its_field_and_the_rest_stands_as_typed(
    client, cast, meeting, changed, complaint
):
    good, bad = decide(cast, meeting, "Sofie ringer"), decide(cast, meeting, "Nogen skriver")
    client.force_login(cast.sofie)
    data = sent(good, text="Sofie ringer i morgen", became="goal") | sent(bad, **changed)
    answer = client.post(page_of(meeting), data)
    assert answer.status_code == 422
    page = html_of(answer)
    assert complaint in page
    assert "Sofie ringer i morgen" in page
    assert not Task.objects.exists()
    assert not Goal.objects.filter(title__startswith="Sofie").exists()
    assert not Decision.objects.exclude(became="").exists()


def test_what_was_changed_meanwhile_is_told_and_nothing_of_the_rest_is_stored(client, cast, meeting):
    first, second = decide(cast, meeting, "Sofie ringer"), decide(cast, meeting, "Sofie skriver")
    data = sent(first) | sent(second, text="Sofie skriver et langt brev")
    edit_decision(by=cast.sofie, decision=second, seen=second.version, text="Sofie besøger")
    client.force_login(cast.sofie)
    answer = client.post(page_of(meeting), data)
    assert answer.status_code == 422
    page = html_of(answer)
    assert "Nu står der: “Sofie besøger”" in page
    assert "Sofie skriver et langt brev" in page
    assert not Task.objects.exists()
    second.refresh_from_db()
    again = sent(first) | sent(second, text="Sofie skriver et langt brev")
    assert client.post(page_of(meeting), again).status_code == 303
    assert set(Task.objects.values_list("title", flat=True)) == {first.text, "Sofie skriver et langt brev"}


def test_one_that_is_left_for_later_waits_and_one_noted_meanwhile_too(client, cast, meeting):
    waits, goes = decide(cast, meeting, "Den tager vi"), decide(cast, meeting, "Sofie ringer")
    data = sent(waits, became="later", on="", responsible="") | sent(goes)
    decide(cast, meeting, "Skrevet imens")
    client.force_login(cast.sofie)
    assert client.post(page_of(meeting), data).status_code == 303
    assert "Læg beslutningerne i planen (2)" in html_of(client.get(page_of(meeting, "meeting")))


def test_it_stands_in_the_part_of_who_is_responsible_and_is_open_to_nobody_else(client, cast, meeting):
    """Sofie reads Jan's part by the citizen's yes, and what she confirms of it stays in Jan's part."""
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    give_consent(cast.rasmus, cast.plan, to=[cast.rus], sources=[cast.social])
    theirs = decide(cast, meeting, "Jan skriver op", by=cast.sofie, responsible=cast.jan)
    own = decide(cast, meeting, "Rasmus ringer", responsible_is_citizen=True)
    client.force_login(cast.sofie)
    assert client.post(page_of(meeting), sent(theirs) | sent(own)).status_code == 303
    assert Task.objects.get(title=theirs.text).section.owner == cast.job
    assert Task.objects.get(title=own.text).section.owner == cast.social
    seen = visible_to(cast.rikke, Task.objects.filter(decision__meeting=meeting))
    assert [one.title for one in seen] == [own.text]


def test_who_may_not_write_there_is_refused_and_a_cancelled_meeting_makes_nothing(client, cast, meeting):
    theirs = decide(cast, meeting, "Jan skriver op", by=cast.jan)
    line = Carried(theirs, theirs.version, "task", theirs.text, HOUSING, LATER)
    with pytest.raises(NotAllowed):
        carry_out_decisions(by=cast.sofie, meeting=meeting, lines=[line])
    for user, status in ((cast.pia, 403), (cast.rasmus, 404), (cast.ulla, 404)):
        client.force_login(user)
        assert client.get(page_of(meeting)).status_code == status, user.username
    fresh = Meeting.objects.get(pk=meeting.pk)
    cancel_meeting(by=cast.sofie, meeting=fresh, seen=fresh.version, reason="Sygdom")
    client.force_login(cast.jan)
    assert client.post(page_of(meeting), sent(theirs)).status_code == 303
    assert not Task.objects.exists()


def test_follow_up_of_a_measure_in_another_part_is_refused_at_its_line(client, cast, meeting):
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    support = add_measure(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Bostøtte", starts_on=TODAY)
    own = decide(cast, meeting, "Vi ser på bostøtten")
    client.force_login(cast.sofie)
    data = sent(own, became=f"opfoelgning-{support.pk}", progress="on_track", responsible=str(cast.jan.pk))
    answer = client.post(page_of(meeting), data)
    assert answer.status_code == 422
    assert "Indsatsen står i en anden del" in html_of(answer)
    assert not FollowUp.objects.exists()


def test_agreed_summary_does_not_change_when_its_decisions_are_laid_in_the_plan(client, cast, meeting):
    own = decide(cast, meeting, "Sofie ringer")
    with clock.standing_at(meeting.ends_at):
        summary = agree_meeting(by=cast.sofie, meeting=meeting)
        kept = list(summary.content)
        client.force_login(cast.sofie)
        assert client.post(page_of(meeting), sent(own)).status_code == 303
    summary.refresh_from_db()
    assert summary.content == kept
    assert Task.objects.filter(title=own.text).count() == 1
