"""`/planer/`: what needs me, then what I coordinate and what I am on; nothing of what I may not see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enplan import clock
from enplan.audit.models import Look
from plans.models import Task, TransitionKind
from plans.services.goals import add_goal, propose_goal
from plans.services.handover import offer_handover
from plans.services.measures import add_measure
from plans.services.pausing import pause_plan
from plans.services.plans import end_plan
from plans.services.questions import answer_question, ask_leader
from plans.services.tasks import add_task, set_task_status
from plans.services.team import add_member, block_person
from plans.services.transitions import begin_transition
from plans.services.withdrawing import withdraw_ground
from plans.services.withholding import ask_to_withhold
from tests.cast import (
    ECONOMY,
    HOUSING,
    NOW,
    TODAY,
    give_consent,
    make_citizen,
    make_employee,
    make_plan,
)
from tests.citizen_pages import folded, html_of

pytestmark = pytest.mark.django_db
LATE = TODAY - timedelta(days=18)


def page(client, user, query=""):
    client.force_login(user)
    return folded(html_of(client.get(f"/planer/{query}")))


def test_coordinator_sees_what_waits_on_the_plans_they_coordinate(client, cast, socials_goal, citizens_goal):
    add_task(by=cast.sofie, goal=socials_goal, title="Betale depositum", responsible=cast.sofie, due_on=LATE)
    add_task(by=cast.sofie, goal=socials_goal, title="Ringe til banken", responsible=cast.jan, due_on=LATE)
    add_goal(by=cast.sofie, plan=cast.plan, area_id=ECONOMY, title="Få en konto", due_on=LATE)
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], until=TODAY + timedelta(days=9))
    html = page(client, cast.sofie)
    mine = html[html.index("Det venter på dig") : html.index("Det venter på andre")]
    others = html[html.index("Det venter på andre") : html.index("Du holder trådene")]
    assert "Betale depositum" in mine
    assert "2 uger over tiden, 20. feb." in mine
    assert "Rasmus foreslår: Have min søn på besøg" in mine
    assert "Samtykket om bolig. Forny det med borgeren" in mine
    assert "udløber 20. marts" in mine
    assert "Mål: Få en konto" in mine
    assert "Ringe til banken (Jan Falk)" in others
    assert "Rasmus Ager" in html[html.index("Du holder trådene") :]


def test_member_sees_own_tasks_and_only_the_title_where_the_area_is_closed(client, cast, socials_goal):
    add_task(by=cast.sofie, goal=socials_goal, title="Tage med i banken", responsible=cast.rikke, due_on=LATE)
    add_task(by=cast.sofie, goal=socials_goal, title="Hemmelig aftale", responsible=cast.sofie, due_on=LATE)
    html = page(client, cast.rikke)
    assert "Tage med i banken" in html
    assert "Sofie Lind holder trådene" in html
    for hidden in (
        "Hemmelig aftale",
        "Betale regningerne",
        "Det venter på andre",
        "Socialafdelingen",
        "Jan Falk",
    ):
        assert hidden not in html


def test_what_is_done_withdrawn_or_far_away_does_not_wait(client, cast, socials_goal):
    done = add_task(by=cast.sofie, goal=socials_goal, title="Gjort for længst", due_on=LATE)
    set_task_status(by=cast.sofie, task=done, seen=1, status="done")
    add_task(by=cast.sofie, goal=socials_goal, title="I dag", due_on=TODAY)
    ground = give_consent(
        cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], until=TODAY + timedelta(days=9)
    )
    withdraw_ground(by=cast.sofie, plan=cast.plan, ground=ground)
    give_consent(
        cast.sofie, cast.plan, to=[cast.rus], sources=[cast.social], until=TODAY + timedelta(days=60)
    )
    html = page(client, cast.sofie)
    assert "Intet venter på dig lige nu" in html
    assert "næste dato i dag" in html


def posted(client, user, address, **sent):
    client.force_login(user)
    return client.post(address, sent | {"tilbage": "/planer/"})


def test_what_waits_is_dealt_with_where_it_stands(client, cast, socials_goal, citizens_goal):
    task = add_task(
        by=cast.sofie, goal=socials_goal, title="Betale depositum", responsible=cast.sofie, due_on=LATE
    )
    html = page(client, cast.sofie)
    take_up = f"/planer/{cast.plan.pk}/maal/{citizens_goal.pk}/tag-med-herfra/"
    for address in (f"/planer/{cast.plan.pk}/aftaler/{task.pk}/kort/", take_up):
        assert f'action="{address}"' in html
    assert posted(client, cast.sofie, take_up, version="1").headers["Location"] == "/planer/"
    assert "Målet “Have min søn på besøg” er med i planen nu." in page(client, cast.sofie)
    citizens_goal.refresh_from_db()
    assert citizens_goal.status == "active"
    assert posted(client, cast.sofie, take_up, version="2").status_code == 422
    for other in (cast.jan, cast.ulla):
        assert posted(client, other, take_up, version="2").status_code == 404
    late = posted(
        client, cast.sofie, f"/planer/{cast.plan.pk}/aftaler/{task.pk}/kort/", version="1", due_on="i går"
    )
    assert late.status_code == 422
    assert "Den dag er forbi" in html_of(late)


def test_handover_is_accepted_on_its_line(client, cast, jobs_goal):
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.ulla)
    address = f"/planer/{cast.plan.pk}/tag-over-herfra/"
    assert f'action="{address}"' in page(client, cast.ulla)
    assert posted(client, cast.jan, address).status_code == 404
    taken = posted(client, cast.ulla, address)
    assert taken.status_code == 303
    assert taken.headers["Location"] == f"/planer/{cast.plan.pk}/overtaget/"
    assert "Du holder trådene i Rasmus Agers plan nu." in html_of(client.get(taken.headers["Location"]))
    html = page(client, cast.ulla)
    assert "Rasmus Ager" in html[html.index("Du holder trådene</h2>") :]


def test_own_drafts_and_what_is_to_be_approved_wait(client, cast):
    add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Hemmelig kladde", is_draft=True)
    draft = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Om vold", is_draft=True)
    until = TODAY + timedelta(days=30)
    ask_to_withhold(by=cast.jan, draft=draft, until=until, ground="Lov", asked_of=cast.grethe)
    html = page(client, cast.sofie)
    assert "Du har 1 kladde, som kun du kan se" in html
    assert f'href="/planer/{cast.plan.pk}/kladder/"' in html
    asked = page(client, cast.grethe)
    assert "Jan Falk beder dig godkende, at noget holdes tilbage fra borgeren" in asked
    for hidden in ("Rasmus Ager", "Om vold"):
        assert hidden not in asked


def test_questions_to_a_leader_and_their_answers_wait_where_they_should(client, cast, jobs_goal):
    asked = ask_leader(by=cast.jan, plan=cast.plan, leader=cast.grethe, text="Hemmeligt?", things=[jobs_goal])
    leaders = page(client, cast.grethe)
    assert "Jan Falk beder dig om svar" in leaders
    for hidden in ("Rasmus Ager", "Hemmeligt?"):
        assert hidden not in leaders
    assert "Dit spørgsmål venter på svar fra Grethe Ask" in page(client, cast.jan)
    answer_question(by=cast.grethe, question=asked, text="Ja, gør det")
    assert "beder dig om svar" not in page(client, cast.grethe)
    with clock.standing_at(NOW + timedelta(hours=2)):
        assert "Grethe Ask har svaret på dit spørgsmål" in page(client, cast.jan)
        client.get(f"/planer/{cast.plan.pk}/")
        assert "har svaret" not in page(client, cast.jan)
    assert "Grethe Ask" not in page(client, cast.pia)


def test_follow_ups_due_wait_with_whoever_follows_up(client, cast):
    starts_on = TODAY - timedelta(days=200)
    add_measure(
        by=cast.jan,
        plan=cast.plan,
        area_id=HOUSING,
        title="Bostøtte",
        starts_on=starts_on,
        follow_up_months=4,
    )
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
    html = page(client, cast.jan)
    assert "Følg op på Bostøtte" in html[html.index("Det venter på dig") :]
    html = page(client, cast.sofie)
    assert "Følg op på Bostøtte" in html[html.index("Det venter på andre") :]
    assert "Bostøtte" not in page(client, cast.rikke)


def line_with(html, text):
    """The line of the list that holds the text."""
    return next(line for line in html.split("<li ") if text in line).split("</li>")[0]


def test_age_that_comes_waits_with_its_checklist_one_tap_away(client, cast):
    with clock.standing_at(NOW - timedelta(days=30)):
        maja = make_plan(cast.sofie, make_citizen(cast.sofie, "maja", "Maja Holm", "6311084017"))
        add_member(by=cast.sofie, plan=maja, user=cast.jan, areas=[HOUSING])
    line = line_with(page(client, cast.sofie), "Maja fylder 17½ år 3. maj")
    begin = f"/planer/{maja.pk}/overgange/ny/17-et-halvt/"
    for text in (f'action="{begin}"', "Begynd tjeklisten", "om 7 uger"):
        assert text in line, text
    assert "fylder" not in page(client, cast.jan)  # his to know only by what he reads
    assert client.force_login(cast.sofie) is None
    assert client.post(begin).status_code == 303
    assert "fylder 17½" not in page(client, cast.sofie)
    pause_plan(by=cast.sofie, plan=maja, reason="Ferie", look_again_on=TODAY + timedelta(days=9))
    assert "17½ år" not in page(client, cast.sofie)


def test_steps_of_a_checklist_wait_in_their_week_with_the_next_step(client, cast):
    discharge = TransitionKind.objects.get(pk="udskrivelse")
    begun = begin_transition(by=cast.sofie, plan=cast.plan, kind=discharge, on=TODAY + timedelta(days=9))
    first, second, third, fourth = begun.tasks.order_by("due_on", "pk")
    Task.objects.filter(pk=first.pk).update(due_on=TODAY + timedelta(days=2), responsible=cast.sofie)
    Task.objects.filter(pk=second.pk).update(due_on=TODAY + timedelta(days=7), responsible=None)
    Task.objects.filter(pk=third.pk).update(due_on=TODAY + timedelta(days=8), responsible=cast.sofie)
    Task.objects.filter(pk=fourth.pk).update(due_on=TODAY + timedelta(days=1), responsible=cast.jan)
    html = page(client, cast.sofie)
    mine = line_with(html, first.title)
    for text in (f"Udskrivelse: {first.title}", "torsdag den 12. marts", "Se tjeklisten", "#overgang-"):
        assert text in mine, text
    nobodys = line_with(html, second.title)
    assert "Vælg, hvem der gør det" in nobodys
    assert f"/planer/{cast.plan.pk}/aftaler/{second.pk}/" in nobodys
    for not_yet in (third, fourth):  # farther away than a week; somebody else's, who has time still
        assert not_yet.title not in html
    # Who only stands for it is told its title when it is late, and never that somebody is being discharged.
    assert fourth.title not in page(client, cast.jan)
    with clock.standing_at(NOW + timedelta(days=2)):
        late = page(client, cast.jan)
        assert fourth.title in late
        assert "Udskrivelse" not in late
        assert f"Udskrivelse: {fourth.title} (Jan Falk)" in page(client, cast.sofie)


def test_what_colleagues_changed_since_the_last_visit_is_told_by_the_rule(client, cast, jobs_goal, rus_goal):
    address = f"/planer/{cast.plan.pk}/"
    for user in (cast.sofie, cast.pia):
        assert "Nyt, siden du sidst var der" not in page(client, user)  # never there: nothing is new
        client.get(address)
    with clock.standing_at(NOW + timedelta(hours=1)):
        add_task(by=cast.jan, goal=jobs_goal, title="Ringe til udlejeren")
        add_task(by=cast.rikke, goal=rus_goal, title="Urinprøve")
        propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Min egen kat", is_private=True)
    with clock.standing_at(NOW + timedelta(hours=2)):
        html = page(client, cast.pia)
        assert "Jan Falk skrev aftalen “Ringe til udlejeren”" in html
        # Without a consent neither Sofie nor Pia reads what the health department wrote.
        for user in (cast.pia, cast.sofie):
            html = page(client, user)
            for hidden in ("Urinprøve", "Rikke", "Min egen kat"):
                assert hidden not in html[: html.index("</main>")]
        client.force_login(cast.pia)
        client.get(address)
        assert "Nyt, siden du sidst var der" not in page(client, cast.pia)
    with clock.standing_at(NOW + timedelta(hours=3)):
        block_person(by=cast.sofie, plan=cast.plan, user=cast.pia)
        add_task(by=cast.jan, goal=jobs_goal, title="Hente nøgler")
        assert "Hente nøgler" not in page(client, cast.pia)


def test_proposal_marked_not_to_be_shared_is_not_shown(client, cast):
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Hemmelig drøm", is_private=True)
    assert "Hemmelig drøm" not in page(client, cast.sofie)


def test_handover_offered_to_somebody_outside_shows_the_name_and_the_way_to_answer(client, cast, jobs_goal):
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.ulla)
    html = page(client, cast.ulla)
    assert "Rasmus Ager" in html
    assert "Vil du tage over?" in html
    assert f"/planer/{cast.plan.pk}/team/tag-over/" in html
    assert f'href="/planer/{cast.plan.pk}/"' not in html
    for hidden in ("Sofie Lind", "Socialafdelingen", "Finde et værelse"):
        assert hidden not in html


def test_blocked_person_sees_nothing_of_a_handover_or_a_plan(client, cast):
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.jan)
    block_person(by=cast.sofie, plan=cast.plan, user=cast.jan)
    assert "Rasmus Ager" not in page(client, cast.jan)


@pytest.mark.parametrize("who", ["ulla", "grethe"])
def test_colleague_who_is_on_no_plan_is_told_what_to_expect(client, cast, jobs_goal, who):
    html = page(client, getattr(cast, who))
    assert "Rasmus Ager" not in html
    assert "Du er ikke på nogen plan endnu" in html


@pytest.mark.parametrize("who", ["adam", "dorte", "root", "rasmus", "mads", "anne"])
def test_caseload_is_for_those_who_work_with_plans(client, cast, who):
    client.force_login(getattr(cast, who))
    answer = client.get("/planer/")
    assert answer.status_code == 403
    assert "Kirsten" not in html_of(answer)


def test_ended_plans_have_a_list_of_their_own(client, cast):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    assert "Rasmus Ager" not in page(client, cast.sofie)
    assert "Rasmus Ager" in page(client, cast.sofie, "?vis=afsluttede")


def test_each_citizen_on_the_page_is_one_look(client, cast):
    page(client, cast.sofie)
    looks = list(Look.objects.filter(user_id=cast.sofie.pk))
    assert {look.plan_id for look in looks} == {cast.plan.pk, cast.kirstens_plan.pk}
    assert {(look.kind, look.what) for look in looks} == {("list", "Mine borgere")}
    assert len(looks) == 2


def more_plans(cast, first, last):
    for number in range(first, last):
        with clock.standing_at(NOW - timedelta(days=30)):
            cpr = f"7{number % 10}0{number % 9 + 1}82{1000 + number:04}"
            citizen = make_citizen(cast.sofie, f"borger{number}", f"Borger {number:03}", cpr)
            plan = make_plan(cast.sofie, citizen)
            member = make_employee(f"kollega{number}", f"Kollega {number}", cast.social)
            add_member(by=cast.sofie, plan=plan, user=cast.jan, areas=[HOUSING])
            add_member(by=cast.sofie, plan=plan, user=member, areas=[HOUSING])
            give_consent(
                cast.sofie, plan, to=[cast.job], sources=[cast.social], until=TODAY + timedelta(days=9)
            )
            goal = add_goal(by=cast.sofie, plan=plan, area_id=HOUSING, title="Mål", due_on=LATE)
            add_task(by=cast.sofie, goal=goal, title="Aftale", responsible=member, due_on=LATE)
            add_task(by=cast.sofie, goal=goal, title="Egen", responsible=cast.jan, due_on=LATE)
            add_task(by=cast.sofie, goal=goal, title="Næste", due_on=TODAY + timedelta(days=number))
            assert citizen.user is not None
            propose_goal(by=citizen.user, plan=plan, area_id=HOUSING, title="Forslag")
            leaving = TransitionKind.objects.get(pk="udskrivelse")
            begin_transition(by=cast.sofie, plan=plan, kind=leaving, on=clock.today() + timedelta(days=9))


def queries_of(client, user):
    client.force_login(user)
    client.get("/planer/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/planer/").status_code == 200
    return len(queries)


def test_queries_do_not_grow_with_the_caseload_and_a_long_one_is_turned_page_by_page(client, cast):
    more_plans(cast, 1, 3)
    small = [queries_of(client, user) for user in (cast.sofie, cast.jan)]
    more_plans(cast, 3, 28)
    assert [queries_of(client, user) for user in (cast.sofie, cast.jan)] == small
    # Among them: which checklists the steps among tasks stand on, messages without an answer and on paper, three of
    # what citizens have said lately, and two of which meetings are due.
    assert max(small) < 39
    first, second = page(client, cast.sofie), page(client, cast.sofie, "?side=2")
    assert "Side 1 af 2" in first
    assert "Der er flere." in first
    assert "Det venter på dig" not in second
    assert "Borger 027" in second
    for odd in ("?side=x", "?side=-1", "?side=99"):
        assert client.get(f"/planer/{odd}").status_code == 200
