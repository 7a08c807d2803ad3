"""The block list: the citizen and who coordinates keep people out and let them in; the blocked learn nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from enplan import clock
from enplan.accounts.models import User
from plans.models import BlockedPerson
from plans.permissions import visible_to
from plans.services.handover import accept_handover, offer_handover
from plans.services.plans import end_plan, start_plan
from plans.services.team import add_member, block_person, lift_block
from tests.cast import NOW, TODAY, give_consent, make_employee
from tests.citizen_pages import html_of


def blocks_page(cast, name="min-plan-blocks"):
    return reverse(name, args=[cast.plan.pk])


def block_of(user):
    return BlockedPerson.objects.get(user=user, lifted_at=None)


def lift_page(cast, user, name):
    return reverse(name, args=[cast.plan.pk, block_of(user).pk])


def sees(user, plan):
    return visible_to(user, type(plan).objects.filter(pk=plan.pk)).exists()


def test_citizen_finds_an_employee_by_name_and_closes_the_plan_to_them(client, cast):
    client.force_login(cast.rasmus)
    found = html_of(client.post(blocks_page(cast), {"name": "falk"}))
    assert "Jan Falk, Beskæftigelse" in found
    answer = client.post(
        blocks_page(cast), {"block": "1", "name": "falk", "user": str(cast.jan.pk)}, follow=True
    )
    html = html_of(answer)
    assert "Planen er spærret for personen fra nu af." in html
    assert "Noteret af dig." in html
    assert not sees(cast.jan, cast.plan)


def test_network_person_stands_ready_to_be_chosen(client, cast):
    client.force_login(cast.rasmus)
    assert "Mads Ager" in html_of(client.get(blocks_page(cast)))
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job])
    client.post(blocks_page(cast), {"block": "1", "user": str(cast.mads.pk)})
    assert not sees(cast.mads, cast.plan)


def test_private_people_elsewhere_are_neither_found_nor_blocked(client, cast):
    """A search that answered would tell who has a plan, or stands beside somebody who has."""
    client.force_login(cast.rasmus)
    html = html_of(client.post(blocks_page(cast), {"name": "Kirsten"}))
    assert "Kirsten Vang" not in html
    for foreign in (str(cast.kirsten.pk), "ingen", "", str(cast.root.pk)):
        answer = client.post(blocks_page(cast), {"block": "1", "user": foreign})
        assert answer.status_code == 422
        assert "Vælg en af mulighede" in html_of(answer)
    assert not BlockedPerson.objects.exists()


@pytest.mark.parametrize(
    ("name", "complaint"), [("", "Skriv et navn"), ("x", "mindst 2"), ("Qvist", "Ingen medarbejder")]
)
def test_search_that_finds_nobody_says_so(client, cast, name, complaint):
    client.force_login(cast.sofie)
    assert complaint in html_of(client.post(blocks_page(cast, "workspace-block"), {"name": name}))


def test_deactivated_employee_is_not_found(client, cast):
    User.objects.filter(pk=cast.ulla.pk).update(is_active=False)
    client.force_login(cast.sofie)
    assert "Ulla Stray" not in html_of(client.post(blocks_page(cast, "workspace-block"), {"name": "Ulla"}))


def test_who_acts_for_the_citizen_keeps_nobody_out(client, cast):
    client.force_login(cast.anne)
    assert client.get(blocks_page(cast)).status_code == 403
    assert client.post(blocks_page(cast), {"block": "1", "user": str(cast.jan.pk)}).status_code == 403


def test_what_the_citizen_closed_only_the_citizen_opens(client, cast):
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.jan)
    client.force_login(cast.sofie)
    html = html_of(client.get(blocks_page(cast, "workspace-block")))
    assert "Hæves af borgeren" in html
    assert client.post(lift_page(cast, cast.jan, "workspace-block-lift")).status_code == 403
    client.force_login(cast.rasmus)
    assert "står stadig på teamet" in html_of(client.get(lift_page(cast, cast.jan, "min-plan-block-lift")))
    client.post(lift_page(cast, cast.jan, "min-plan-block-lift"))
    assert sees(cast.jan, cast.plan)


def test_what_the_coordinator_closed_either_opens_and_a_trace_stays(client, cast):
    block_person(by=cast.sofie, plan=cast.plan, user=cast.jan)
    client.force_login(cast.sofie)
    with clock.standing_at(NOW + timedelta(hours=1)):
        client.post(lift_page(cast, cast.jan, "workspace-block-lift"))
    row = BlockedPerson.objects.get(user=cast.jan)
    assert (row.lifted_at, row.lifted_by) == (NOW + timedelta(hours=1), cast.sofie)
    assert "hævede en spærring" in html_of(client.get(reverse("workspace-history", args=[cast.plan.pk])))
    block_person(by=cast.sofie, plan=cast.plan, user=cast.jan)  # and closed again
    assert not sees(cast.jan, cast.plan)
    lift_block(by=cast.rasmus, block=block_of(cast.jan))
    assert sees(cast.jan, cast.plan)


def test_block_of_another_plan_is_not_found(client, cast):
    block_person(by=cast.kirsten, plan=cast.kirstens_plan, user=cast.ulla)
    client.force_login(cast.rasmus)
    assert client.post(lift_page(cast, cast.ulla, "min-plan-block-lift")).status_code == 404
    assert block_of(cast.ulla).lifted_at is None


def test_closing_the_plan_to_its_coordinator_says_who_must_act(client, cast):
    leader = make_employee("lis", "Lis Toft", cast.social, "leader")
    client.force_login(cast.rasmus)
    answer = client.post(blocks_page(cast), {"block": "1", "user": str(cast.sofie.pk)})
    assert answer.status_code == 422
    assert f"lederen i Socialafdelingen, {leader.name}," in html_of(answer)
    client.force_login(cast.sofie)
    answer = client.post(blocks_page(cast, "workspace-block"), {"block": "1", "user": str(cast.sofie.pk)})
    assert "Bed en anden om at tage over" in html_of(answer)


def test_former_coordinator_is_kept_out_once_another_has_taken_over(cast):
    add_member(by=cast.sofie, plan=cast.plan, user=cast.ulla, areas=["housing"])
    with pytest.raises(ValidationError):
        block_person(by=cast.rasmus, plan=cast.plan, user=cast.sofie)
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.ulla)
    accept_handover(by=cast.ulla, plan=cast.plan)
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.sofie)
    assert not sees(cast.sofie, cast.plan)


def test_blocked_member_meets_the_same_as_a_stranger_everywhere(client, cast, jobs_goal):
    """Whether one is blocked or was never there: no page, list or search tells the difference."""
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.jan)
    for name in ("workspace", "workspace-block", "workspace-journal", "plan-pdf"):
        answers = []
        for user in (cast.jan, make_employee(f"x-{name}", "Per Bro", cast.job)):
            client.force_login(user)
            answers.append(client.get(reverse(name, args=[cast.plan.pk])))
        assert [answer.status_code for answer in answers] == [404, 404]
    client.force_login(cast.jan)
    assert "Rasmus" not in html_of(client.get(reverse("caseload")))


def test_who_comes_back_is_as_protected_as_before(cast):
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.mads)
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    with clock.standing_at(NOW + timedelta(days=30)):
        again = start_plan(by=cast.sofie, citizen=cast.citizen, coordinator=cast.sofie, started_on=TODAY)
        give_consent(cast.rasmus, again, to=[cast.mads], sources=[cast.job])
        assert not sees(cast.mads, again)
        lift_block(by=cast.rasmus, block=BlockedPerson.objects.get(plan=again))
        assert sees(cast.mads, again)
    assert not BlockedPerson.objects.filter(lifted_at=None).exists()
