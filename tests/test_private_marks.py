"""“Del ikke dette” from where the citizen's own goal or number stands: off at once for others, and on again."""

import pytest
from django.urls import reverse

from enplan import clock
from plans.models import Goal, Rating
from plans.permissions import visible_to
from plans.services.handover import accept_handover, offer_handover
from plans.services.plans import end_plan
from plans.services.progress import rate, rate_as_told
from tests.cast import HOUSING, NOW, TODAY, make_employee
from tests.citizen_pages import HTMX, folded, html_of, part

ON, OFF = "1", "0"


@pytest.fixture
def own_rating(cast):
    return rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=4, note="Sov dårligt")


def address(cast, thing):
    name = "min-plan-goal-private" if isinstance(thing, Goal) else "min-plan-rating-private"
    return reverse(name, args=[cast.plan.pk, thing.pk])


def sees(user, thing):
    return visible_to(user, type(thing).objects.filter(pk=thing.pk)).exists()


@pytest.mark.parametrize("name", ["citizens_goal", "own_rating"])
def test_own_thing_is_kept_back_and_shared_again_by_one_button_each(client, cast, request, name):
    thing = request.getfixturevalue(name)
    client.force_login(cast.rasmus)
    assert sees(cast.sofie, thing)
    html = html_of(client.post(address(cast, thing), {"private": ON, "version": "1"}, follow=True))
    assert "Kun du kan se det nu." in html
    assert "Del det igen" in html
    assert not sees(cast.sofie, thing)
    assert not sees(cast.anne, thing)
    assert sees(cast.rasmus, thing)
    html = html_of(client.post(address(cast, thing), {"private": OFF, "version": "2"}, follow=True))
    assert "Deles ikke" not in html
    assert sees(cast.sofie, thing)


def test_fragment_is_the_same_as_a_full_load(client, cast, own_rating, citizens_goal):
    client.force_login(cast.rasmus)
    for thing, id_ in ((citizens_goal, "maal"), (own_rating, "trivsel")):
        answer = client.post(address(cast, thing), {"private": ON, "version": "1"}, headers=HTMX)
        note = part(html_of(answer), id_)
        page = part(html_of(client.get(reverse("min-plan"))), id_)
        said = '<p class="note note-info" role="status" tabindex="-1" autofocus>'
        before, _, after = folded(note).partition(folded(said))
        assert before + after.partition("</p> ")[2] == folded(page)


def test_number_can_be_kept_back_when_it_is_put(client, cast):
    client.force_login(cast.rasmus)
    data = {"overall-value": "3", "overall-note": "", "overall-is_private": "on"}
    client.post(reverse("min-plan-rate", args=[cast.plan.pk]), data)
    rating = Rating.objects.get()
    assert rating.is_private
    assert not sees(cast.sofie, rating)


def test_who_acts_for_the_citizen_gets_no_such_button_or_box(client, cast, citizens_goal):
    client.force_login(cast.anne)
    html = html_of(client.get(reverse("min-plan")))
    assert "del-ikke" not in html
    assert "is_private" not in html
    assert client.post(address(cast, citizens_goal), {"private": ON, "version": "1"}).status_code == 403


@pytest.mark.parametrize("area", [HOUSING, None])
def test_number_that_was_told_is_the_citizens_and_not_whose_who_noted_it(client, cast, area):
    told = rate_as_told(by=cast.sofie, plan=cast.plan, area_id=area, value=3, rated_on=TODAY)
    assert sees(cast.sofie, told)
    client.force_login(cast.rasmus)
    client.post(address(cast, told), {"private": ON, "version": "1"})
    assert sees(cast.rasmus, told)
    assert not sees(cast.sofie, told)
    client.post(address(cast, told), {"private": OFF, "version": "2"})
    assert sees(cast.sofie, told)
    nina = make_employee("nina", "Nina Toft", cast.social)
    offer_handover(by=cast.sofie, plan=cast.plan, to=nina)
    accept_handover(by=nina, plan=cast.plan)
    assert sees(nina, told)
    assert not sees(cast.sofie, told)


def test_what_professionals_wrote_cannot_be_kept_from_them(client, cast, jobs_goal):
    with clock.standing_at(NOW):
        theirs = rate(by=cast.jan, plan=cast.plan, area_id=HOUSING, value=5)
    client.force_login(cast.rasmus)
    for thing in (jobs_goal, theirs):
        assert address(cast, thing) not in html_of(client.get(reverse("min-plan")))
        assert client.post(address(cast, thing), {"private": ON, "version": "1"}).status_code == 403


def test_stale_or_broken_press_changes_nothing(client, cast, citizens_goal):
    client.force_login(cast.rasmus)
    answer = client.post(address(cast, citizens_goal), {"private": ON, "version": "7"})
    assert answer.status_code == 409
    assert "ændret, siden du åbnede siden" in html_of(answer)
    for data in ({}, {"private": "2", "version": "1"}, {"private": ON, "version": "x"}):
        assert client.post(address(cast, citizens_goal), data).status_code == 400
    assert sees(cast.sofie, citizens_goal)


def test_after_the_end_nothing_is_kept_back_anew(client, cast, citizens_goal):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    client.force_login(cast.rasmus)
    assert client.post(address(cast, citizens_goal), {"private": ON, "version": "1"}).status_code == 422
