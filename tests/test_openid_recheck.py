"""While an employee works, the municipality's login is asked again: who has left it is out in a quarter of an hour."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import SESSION_KEY
from django.test import Client, RequestFactory

from enplan import clock
from enplan.accounts.models import ClaimMeaning, Identity, Session, User
from enplan.accounts.openid.recheck import HELD, who_is_asking
from enplan.accounts.openid.sealing import seal, unseal
from enplan.accounts.services.meanings import edit_meaning, remove_meaning
from tests.accounts_people import employee, superuser
from tests.openid_provider import log_in, running_idp
from tests.openid_staff import ADMIN, CASEWORKER, JOBS, LEADER, describe, give_meanings

pytestmark = pytest.mark.django_db
WORK = "medarbejder"
DUE, GRACE = 16, 61  # minutes


@pytest.fixture
def idp(settings, db):
    give_meanings()
    with running_idp() as idp:
        describe(idp, settings)
        yield idp


@pytest.fixture
def inside(idp):
    client = Client()
    assert log_in(client, WORK)["Location"] == "/"
    idp.told.clear()
    return client


def grow_old(client: Client, minutes: int, *names: str) -> None:
    """As if the login had been confirmed so long ago."""
    session = client.session
    held = session[HELD]
    for name in names or ("checked_at", "tried_at"):
        held[name] = (datetime.fromisoformat(held[name]) - timedelta(minutes=minutes)).isoformat()
    session[HELD] = held
    session.save()


def is_in(client: Client) -> bool:
    status = client.get("/planer/").status_code
    assert status in (200, 302)
    return status == 200


def sofie():
    return User.objects.get(username="solin")


# --- Asked when it is time ---


def test_fresh_login_is_not_asked_about(inside, idp):
    grow_old(inside, 14)
    assert is_in(inside)
    assert not idp.told


def test_login_is_asked_about_when_it_is_time_and_then_not_again(inside, idp):
    grow_old(inside, DUE)
    assert is_in(inside)
    assert [told["grant_type"] for told in idp.told] == ["refresh_token"]
    assert is_in(inside)
    assert len(idp.told) == 1


def test_each_answer_brings_the_token_for_the_next(inside, idp):
    for times in (1, 2, 3):
        grow_old(inside, DUE)
        assert is_in(inside)
        assert len(idp.told) == times
    assert len({told["refresh_token"] for told in idp.told}) == 3


def test_answer_without_an_id_token_is_read_from_userinfo(inside, idp):
    idp.gives_token_again = False
    idp.userinfo = idp.claims
    grow_old(inside, DUE)
    assert is_in(inside)


def test_new_department_is_there_with_the_same_click(inside, idp):
    idp.claims["department"] = JOBS
    grow_old(inside, DUE)
    assert "Beskæftigelse" in inside.get("/planer/").text


def test_new_role_is_there_with_the_same_click(inside, idp):
    idp.claims["roles"] = [ADMIN]
    grow_old(inside, DUE)
    assert inside.get("/administration/medarbejdere/").status_code == 200


@pytest.mark.parametrize("claims", [{"roles": []}, {"department": None}], ids=str)
def test_removed_role_puts_them_out_everywhere(inside, idp, claims):
    other = Client()
    log_in(other, WORK)
    idp.claims |= claims
    grow_old(inside, DUE)
    assert not is_in(inside)
    assert not is_in(other), "their other browser was not due yet"
    assert not sofie().is_active


def test_who_has_left_is_out(inside, idp):
    idp.refuses_refresh = True
    grow_old(inside, DUE)
    assert not is_in(inside)
    assert SESSION_KEY not in inside.session
    assert HELD not in inside.session
    page = inside.get("/login/").text
    assert "bekræfte, at det stadig er dig" in page
    assert "bekræfte, at det stadig er dig" not in inside.get("/login/").text
    assert sofie().is_active, "that the session ran out there says nothing of the role"


def test_what_is_sent_is_asked_about_as_well(inside, idp):
    idp.refuses_refresh = True
    grow_old(inside, DUE)
    assert inside.post("/planer/").headers["Location"].startswith("/login/")


def test_api_is_asked_about_as_well(inside, idp):
    assert inside.get("/api/v1/plans/").status_code == 200
    idp.refuses_refresh = True
    grow_old(inside, DUE)
    assert inside.get("/api/v1/plans/").status_code == 401


def test_another_persons_answer_puts_out(inside, idp):
    idp.spoil = lambda _idp, claims: claims | {"sub": "ad-2"}
    grow_old(inside, DUE)
    assert not is_in(inside)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _idp, claims: claims | {"aud": "en-anden"},
        lambda _idp, claims: claims | {"iss": "https://en-anden.example"},
        lambda _idp, claims: claims | {"exp": 1},
    ],
)
def test_answer_that_proves_nothing_puts_out(inside, idp, spoil):
    idp.spoil = spoil
    grow_old(inside, DUE)
    assert not is_in(inside)


def test_login_without_a_refresh_token_lasts_until_it_is_time(idp):
    idp.gives_refresh = False
    client = Client()
    log_in(client, WORK)
    grow_old(client, 14)
    assert is_in(client)
    grow_old(client, DUE)
    assert not is_in(client)


# --- What is stored ---


def test_stored_session_does_not_hold_the_token(inside, idp):
    for _time in range(2):
        grow_old(inside, DUE)
        assert is_in(inside)
    stored = str(Session.objects.get(pk=inside.session.session_key).get_decoded())
    assert HELD in stored
    assert idp.refresh, "the token that is asked with next time"
    assert not [token for token in idp.refresh if token in stored]


def test_login_from_before_the_token_was_sealed_goes_on_and_is_sealed(inside, idp):
    session = inside.session
    held = session[HELD]
    session[HELD] = {name: held[name] for name in held if name != "sealed"} | {
        "refresh": unseal(held["sealed"])
    }
    session.save()
    grow_old(inside, DUE)
    assert is_in(inside)
    assert len(idp.told) == 1
    assert "refresh" not in inside.session[HELD]
    assert unseal(inside.session[HELD]["sealed"])


@pytest.mark.parametrize("sealed", ["gAAAAABo-sealed-by-another-key", "ikke ø forseglet", "x"])
def test_token_that_no_key_opens_is_a_new_login_and_no_error(inside, idp, sealed):
    session = inside.session
    session[HELD] = session[HELD] | {"sealed": sealed}
    session.save()
    assert is_in(inside), "it is not asked about before it is time"
    grow_old(inside, DUE)
    assert not is_in(inside)
    assert not idp.told
    assert "bekræfte, at det stadig er dig" in inside.get("/login/").text


def test_key_before_opens_and_a_strange_one_does_not(settings):
    sealed = seal("et-token")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "en ny nøgle", [settings.SECRET_KEY]
    assert unseal(sealed) == "et-token"
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(sealed) == ""
    assert (seal(""), unseal("")) == ("", "")


def test_provider_that_is_described_no_more_lets_nobody_stay(inside, settings):
    settings.LOGIN_PROVIDERS = {}
    assert not is_in(inside)


def test_sessions_of_other_logins_are_left_alone(idp):
    client = Client()
    client.force_login(superuser())
    assert client.get("/").status_code == 200
    assert not idp.told


def test_shut_out_by_an_administrator_is_out_with_the_next_click(inside, idp):
    User.objects.update(shut_out_at=clock.now(), shut_out_by="administrator")
    assert not is_in(inside)
    assert "Din adgang er lukket" in inside.get("/login/").text
    assert not idp.told


# --- While the provider is away ---


def test_provider_that_is_away_is_waited_for_and_tried_each_minute(inside, idp):
    idp.token_status = 503
    grow_old(inside, DUE)
    assert is_in(inside)
    assert is_in(inside)
    assert len(idp.told) == 1
    grow_old(inside, 2, "tried_at")
    assert is_in(inside)
    assert len(idp.told) == 2


def test_provider_that_comes_back_confirms(inside, idp):
    idp.token_status = 503
    grow_old(inside, DUE)
    assert is_in(inside)
    idp.token_status = 200
    grow_old(inside, 2, "tried_at")
    assert is_in(inside)
    age = clock.now() - datetime.fromisoformat(inside.session[HELD]["checked_at"])
    assert age < timedelta(minutes=1)


def test_provider_that_stays_away_is_not_waited_for_forever(inside, idp):
    idp.token_status = 503
    grow_old(inside, GRACE)
    assert not is_in(inside)


# --- When the words get another meaning ---


@pytest.fixture
def adam(idp):
    return employee("adam", "administrator", sofie().department)


def meaning(word: str) -> ClaimMeaning:
    return ClaimMeaning.objects.get(word=word)


def test_word_that_means_nothing_any_more_puts_out_with_the_next_click(inside, idp, adam):
    remove_meaning(by=adam, meaning=meaning(CASEWORKER), seen=1)
    assert not is_in(inside)
    assert not sofie().is_active


def test_word_that_means_another_role_gives_it_with_the_next_click(inside, idp, adam):
    leader = meaning(LEADER).role
    edit_meaning(by=adam, meaning=meaning(CASEWORKER), seen=1, word=CASEWORKER, role=leader)
    inside.get("/")
    assert sofie().role == leader
    assert len(idp.told) == 1
    inside.get("/")
    assert len(idp.told) == 1


def test_change_of_words_does_not_wait_for_a_provider_that_is_away(inside, idp, adam):
    idp.token_status = 503
    remove_meaning(by=adam, meaning=meaning(CASEWORKER), seen=1)
    assert not is_in(inside)


# --- Two pages at once ---


def test_while_another_page_asks_this_one_goes_on(inside, idp):
    Identity.objects.update(asked_until=clock.now() + timedelta(seconds=30))
    grow_old(inside, DUE)
    assert is_in(inside)
    assert not idp.told


def test_while_another_page_asks_what_must_be_asked_is_shut(inside, idp, adam):
    Identity.objects.update(asked_until=clock.now() + timedelta(seconds=30))
    remove_meaning(by=adam, meaning=meaning(LEADER), seen=1)
    assert not is_in(inside)
    Identity.objects.update(asked_until=None)
    assert is_in(inside), "the session was not ended by it"


def test_who_was_to_ask_and_is_gone_is_not_waited_for(inside, idp):
    Identity.objects.update(asked_until=clock.now() - timedelta(seconds=1))
    grow_old(inside, DUE)
    assert is_in(inside)
    assert len(idp.told) == 1
    assert Identity.objects.get().asked_until is None


def stale_request(client: Client):
    """A request that read its session a moment before another changed it."""
    request = RequestFactory().get("/planer/")
    store = import_module(django_settings.SESSION_ENGINE).SessionStore
    request.session = store(client.session.session_key)
    assert HELD in request.session
    return request


def test_page_that_read_the_old_token_takes_over_the_new_answer(inside, idp):
    grow_old(inside, DUE)
    late = stale_request(inside)
    assert is_in(inside)
    assert who_is_asking(late) == sofie()
    assert len(idp.told) == 1


def test_page_that_read_a_session_that_has_ended_since_is_nobodys(inside, idp):
    grow_old(inside, DUE)
    late = stale_request(inside)
    idp.refuses_refresh = True
    assert not is_in(inside)
    assert not who_is_asking(late).is_authenticated
    assert len(idp.told) == 1
