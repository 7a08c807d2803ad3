"""“Hvem ser hvad” as the citizen, who acts for him, and the coordinator meet it; and as everybody else does not."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from citizens.models import Ground
from enplan.audit.models import Look
from integrations.models import Fagsystem
from integrations.panels.who_sees import system_lines
from plans.models import Goal, Section, TeamMember
from plans.permissions import sections_for_department, visible_to_department
from plans.reading import read_plan
from plans.services.goals import add_goal, propose_goal
from plans.services.people import add_network_person
from plans.services.tasks import add_task
from plans.services.team import add_member, block_person
from plans.services.withdrawing import withdraw_ground
from plans.services.words import share_words, write_words
from tests.cast import (
    ECONOMY,
    HOUSING,
    TODAY,
    give_consent,
    make_department,
    make_employee,
    make_private_person,
)
from tests.citizen_pages import folded, html_of, part

OVERVIEW = "/min-plan/hvem-ser-hvad/"


def opened(client, user, address, status=200):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == status
    return folded(html_of(answer))


def staff(cast):
    return reverse("workspace-who-sees", args=[cast.plan.pk])


def about(cast, user, name="who-sees-what-person"):
    return reverse(name, args=[cast.plan.pk, TeamMember.objects.get(plan=cast.plan, user=user).pk])


def test_citizen_reads_in_a_sentence_why_somebody_sees(client, cast, jobs_goal):
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job], until=TODAY + timedelta(days=90))
    page = opened(client, cast.rasmus, about(cast, cast.sofie))
    assert (
        "Sofie ser det, Beskæftigelse skriver om bolig, fordi du har sagt ja den 10. marts. "
        "Det gælder til og med 8. juni 2026."
    ) in page
    assert "Sofie ser ikke det, Rusmiddelcentret skriver om bolig: det kræver et særligt ja" in page
    assert "Sofie læser den, fordi Sofie holder trådene i planen." in page


def test_coordinator_reads_the_same_with_the_citizens_name(client, cast, jobs_goal):
    give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job])
    page = opened(client, cast.sofie, about(cast, cast.rikke, "workspace-who-sees-person"))
    assert "Rikke ser det, Beskæftigelse skriver om bolig, fordi Rasmus har sagt ja den 10. marts." in page
    assert "du har sagt" not in page


def test_yes_by_who_acts_for_the_citizen_is_not_told_as_his_own(client, cast, jobs_goal):
    ground = give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job])
    Ground.objects.filter(pk=ground.pk).update(is_by_representative=True)
    page = opened(client, cast.rasmus, about(cast, cast.rikke))
    assert "fordi der er sagt ja på dine vegne" in page


def test_table_has_headers_for_rows_and_columns(client, cast, jobs_goal):
    page = opened(client, cast.rasmus, OVERVIEW)
    table = page[page.index("<table") : page.index("</table>")]
    assert "<caption" in table
    assert table.count('scope="row"') == 6  # the team of four, his mother and his brother
    assert table.count('scope="col"') == 2 + 1
    assert all(name in table for name in ("Sofie Lind", "Jan Falk", "Anne Ager"))


def test_brother_without_a_consent_stands_there_too(client, cast, jobs_goal):
    page = opened(client, cast.rasmus, OVERVIEW)
    assert "Mads Ager" in page
    assert "Ser ikke noget lige nu." in page


@pytest.mark.parametrize("who", ["jan", "pia", "rikke"])
def test_other_members_are_told_why_not(client, cast, jobs_goal, who):
    for address in (staff(cast), about(cast, cast.sofie, "workspace-who-sees-person")):
        page = opened(client, getattr(cast, who), address, 403)
        assert "Rikke Brandt" not in page or who == "rikke"
        assert "Kun borgeren og den koordinerende sagsbehandler" in page


def test_who_acts_for_the_citizen_sees_own_areas_and_those_they_may_know(
    client, cast, jobs_goal, socials_goal
):
    ulla = add_member(by=cast.sofie, plan=cast.plan, user=cast.ulla, areas=[ECONOMY])
    page = opened(client, cast.anne, OVERVIEW)
    assert "Økonomi" not in page
    assert "Mads Ager" not in page
    assert "Ulla Stray" not in page
    assert "Og 1 anden på teamet" in page
    opened(client, cast.anne, reverse("who-sees-what-person", args=[cast.plan.pk, ulla.pk]), 404)


def test_blocked_person_stands_on_no_page(client, cast, jobs_goal):
    member = cast.plan.members.get(user=cast.rikke)
    block_person(by=cast.sofie, plan=cast.plan, user=cast.rikke)
    assert "Rikke" not in opened(client, cast.rasmus, OVERVIEW)
    assert "Rikke" not in opened(client, cast.sofie, staff(cast))
    opened(client, cast.rasmus, reverse("who-sees-what-person", args=[cast.plan.pk, member.pk]), 404)
    opened(client, cast.sofie, reverse("workspace-who-sees-person", args=[cast.plan.pk, member.pk]), 404)


def test_person_of_another_plan_is_not_found(client, cast):
    theirs = cast.kirstens_plan.members.get(user=cast.sofie)
    opened(client, cast.rasmus, reverse("who-sees-what-person", args=[cast.plan.pk, theirs.pk]), 404)
    opened(client, cast.sofie, reverse("workspace-who-sees-person", args=[cast.plan.pk, theirs.pk]), 404)


def test_citizen_narrows_who_reads_the_dream_and_opens_it_again(client, cast, jobs_goal):
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Et hus ved vandet", seen=0)
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    address = reverse("who-reads-words", args=[cast.plan.pk])
    assert "Jan læser den" in part_of(client, cast)
    answer = client.post(address, {"readers": "koordinator"})
    assert answer.status_code == 302
    assert "Jan læser den" not in part_of(client, cast)
    assert "Kun Sofie Lind" in part_of(client, cast)
    client.post(address, {"readers": "alle"})
    assert "Jan læser den" in part_of(client, cast)


def part_of(client, cast):
    client.force_login(cast.rasmus)
    return part(html_of(client.get(OVERVIEW)), "droem")


@pytest.mark.parametrize("sent", [{}, {"readers": ""}, {"readers": "ingen"}])
def test_no_choice_about_the_dream_changes_nothing(client, cast, sent):
    client.force_login(cast.rasmus)
    answer = client.post(reverse("who-reads-words", args=[cast.plan.pk]), sent)
    assert answer.status_code == 422
    cast.plan.refresh_from_db()
    assert cast.plan.words_for_coordinator_only is False


def test_nobody_but_the_citizens_side_chooses_who_reads_the_dream(client, cast):
    for user in (cast.sofie, cast.jan, cast.kirsten, cast.mads):
        client.force_login(user)
        answer = client.post(reverse("who-reads-words", args=[cast.plan.pk]), {"readers": "koordinator"})
        assert answer.status_code == 404
    cast.plan.refresh_from_db()
    assert cast.plan.words_for_coordinator_only is False


def test_coordinator_is_shown_the_choice_and_cannot_make_it(client, cast):
    share_words(by=cast.rasmus, plan=cast.plan, coordinator_only=True)
    page = opened(client, cast.sofie, staff(cast))
    assert "Borgeren har valgt" in page
    assert 'name="readers"' not in page


def test_each_showing_is_a_look(client, cast):
    for user, address in ((cast.rasmus, OVERVIEW), (cast.sofie, staff(cast))):
        opened(client, user, address)
        assert Look.objects.filter(user_id=user.pk, what="Hvem ser hvad").count() == 1
    opened(client, cast.sofie, about(cast, cast.jan, "workspace-who-sees-person"))
    assert Look.objects.filter(user_id=cast.sofie.pk, what="Hvem ser hvad").count() == 2


def test_pages_lead_there(client, cast):
    assert OVERVIEW in opened(client, cast.rasmus, "/min-plan/")
    assert OVERVIEW in opened(client, cast.rasmus, "/min-plan/samtykker/")
    assert staff(cast) in opened(client, cast.sofie, reverse("workspace", args=[cast.plan.pk]))
    assert staff(cast) in opened(client, cast.sofie, reverse("workspace-consents", args=[cast.plan.pk]))
    assert staff(cast) not in opened(client, cast.jan, reverse("workspace", args=[cast.plan.pk]))


def test_citizen_is_not_asked_again_about_what_he_has_closed(client, cast):
    """The coordinator reads that the team lacks it, and that the citizen has decided it."""
    plan = cast.kirstens_plan
    add_member(by=cast.sofie, plan=plan, user=cast.jan, areas=[HOUSING])
    add_goal(by=cast.sofie, plan=plan, area_id=HOUSING, title="Bolig")
    page = reverse("workspace-who-sees", args=[plan.pk])
    assert "Det kan gøre arbejdet lettere" in opened(client, cast.kirsten, OVERVIEW)
    assert "Tal med Kirsten om et ja" in opened(client, cast.sofie, page)
    ground = give_consent(cast.sofie, plan, to=[cast.job, None], sources=[cast.social, cast.job])
    withdraw_ground(by=cast.kirsten, plan=plan, ground=ground)
    assert "Det kan gøre arbejdet lettere" not in opened(client, cast.kirsten, OVERVIEW)
    told = opened(client, cast.sofie, page)
    assert "Kirsten har sagt nej eller lukket for det." in told
    assert "Tal med Kirsten om et ja" not in told


def test_plan_with_nothing_in_it(client, cast):
    page = opened(client, cast.kirsten, OVERVIEW)
    assert "Sofie Lind" in page
    assert "Der er ikke skrevet noget i planen endnu." in opened(
        client,
        cast.kirsten,
        reverse("who-sees-what-person", args=[cast.kirstens_plan.pk, cast.kirstens_plan.members.get().pk]),
    )


def grow(cast, name):
    """One more of everything the page tells of."""
    department = make_department(name)
    Fagsystem.objects.create(
        name=f"System {name}", adapter="sbsys", department=department, receives=["plan"], is_active=True
    )
    member = make_employee(name, f"{name} Holm", department)
    add_member(by=cast.sofie, plan=cast.plan, user=member, areas=[HOUSING, ECONOMY])
    give_consent(cast.sofie, cast.plan, to=[cast.social, department], sources=[department, cast.job])
    goal = add_goal(by=member, plan=cast.plan, area_id=HOUSING, title="Mål")
    add_task(by=member, goal=goal, title="Aftale", responsible=cast.sofie)
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=ECONOMY, title="Mål")
    friend = make_private_person(f"ven-{name}", f"Ven {name}")
    add_network_person(by=cast.sofie, plan=cast.plan, name=friend.name, relation="ven", user=friend)
    give_consent(cast.sofie, cast.plan, to=[friend], sources=[department])


def test_queries_do_not_grow_with_the_people(client, cast):
    pages = [
        (cast.rasmus, OVERVIEW),
        (cast.sofie, staff(cast)),
        (cast.anne, OVERVIEW),
        (cast.rasmus, about(cast, cast.sofie)),
        (cast.sofie, about(cast, cast.jan, "workspace-who-sees-person")),
    ]
    grow(cast, "afdeling1")
    few = [queries_of(client, *page) for page in pages]
    for number in range(2, 13):
        grow(cast, f"afdeling{number}")
    assert [queries_of(client, *page) for page in pages] == few
    assert max(few) < 100


def queries_of(client, user, address):
    opened(client, user, address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_systems_are_told_to_get_what_the_rule_gives_them(client, cast, jobs_goal, rus_goal, citizens_goal):
    add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Bolig")
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social, cast.rus])
    for department in (cast.social, cast.job, cast.rus):
        Fagsystem.objects.create(
            name=f"SBSYS {department}", adapter="sbsys", department=department, receives=["plan"]
        )
    for viewer in (cast.rasmus, cast.sofie, cast.anne):
        for line in system_lines(read_plan(viewer, cast.plan)):
            sections = sections_for_department(line.department, cast.plan)
            gets = visible_to_department(sections, Goal.objects.filter(section__plan=cast.plan))
            owners = {
                str(goal.section.owner or "selv") for goal in gets if goal.section.owner != line.department
            }
            told = " ".join(line.lines)
            assert all(owner in told or owner == "selv" for owner in owners), (viewer, line)
            unheard = (
                {"Socialafdelingen", "Beskæftigelse", "Rusmiddelcentret"} - owners - {str(line.department)}
            )
            assert not any(owner in told for owner in unheard), (viewer, line)
    assert "Afdelingernes egne systemer" in opened(client, cast.rasmus, OVERVIEW)


def test_page_begins_with_the_short_answer(client, cast, rus_goal):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.rus], kind="health_consent", until=TODAY)
    page = opened(client, cast.rasmus, OVERVIEW)
    short = page[page.index("Kort fortalt") : page.index("Person for person")]
    for told in (
        "Dem, der selv skriver det: Rikke Brandt (Rusmiddelcentret).",
        "Jan Falk (Beskæftigelse), til og med 10. marts 2026.",
        "Rikke Brandt (Rusmiddelcentret) og Anne Ager ser noget i alle områder.",
        "Det, du har sagt ja til, gælder til og med 10. marts 2026.",
        "Så udløber det, der er sagt ja til.",
    ):
        assert told in short, told
    assert page.index("<details", page.index("Person for person")) < page.index("<table")


def test_short_answer_tells_who_sees_what_others_write_beside_health(client, cast, rus_goal, jobs_goal):
    told = "Det, Beskæftigelse skriver om bolig, ser: "
    assert f"{told}Jan Falk (Beskæftigelse)" in opened(client, cast.rasmus, OVERVIEW)
    assert "Sofie Lind" not in opened(client, cast.rasmus, OVERVIEW).split(told)[1].split(".")[0]
    give_consent(cast.sofie, cast.plan, to=[cast.social], sources=[cast.job], until=TODAY)
    assert "Sofie Lind" in opened(client, cast.rasmus, OVERVIEW).split(told)[1].split(".")[0]


def test_short_answer_says_which_area_is_seen_until_when(client, cast, rus_goal):
    Section.objects.create(plan=cast.plan, area_id=ECONOMY, owner=cast.rus)
    for days, area in ((5, ECONOMY), (0, HOUSING)):
        give_consent(
            cast.sofie,
            cast.plan,
            to=[cast.social],
            sources=[cast.rus],
            areas=[area],
            kind="health_consent",
            until=TODAY + timedelta(days=days),
        )
    told = (
        "Sofie Lind (Socialafdelingen): bolig til og med 10. marts 2026; økonomi til og med 15. marts 2026."
    )
    assert told in opened(client, cast.rasmus, OVERVIEW)


def test_short_answer_names_every_last_day(client, cast):
    for days in (0, 5, 9):
        until = TODAY + timedelta(days=days)
        give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], until=until)
    told = "har hver sin sidste dag: 10. marts 2026, 15. marts 2026 og 19. marts 2026."
    assert told in opened(client, cast.rasmus, OVERVIEW)


def test_what_is_seen_in_part_says_whose_writing(client, cast, jobs_goal, rus_goal):
    page = opened(client, cast.rasmus, OVERVIEW)
    assert "Af bolig: kun det, Beskæftigelse skriver." in page
    assert "Ser noget af" not in page


def test_panels_say_areas_in_english_and_mark_departments_as_danish(client, cast, jobs_goal):
    Fagsystem.objects.create(name="SBSYS", adapter="sbsys", department=cast.job, receives=["plan"])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = opened(client, cast.rasmus, OVERVIEW)
    assert "Housing: written by the department itself" in page
    assert '<span lang="da">Beskæftigelse</span>: <span lang="da">SBSYS</span>' in page
