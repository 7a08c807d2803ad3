"""Who else has the plan open now: the team sees the team, with the names each may know; nobody else sees or is seen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Look
from plans.models import Presence
from plans.services.team import block_person, end_member
from tests.cast import HOUSING, NOW, give_consent
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db


def open_page(cast, user, page="", **more):
    client = Client()
    client.force_login(user)
    front = reverse("workspace", args=[cast.plan.pk])
    return client.post(f"{front}her/", {"side": front + page, **more})


def test_colleagues_are_told_of_each_other_for_a_minute(cast):
    assert open_page(cast, cast.sofie).json() == {"said": ""}
    assert open_page(cast, cast.jan).json() == {"said": "Sofie Lind er her også lige nu."}
    assert open_page(cast, cast.sofie).json() == {"said": "Jan Falk er her også lige nu."}
    with clock.standing_at(NOW + timedelta(minutes=2)):
        assert open_page(cast, cast.jan).json() == {"said": ""}
    assert Presence.objects.count() == 2
    assert not Look.objects.exists()


def test_it_is_said_who_has_the_same_page_open(cast):
    open_page(cast, cast.jan, "maal/nyt/")
    open_page(cast, cast.pia)
    said = open_page(cast, cast.sofie, "maal/nyt/").json()["said"]
    assert said == "Jan Falk har også denne side åben lige nu. Pia Dahl er her også lige nu."


def test_name_one_may_not_know_is_not_told(cast):
    open_page(cast, cast.rikke)
    assert open_page(cast, cast.jan).json() == {"said": "En anden fagperson er her også lige nu."}
    open_page(cast, cast.sofie)
    open_page(cast, cast.pia)
    said = open_page(cast, cast.jan).json()["said"]
    assert said == "Pia Dahl, Sofie Lind og en anden fagperson er her også lige nu."


def test_who_leaves_is_blocked_or_ends_is_gone_at_once(cast):
    for user in (cast.jan, cast.pia, cast.rikke):
        open_page(cast, user)
    assert open_page(cast, cast.jan, forlader="1").status_code == 204
    end_member(by=cast.sofie, plan=cast.plan, user=cast.pia)
    block_person(by=cast.sofie, plan=cast.plan, user=cast.rikke)
    assert open_page(cast, cast.sofie).json() == {"said": ""}
    assert open_page(cast, cast.rikke).status_code == 404


@pytest.mark.parametrize("who", ["rasmus", "anne", "mads", "ulla", "grethe", "root"])
def test_others_neither_see_nor_are_seen(cast, who):
    give_consent(cast.sofie, cast.plan, to=[cast.mads], sources=[cast.social], areas=[HOUSING])
    assert open_page(cast, getattr(cast, who)).status_code == 404
    assert not Presence.objects.exists()


def test_pages_of_the_plan_ask_without_a_question_to_the_database(client, cast):
    client.force_login(cast.jan)
    front = reverse("workspace", args=[cast.plan.pk])
    assert f'data-address="{front}her/"' in html_of(client.get(front))
    assert "presence.js" in html_of(client.get(f"{front}maal/nyt/"))
    assert not Presence.objects.exists()  # a page that is only read writes nothing
