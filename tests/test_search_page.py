"""`/soeg/`: that there is a plan and who coordinates it, with a work reason, and nothing that stays in an address."""

import logging
from datetime import timedelta

import pytest

from enplan import clock
from enplan.audit.models import Change, Look, SearchFlag
from plans.services.plans import end_plan
from plans.services.team import block_person
from tests.cast import CPRS, NOW, make_citizen
from tests.citizen_pages import folded, html_of

pytestmark = pytest.mark.django_db
WHY = "Borgeren har ringet til mig"
CPR = CPRS[0]


def search(client, user, text, reason=WHY):
    client.force_login(user)
    return client.post("/soeg/", {"q": text, "reason": reason})


@pytest.mark.parametrize(
    "text", [CPR, f"{CPR[:6]}-{CPR[6:]}", "rasmus", "AGER", "ager rasmus", " Rasmus  Ager "]
)
def test_search_tells_that_there_is_a_plan_and_who_coordinates_it(client, cast, jobs_goal, text):
    html = folded(html_of(search(client, cast.ulla, text)))
    assert "Rasmus Ager" in html
    assert "Har én plan. Sofie Lind koordinerer den." in html
    assert f'href="/planer/{cast.plan.pk}/"' not in html
    for hidden in ("Finde et værelse", "Beskæftigelse ser", "Rusmiddelcentret", "Havnegade", "Jan Falk"):
        assert hidden not in html


def test_search_leads_on_for_those_who_have_access(client, cast):
    assert f'href="/planer/{cast.plan.pk}/"' in html_of(search(client, cast.jan, "rasmus"))


def test_search_finds_danish_letters_whichever_way_they_are_written(client, cast):
    make_citizen(cast.sofie, "oe", "Øystein Ærø Åby", CPRS[2])
    for text in ("øystein", "ØYSTEIN", "ærø åby"):
        assert "Øystein" in html_of(search(client, cast.ulla, text))


@pytest.mark.parametrize("text", [CPR, "rasmus"])
def test_blocked_person_finds_nothing_whatever_they_search(client, cast, text):
    block_person(by=cast.sofie, plan=cast.plan, user=cast.jan)
    html = html_of(search(client, cast.jan, text))
    assert "Rasmus Ager" not in html
    assert "Ingen fundet" in html


def test_search_needs_a_work_reason(client, cast):
    for reason in ("", "  ", "x"):
        answer = search(client, cast.ulla, "rasmus", reason)
        assert answer.status_code == 422
        assert "Rasmus Ager" not in html_of(answer)
        assert 'value="rasmus"' in html_of(answer)
    assert not Look.objects.filter(kind="search").exists()


def test_search_is_written_down_with_its_reason_and_without_what_was_searched(client, cast):
    search(client, cast.ulla, CPR)
    look = Look.objects.get(kind="search")
    assert (look.user_id, look.citizen_id, look.why) == (cast.ulla.pk, cast.citizen.pk, WHY)
    search(client, cast.ulla, "1111110000")
    assert Look.objects.filter(kind="search", citizen_id=None).count() == 1
    assert not any(CPR in f"{row.what}{row.why}" for row in Look.objects.all())


def test_look_at_the_form_finds_and_writes_nothing(client, cast):
    client.force_login(cast.ulla)
    answer = client.get("/soeg/", {"q": "rasmus", "reason": WHY})
    assert "Rasmus Ager" not in html_of(answer)
    assert not Look.objects.exists()


def test_cpr_stands_in_no_message_log_or_header(client, cast, caplog):
    caplog.set_level(logging.DEBUG)
    for text in (CPR, "1234567890", "3213990000"):
        answer = search(client, cast.ulla, text)
        rest = html_of(answer).replace(f'value="{text}"', "")  # the field holds what the person typed
        assert text not in rest
        assert text not in str(answer.headers)
        assert text not in caplog.text


@pytest.mark.parametrize("text", ["", "a", "x" * 201, "a\x00b"])
def test_search_says_what_is_wrong_with_the_text(client, cast, text):
    assert search(client, cast.ulla, text).status_code == 422


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "🚲🚲", "\u202eabc", "%%", "__", "x" * 200])
def test_strange_words_find_nobody_and_are_escaped(client, cast, text):
    answer = search(client, cast.ulla, text)
    assert answer.status_code == 200
    assert "<script>alert" not in html_of(answer)
    assert "Rasmus" not in html_of(answer)


def test_too_many_hits_say_so_and_show_nobody(client, cast):
    for number in range(21):
        make_citizen(
            cast.sofie,
            f"b{number}",
            f"Borger {number}",
            f"7{number % 10}0{number % 9 + 1}82{1000 + number:04}",
        )
    html = html_of(search(client, cast.ulla, "borger"))
    assert "Der er flere end 20" in html
    assert "Borger 3" not in html


def test_protected_citizen_is_told_without_more_than_the_rule_lets(client, cast):
    cast.citizen.has_protected_address = True
    cast.citizen.save()
    html = html_of(search(client, cast.ulla, "rasmus"))
    assert "Har navne- og adressebeskyttelse." in html
    assert "født" not in html
    assert "Havnegade" not in html


def test_citizen_without_a_plan_can_be_given_one(client, cast):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    html = html_of(search(client, cast.ulla, "rasmus"))
    assert f"/borgere/{cast.citizen.pk}/plan/" in html
    assert f"/borgere/{cast.citizen.pk}/plan/" not in html_of(search(client, cast.pia, "rasmus"))


@pytest.mark.parametrize("who", ["grethe", "adam", "dorte", "root", "rasmus", "mads"])
def test_search_is_for_roles_that_may_search(client, cast, who):
    answer = search(client, getattr(cast, who), "rasmus")
    assert answer.status_code == 403
    assert "Rasmus Ager" not in html_of(answer).replace("Rasmus Ager</span>", "") or who == "rasmus"
    assert not Change.objects.filter(by_id=getattr(cast, who).pk, thing="look").exists()


# Unusually many ------------------------------------------------------------------------------------------------------


@pytest.fixture
def few_are_usual(settings, cast):
    """More than two outside citizens an hour are flagged; there are three that Ulla does not work with."""
    settings.SEARCHES_OUTSIDE_AN_HOUR = 2
    make_citizen(cast.sofie, "ole", "Ole Vang", CPRS[2])
    return cast


UNUSUAL = "Du har fundet usædvanligt mange"


def test_more_than_usual_outside_ones_own_plans_is_flagged_once_and_told_kindly(client, few_are_usual):
    for text in ("rasmus", "rasmus", "kirsten"):
        assert UNUSUAL not in html_of(search(client, few_are_usual.ulla, text))
    for _ in range(2):
        html = html_of(search(client, few_are_usual.ulla, "ole"))
        assert UNUSUAL in html
        assert "Ole Vang" in html  # nothing is closed
    flag = SearchFlag.objects.get()
    assert (flag.user_name, flag.department, flag.citizens, flag.allowed) == (
        "Ulla Stray",
        "Beskæftigelse",
        3,
        2,
    )


def test_citizens_one_works_with_and_other_hours_do_not_count(client, few_are_usual):
    for hours, text in ((0, "kirsten"), (2, "ole"), (2, "rasmus"), (2, "kirsten")):
        with clock.standing_at(NOW + timedelta(hours=hours)):
            search(client, few_are_usual.jan, text)
    assert not SearchFlag.objects.exists()


def test_search_that_finds_nobody_is_no_reason_to_tell_anything(client, few_are_usual):
    for text in ("rasmus", "kirsten", "ole"):
        search(client, few_are_usual.ulla, text)
    assert UNUSUAL not in html_of(search(client, few_are_usual.ulla, "findes ikke"))


def test_who_searches_faster_than_a_person_is_asked_to_wait_and_finds_nothing(client, cast, monkeypatch):
    monkeypatch.setattr("plans.pages.search.throttling.Searches.rate", "2/min")
    assert [search(client, cast.ulla, "rasmus").status_code for _time in range(2)] == [200, 200]
    looks = Look.objects.count()
    page = search(client, cast.ulla, "kirsten")
    assert page.status_code == 429
    assert "Du har søgt mange gange på kort tid" in page.text
    assert "Kirsten Vang" not in page.text
    assert Look.objects.count() == looks
    assert search(client, cast.jan, "rasmus").status_code == 200
