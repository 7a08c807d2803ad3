"""Kept from the citizen until a date: two people, a ground, and no trace of it on any of the citizen's pages before."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Look
from integrations.models import Delivery, Fagsystem, Sent
from integrations.simulators.server import pdf_text
from plans.models import Goal, JournalNote, Rating, Task, Withholding
from plans.permissions import visible_to
from plans.services.goals import add_goal
from plans.services.journal import add_to_journal, write_journal
from plans.services.misfilings import take_out
from plans.services.progress import rate
from plans.services.tasks import add_task
from plans.services.team import block_person
from plans.services.withholding import answer_withholding, ask_to_withhold, end_withholding
from tests.cast import HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import html_of

SECRET = "Hemmelig undersøgelse"
UNTIL = TODAY + timedelta(days=10)
GROUND = "Forvaltningsloven § 15 b"


def page(cast, name, *more):
    return reverse(name, args=[cast.plan.pk, *more])


def drafts(cast):
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=SECRET, why=SECRET, is_draft=True)
    return [
        goal,
        add_task(by=cast.jan, goal=goal, title=SECRET, responsible_is_citizen=True, is_draft=True),
        write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=SECRET, text=SECRET, is_draft=True),
        rate(by=cast.jan, plan=cast.plan, area_id=HOUSING, value=2, note=SECRET, is_draft=True),
    ]


def ask(cast, draft, **changes):
    given = {"until": UNTIL, "ground": GROUND, "asked_of": cast.grethe} | changes
    return ask_to_withhold(by=cast.jan, draft=draft, **given)


def withhold(cast, draft):
    answer_withholding(by=cast.grethe, asking=ask(cast, draft), seen=1, is_approved=True)
    return type(draft).objects.get(pk=draft.pk)


def sees(user, thing):
    return visible_to(user, type(thing).objects.filter(pk=thing.pk)).exists()


def all_of_the_citizens(client, user):
    client.force_login(user)
    names = (
        "min-plan",
        "consents",
        "access-log",
        "min-plan-journal",
        "min-plan-pdf",
        "api-plans",
        "who-sees-what",
    )
    answers = [client.get(reverse(name)) for name in names]
    assert answers[0].status_code == 200
    return "".join(
        pdf_text(one.content) if one.get("Content-Type") == "application/pdf" else one.content.decode()
        for one in answers
    )


def test_no_surface_of_the_citizens_shows_it_before_the_date_and_all_show_it_after(client, cast):
    things = [withhold(cast, draft) for draft in drafts(cast)]
    add_to_journal(by=cast.jan, note=things[2], text=SECRET)
    client.force_login(cast.grethe)
    last = clock.end_of(UNTIL) - timedelta(seconds=1)
    for user in (cast.rasmus, cast.anne):
        with clock.standing_at(last):
            shown = all_of_the_citizens(client, user).lower()
            for word in (SECRET.lower(), "tilbage fra", "holdes tilbage", "godkend", "§ 15 b"):
                assert word not in shown, (user.username, word)
            assert not any(sees(user, thing) for thing in things)
        with clock.standing_at(clock.end_of(UNTIL)):
            assert SECRET in all_of_the_citizens(client, user)
            assert all(sees(user, thing) for thing in things)
    assert {type(thing) for thing in things} == {Goal, Task, JournalNote, Rating}


def test_team_sees_that_it_is_withheld_and_until_when(client, cast):
    for draft in drafts(cast):
        withhold(cast, draft)
    client.force_login(cast.sofie)
    assert "borgeren ser det fra 21. marts" in html_of(client.get(page(cast, "workspace")))
    journal = html_of(client.get(page(cast, "workspace-journal")))
    assert "Borgeren ser det fra 21. marts" in journal
    assert GROUND in journal


def test_what_waits_for_approval_or_was_refused_stays_its_writers_draft(cast):
    goal = drafts(cast)[0]
    asking = ask(cast, goal)
    assert [user for user in cast.everybody if sees(user, goal)] == [cast.jan]
    answer_withholding(by=cast.grethe, asking=asking, seen=1, is_approved=False)
    assert [user for user in cast.everybody if sees(user, goal)] == [cast.jan]
    assert Goal.objects.get(pk=goal.pk).withheld_until is None


def test_second_person_reads_the_draft_and_answers_on_a_page_that_leaves_a_neutral_look(client, cast):
    goal = drafts(cast)[0]
    client.force_login(cast.jan)
    data = {"until": "20.3.2026", "ground": GROUND, "asked_of": str(cast.grethe.pk)}
    html = html_of(client.post(page(cast, "withhold", goal.pk), data, follow=True))
    assert "Grethe Ask er bedt om at godkende" in html
    asking = Withholding.objects.get()
    client.force_login(cast.grethe)
    address = reverse("approval", args=[asking.pk])
    assert address in html_of(client.get(reverse("approvals")))
    html = html_of(client.get(address))
    assert SECRET in html
    assert client.post(address, {"version": "1"}).status_code == 422
    assert client.post(address, {"version": "9", "answer": "ja"}).status_code == 409
    assert client.post(address, {"version": "1", "answer": "ja"}).status_code == 303
    assert client.get(address).status_code == 404
    assert sees(cast.sofie, goal)
    look = Look.objects.filter(user_id=cast.grethe.pk)
    assert look.exists()
    assert not visible_to(cast.rasmus, look).exists()  # that a leader looks tells that something is kept
    assert visible_to(cast.rasmus, look, at=clock.end_of(clock.today() + timedelta(days=10))).exists()


@pytest.mark.parametrize("who", ["sofie", "pia", "rikke", "ulla", "jan", "adam", "dorte", "rasmus"])
def test_nobody_but_who_was_asked_reads_or_answers(client, cast, who):
    asking = ask(cast, drafts(cast)[0])
    client.force_login(getattr(cast, who))
    assert client.get(reverse("approval", args=[asking.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        answer_withholding(by=getattr(cast, who), asking=asking, seen=1, is_approved=True)


def test_asking_needs_a_second_person_of_the_department_a_ground_and_a_day_to_come(cast):
    goal = drafts(cast)[0]
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.ulla)
    for wrong in (
        {"asked_of": cast.jan},
        {"asked_of": cast.sofie},
        {"asked_of": cast.ulla},
        {"ground": " "},
        {"until": TODAY},
        {"until": TODAY - timedelta(days=1)},
    ):
        with pytest.raises(ValidationError):
            ask(cast, goal, **wrong)
    ask(cast, goal)
    with pytest.raises(ValidationError):
        ask(cast, goal)


def test_leader_who_is_kept_out_after_being_asked_reads_nothing(client, cast):
    asking = ask(cast, drafts(cast)[0])
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.grethe)
    client.force_login(cast.grethe)
    assert client.get(reverse("approval", args=[asking.pk])).status_code == 404


def test_what_the_citizen_can_see_is_not_taken_from_them(cast, jobs_goal):
    with pytest.raises(PermissionDenied):
        ask(cast, jobs_goal)


def test_it_is_shown_before_the_date_by_the_owner_alone(client, cast):
    goal = withhold(cast, drafts(cast)[0])
    with pytest.raises(PermissionDenied):
        end_withholding(by=cast.sofie, thing=goal, seen=goal.version)
    client.force_login(cast.jan)
    answer = client.post(page(cast, "withholding-end", goal.pk), {"version": str(goal.version)})
    assert answer.status_code == 303
    assert sees(cast.rasmus, goal)


def test_citizens_list_of_what_was_sent_is_silent_about_a_withheld_note(client, cast):
    system = Fagsystem.objects.create(
        adapter="sbsys", name="SBSYS", department=cast.job, receives=["journal"], base_url="http://localhost"
    )
    note = withhold(cast, drafts(cast)[2])
    row = Delivery.objects.get(fagsystem=system, document_id=note.pk)
    Sent.objects.create(delivery=row, number=1, sent_at=NOW, areas=[HOUSING])
    client.force_login(cast.rasmus)
    assert "Et notat i journalen" not in html_of(client.get(reverse("consents")))
    with clock.standing_at(clock.end_of(UNTIL)):
        assert "Et notat i journalen" in html_of(client.get(reverse("consents")))


def test_citizens_list_of_what_was_sent_names_no_area_in_which_all_is_withheld(client, cast):
    system = Fagsystem.objects.create(
        adapter="sbsys", name="SBSYS", department=cast.job, receives=["plan"], base_url="http://localhost"
    )
    goal = withhold(cast, drafts(cast)[0])
    row = Delivery.objects.get(fagsystem=system, document_id=cast.plan.pk)
    Sent.objects.create(delivery=row, number=1, sent_at=NOW, areas=[HOUSING])
    client.force_login(cast.rasmus)
    assert "SBSYS" not in html_of(client.get(reverse("consents")))
    with clock.standing_at(clock.end_of(UNTIL)):
        assert "SBSYS" in html_of(client.get(reverse("consents")))
    add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Et andet mål")
    assert "SBSYS" in html_of(client.get(reverse("consents")))
    assert not sees(cast.rasmus, goal)


def test_correction_of_a_note_the_citizen_never_could_see_is_not_on_their_list(client, cast):
    system = Fagsystem.objects.create(
        adapter="sbsys", name="SBSYS", department=cast.job, receives=["journal"], base_url="http://localhost"
    )
    note = withhold(cast, drafts(cast)[2])
    sent = Delivery.objects.get(fagsystem=system, document_id=note.pk)
    Sent.objects.create(delivery=sent, number=1, sent_at=NOW, areas=[HOUSING])
    Delivery.objects.update(number=1)
    take_out(by=cast.jan, thing=note)
    correction = Delivery.objects.get(kind=Delivery.Kind.RECALL)
    Sent.objects.create(delivery=correction, number=1, sent_at=NOW, areas=[])
    client.force_login(cast.rasmus)
    assert "SBSYS" not in html_of(client.get(reverse("consents")))
