"""`/planer/<uuid>/`: each sees what they may and no name beyond it, in words a caseworker reads at a glance."""

from datetime import timedelta

import pytest

from enplan import clock
from enplan.audit.models import Look
from plans.services.goals import add_goal, add_subgoal
from plans.services.handover import offer_handover
from plans.services.plans import end_plan
from plans.services.progress import rate
from plans.services.tasks import add_task, set_task_status
from plans.services.team import add_member, appoint_deputy
from plans.services.withdrawing import withdraw_ground
from plans.services.words import write_words
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import folded, html_of, part

pytestmark = pytest.mark.django_db

GOAL = "Finde et værelse med plads til hund"


def page(client, user, plan, path=""):
    client.force_login(user)
    return client.get(f"/planer/{plan.pk}/{path}")


def test_coordinator_sees_what_a_ground_opens_and_who_reads_it(client, cast, jobs_goal):
    give_consent(cast.sofie, cast.plan, to=[cast.social], sources=[cast.job])
    html = html_of(page(client, cast.sofie, cast.plan))
    assert GOAL in html
    assert "Ses af dig og Beskæftigelse. Ikke af Rusmiddelcentret." in folded(html)
    assert "Beskæftigelse · Jan Falk og Pia Dahl" in folded(html)


def test_coordinator_sees_nothing_of_another_department_without_a_ground(client, cast, jobs_goal):
    html = html_of(page(client, cast.sofie, cast.plan))
    assert GOAL not in html
    assert "Jan Falk" in html  # the coordinator knows the whole team


def test_member_sees_own_department_but_no_name_of_another(client, cast, jobs_goal, rus_goal):
    html = html_of(page(client, cast.jan, cast.plan))
    assert GOAL in html
    assert "Sofie Lind" in html
    for hidden in ("Rikke Brandt", "Rusmiddelcentret", "Trappe ned", str(cast.rikke.pk), str(cast.rus.pk)):
        assert hidden not in html
    assert "og 1 anden" in html


def test_name_of_a_responsible_one_may_not_know_is_not_told(client, cast, jobs_goal):
    give_consent(cast.sofie, cast.plan, to=[cast.social], sources=[cast.job])
    task = add_task(by=cast.sofie, goal=jobs_goal, title="Ringe", responsible=cast.rikke)
    html = html_of(page(client, cast.jan, cast.plan))
    assert "en anden fagperson" in html
    assert "Rikke Brandt" not in html
    form = html_of(page(client, cast.jan, cast.plan, f"aftaler/{task.pk}/"))
    assert "en anden fagperson (som nu)" in form
    assert "Rikke Brandt" not in form
    assert str(cast.rikke.pk) not in form
    kept = {"title": "Ringe i dag", "responsible": "uaendret", "status": "in_progress", "version": "1"}
    assert client.post(f"/planer/{cast.plan.pk}/aftaler/{task.pk}/", kept).status_code == 303
    task.refresh_from_db()
    assert (task.title, task.responsible) == ("Ringe i dag", cast.rikke)
    history = html_of(page(client, cast.jan, cast.plan, f"aftaler/{task.pk}/historik/"))
    assert "Ringe i dag" in history
    assert "Rikke Brandt" not in history


def test_shell_says_who_coordinates_what_is_missing_and_ones_own_task(client, cast, socials_goal):
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Mit eget værksted", seen=0)
    own = add_task(
        by=cast.sofie, goal=socials_goal, title="Tage med i banken", responsible=cast.rikke, due_on=TODAY
    )
    html = html_of(page(client, cast.rikke, cast.plan))
    for text in ("Sofie Lind", "Rasmus Ager", "før borgeren har sagt ja", "Tage med i banken", "10. marts"):
        assert text in html
    for hidden in ("Betale regningerne", "Mit eget værksted", "Jan Falk", "Beskæftigelse", "Økonomi"):
        assert hidden not in html
    client.post(f"/planer/{cast.plan.pk}/aftaler/{own.pk}/gjort/", {"done": "1", "version": "1"})
    own.refresh_from_db()
    assert own.status == "done"


@pytest.mark.parametrize(
    "who", ["ulla", "grethe", "adam", "dorte", "root", "kirsten", "mads", "anne", "rasmus"]
)
def test_page_is_not_there_for_others(client, cast, jobs_goal, who):
    assert page(client, getattr(cast, who), cast.plan).status_code == 404


def test_page_asks_for_a_login(client, cast):
    assert client.get(f"/planer/{cast.plan.pk}/").status_code == 302


def test_head_says_whose_plan_and_that_nobody_has_said_yes_to_it(client, cast):
    html = html_of(page(client, cast.sofie, cast.plan))
    assert "740394-XXXX" in html
    assert cast.citizen.cpr not in html
    assert "uden samtykke" in html
    assert "Havnegade" not in html


def test_overdue_task_says_so_after_its_title_and_a_done_one_says_gjort(client, cast, jobs_goal):
    add_task(by=cast.jan, goal=jobs_goal, title="Sende listen", due_on=TODAY - timedelta(days=18))
    done = add_task(
        by=cast.jan, goal=jobs_goal, title="Ringe til udlejeren", due_on=TODAY - timedelta(days=20)
    )
    set_task_status(by=cast.jan, task=done, seen=1, status="done")
    html = folded(html_of(page(client, cast.jan, cast.plan)))
    assert html.index("overskredet 20. feb.") > html.index("Sende listen")
    assert "gjort 10. marts" in html[html.index(f"aftale-{done.pk}") :]


def test_goal_is_shown_in_words(client, cast):
    goal = add_goal(
        by=cast.jan,
        plan=cast.plan,
        area_id=HOUSING,
        title=GOAL,
        words="citizen",
        type="maintain",
        actual=3,
        expected=1,
        due_on=TODAY + timedelta(days=83),
        status="blocked",
        reason="Ingen billige boliger",
    )
    add_subgoal(by=cast.jan, goal=goal, title="Se tre værelser", status="done")
    html = folded(html_of(page(client, cast.jan, cast.plan)))
    for text in (
        "Rasmus’ ord",
        "fra svært nedsat til let nedsat",
        "fastholde",
        "bremset udefra",
        "1. juni",
        "Ingen billige",
    ):
        assert text in html
    assert "Se tre værelser" in html


def test_two_voices_stand_side_by_side_the_citizens_first(client, cast, jobs_goal):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.job])
    rate(by=cast.jan, plan=cast.plan, area_id=HOUSING, value=7, note="Det rykker")
    rate(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, value=4, note="Går an")
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=3, rated_on=TODAY - timedelta(days=40))
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=5)
    html = html_of(page(client, cast.jan, cast.plan))
    area = part(html, f"omraade-{HOUSING}")
    assert area.index("Går an") < area.index("Det rykker")
    assert "Trivsel 3 → 5 siden start" in html
    assert "<svg" in html


def test_wellbeing_as_a_whole_is_hidden_with_the_dream(client, cast, jobs_goal):
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=3, note="Hemmeligt")
    assert "Hemmeligt" not in html_of(page(client, cast.jan, cast.plan))


def test_since_last_visit_tells_others_changes_and_only_what_one_may_see(client, cast, jobs_goal, rus_goal):
    page(client, cast.jan, cast.plan)
    with clock.standing_at(NOW + timedelta(hours=2)):
        add_task(by=cast.pia, goal=jobs_goal, title="Måle værelset")
        add_task(by=cast.rikke, goal=rus_goal, title="Tage prøve")
    with clock.standing_at(NOW + timedelta(hours=3)):
        html = folded(html_of(page(client, cast.jan, cast.plan)))
        again = folded(html_of(page(client, cast.jan, cast.plan)))
    for shown in (html, again):  # a reload is the same visit
        assert "Siden du sidst var her" in shown
        assert "Pia Dahl skrev aftalen <em>Måle værelset</em>" in shown
        assert "Tage prøve" not in shown


def test_lapsing_consent_is_said_to_the_coordinator(client, cast):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], until=TODAY + timedelta(days=9))
    assert "Samtykket om bolig gælder til og med 19. marts." in html_of(page(client, cast.sofie, cast.plan))
    assert "gælder til og med 19. marts" not in html_of(page(client, cast.jan, cast.plan))


@pytest.mark.parametrize("how", ["lapsed", "withdrawn"])
def test_part_that_has_closed_is_told_to_the_coordinator(client, cast, jobs_goal, how):
    ground = give_consent(
        cast.sofie, cast.plan, to=[None], sources=[cast.job], until=TODAY + timedelta(days=2)
    )
    if how == "withdrawn":
        with clock.standing_at(NOW + timedelta(hours=1)):
            withdraw_ground(by=cast.sofie, plan=cast.plan, ground=ground)
    with clock.standing_at(NOW + timedelta(days=4)):
        html = folded(html_of(page(client, cast.sofie, cast.plan)))
    said = "trukket tilbage 10. marts" if how == "withdrawn" else "udløbet 13. marts"
    assert f"Bolig: samtykket er {said}" in html
    assert GOAL not in html


def test_grounds_name_only_departments_the_viewer_may_know(client, cast, jobs_goal):
    give_consent(cast.sofie, cast.plan, to=[cast.job, cast.rus, cast.social], sources=[cast.social, cast.rus])
    for path in ("", "samtykker/"):
        html = html_of(page(client, cast.jan, cast.plan, path))
        assert "Beskæftigelse" in html
        assert "Rusmiddelcentret" not in html


def test_handover_offered_is_told_to_both(client, cast):
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.jan)
    assert "Jan Falk er bedt om at tage over" in html_of(page(client, cast.sofie, cast.plan))
    assert "Du er blevet bedt om at tage over" in html_of(page(client, cast.jan, cast.plan))


def test_deputy_stands_beside_the_coordinator(client, cast):
    appoint_deputy(
        by=cast.sofie, plan=cast.plan, user=cast.ulla, starts_at=NOW, ends_at=NOW + timedelta(days=20)
    )
    html = html_of(page(client, cast.ulla, cast.plan))
    assert "stedfortræder til og med 30. marts" in html


def test_ended_plan_says_so_and_offers_no_editing(client, cast, socials_goal):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    html = html_of(page(client, cast.sofie, cast.plan))
    assert "Planen blev afsluttet 10. marts 2026" in html
    main = html[html.index("<main") :]
    assert "<form" not in main
    assert "/maal/nyt/" not in main


def test_more_than_three_goals_draw_a_friendly_word_for_the_coordinator(client, cast):
    for number in range(4):
        add_goal(by=cast.sofie, plan=cast.plan, area_id=ECONOMY, title=f"Mål {number}")
    assert "Der er 4 mål i gang på én gang" in html_of(page(client, cast.sofie, cast.plan))


def test_page_writes_one_look_and_nothing_else(client, cast, jobs_goal):
    page(client, cast.jan, cast.plan)
    look = Look.objects.get()
    assert (look.user_id, look.plan_id, look.what) == (cast.jan.pk, cast.plan.pk, "Planen")
    assert look.role == "Fagperson på teamet"


def test_member_added_later_does_not_show_areas_one_does_not_share(client, cast, jobs_goal):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    add_member(by=cast.sofie, plan=cast.plan, user=cast.grethe, areas=[HOUSING, "substance_use"])
    html = html_of(page(client, cast.jan, cast.plan))
    assert "Grethe Ask" in html
    assert "rusmidler" not in html
