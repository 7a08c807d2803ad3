"""Answers of a provider that prove nothing: each is refused, by both logins, and nobody is logged in."""

import base64
import json
import time
from typing import Any

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.test import Client

from citizens.models import Citizen
from enplan import clock
from enplan.accounts.models import ClaimMeaning, Identity, User
from tests.accounts_people import department, private_person
from tests.openid_provider import CLIENT, a_key, begin, log_in, provider_at, running_idp

pytestmark = pytest.mark.django_db

CPR = "7403940012"
SUBSTANTIAL = "https://data.gov.dk/concept/core/nsis/Substantial"
MITID, WORK = "mitid", "medarbejder"


@pytest.fixture
def idp():
    with running_idp() as idp:
        yield idp


@pytest.fixture
def providers(idp, settings):
    """Both at once, so that the same wrong answer is tried on each. The same person may come in by either."""
    idp.claims = {
        "sub": "s-1",
        "cpr": CPR,
        "acr": SUBSTANTIAL,
        "name": "Rasmus Ager",
        "preferred_username": "raag",
        "roles": ["sagsbehandler"],
        "department": "voksen",
    }
    settings.LOGIN_PROVIDERS = {
        "citizens": provider_at(idp, levels=frozenset({SUBSTANTIAL}), max_age=300),
        "staff": provider_at(idp),
    }
    Citizen.objects.create(
        user=private_person("rasmus"), name="Rasmus Ager", cpr=CPR, registered_at=clock.now()
    )
    social = department("Voksen")
    ClaimMeaning.objects.create(word="sagsbehandler", role_id="caseworker")
    ClaimMeaning.objects.create(word="voksen", department=social)


def changed(**fields: Any):
    return lambda _idp, claims: claims | fields


def without(name: str):
    return lambda _idp, claims: {key: value for key, value in claims.items() if key != name}


NOW = int(time.time())
# What each does to the token's claims; every one must be refused by both.
WRONG = {
    "another audience": changed(aud="en-anden"),
    "an audience more": changed(aud=[CLIENT, "en-anden"]),
    "no audience": without("aud"),
    "an empty audience": changed(aud=[]),
    "for another party": changed(azp="en-anden"),
    "another issuer": changed(iss="https://en-anden.example"),
    "issuer with a slash": lambda idp, claims: claims | {"iss": f"{idp.issuer}/"},
    "no issuer": without("iss"),
    "expired": changed(exp=NOW - 3600),
    "expired a while ago": lambda _idp, claims: claims | {"exp": int(time.time()) - 70},
    "expiry that is no time": changed(exp="om lidt"),
    "expiry that is true": changed(exp=True),
    "no expiry": without("exp"),
    "made long ago": changed(iat=NOW - 24 * 3600),
    "made tomorrow": changed(iat=NOW + 24 * 3600),
    "no time of making": without("iat"),
    "not valid yet": changed(nbf=NOW + 3600),
    "no nonce": without("nonce"),
    "an empty nonce": changed(nonce=""),
    "another's nonce": changed(nonce="en-andens"),
    "no subject": without("sub"),
    "an empty subject": changed(sub=""),
    "a subject that is a list": changed(sub=["s-1"]),
    "a subject that is too long": changed(sub="s" * 256),
}


def refused(client, answer, why="not_trusted"):
    """Led to the page that says what to do; not logged in."""
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/ikke/{why}/")
    assert SESSION_KEY not in client.session
    assert not Identity.objects.exists()
    return True


@pytest.mark.parametrize("way", [MITID, WORK])
def test_right_answer_logs_in(client, providers, way):
    """Otherwise what follows would be refused for nothing."""
    answer = log_in(client, way)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert SESSION_KEY in client.session


@pytest.mark.parametrize("way", [MITID, WORK])
@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_claims_are_refused(client, providers, idp, way, wrong):
    idp.spoil = WRONG[wrong]
    assert refused(client, log_in(client, way))


@pytest.mark.parametrize("way", [MITID, WORK])
@pytest.mark.parametrize("name", ["iat", "nbf", "exp"])
def test_clocks_may_differ_by_less_than_a_minute(client, providers, idp, way, name):
    """The provider's is ahead, or for the expiry behind."""
    seconds = -20 if name == "exp" else 20
    idp.spoil = lambda _idp, claims: claims | {name: int(time.time()) + seconds}
    assert log_in(client, way)["Location"] == "/"


@pytest.mark.parametrize("way", [MITID, WORK])
def test_signature_of_another_key_is_refused(client, providers, idp, way):
    idp.signs_with = "wrong"
    assert refused(client, log_in(client, way))


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS512"])
@pytest.mark.parametrize("way", [MITID, WORK])
def test_another_algorithm_is_refused(client, providers, idp, way, algorithm):
    """HS256 here is signed with our own secret, which the provider knows too."""
    idp.algorithm = algorithm
    assert refused(client, log_in(client, way))


def part(data: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


@pytest.mark.parametrize("way", [MITID, WORK])
def test_token_signed_with_the_public_key_as_a_secret_is_refused(client, providers, idp, way, monkeypatch):
    """The old trick: HS256 with what everybody can read as the secret."""
    public = a_key("right").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def minted(nonce):
        head = {"alg": "HS256", "typ": "JWT", "kid": "1"}
        now = int(time.time())
        said = {"iss": idp.issuer, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": nonce} | idp.claims
        signed = f"{part(head)}.{part(said)}"
        mac = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(signed.encode(), public)
        return f"{signed}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"

    monkeypatch.setattr(idp, "token", minted)
    assert refused(client, log_in(client, way))


@pytest.mark.parametrize("token", ["", "x", "a.b.c", None, 7])
@pytest.mark.parametrize("way", [MITID, WORK])
def test_what_is_no_token_is_refused(client, providers, idp, way, token, monkeypatch):
    monkeypatch.setattr(idp, "token", lambda _nonce: token)
    assert refused(client, log_in(client, way))


@pytest.mark.parametrize("way", [MITID, WORK])
def test_token_that_names_none_of_several_keys_is_refused(client, providers, idp, way):
    idp.names_key, idp.keys = False, ("right", "wrong")
    assert refused(client, log_in(client, way))


@pytest.mark.parametrize("way", [MITID, WORK])
def test_token_is_not_checked_with_the_key_that_is_not_its_own(client, providers, idp, way):
    """It names the first and is signed with the second."""
    idp.signs_with, idp.keys = "wrong", ("right", "wrong")
    assert refused(client, log_in(client, way))


@pytest.mark.parametrize("way", [MITID, WORK])
@pytest.mark.parametrize(("names_key", "keys"), [(False, ("right",)), (True, ("right", "wrong"))])
def test_key_is_found_among_several_and_where_it_needs_no_name(client, providers, idp, way, names_key, keys):
    idp.names_key, idp.keys = names_key, keys
    assert log_in(client, way)["Location"] == "/"


@pytest.mark.parametrize("way", [MITID, WORK])
def test_provider_without_keys_is_refused(client, providers, idp, way):
    idp.keys = ()
    assert refused(client, log_in(client, way))


@pytest.mark.parametrize("way", [MITID, WORK])
def test_token_of_an_earlier_login_is_refused(client, providers, idp, way, monkeypatch):
    """The nonce was another's: a token that somebody has kept proves nothing."""
    log_in(Client(), way)
    Identity.objects.all().delete()
    [kept] = idp.minted
    monkeypatch.setattr(idp, "token", lambda _nonce: kept)
    assert refused(client, log_in(client, way))


@pytest.mark.parametrize("way", [MITID, WORK])
def test_answer_is_good_once(client, providers, way):
    back = begin(client, way)
    assert client.get(back)["Location"] == "/"
    client.logout()
    Identity.objects.all().delete()
    assert refused(client, client.get(back))


@pytest.mark.parametrize("way", [MITID, WORK])
def test_answer_is_good_in_the_browser_that_began_alone(client, providers, way):
    """Somebody else's finished login cannot be pressed upon a person (login CSRF)."""
    back = begin(Client(), way)
    assert refused(client, client.get(back))


@pytest.mark.parametrize(("began", "ends"), [(MITID, WORK), (WORK, MITID)])
def test_answer_is_good_for_the_login_that_began_alone(client, providers, began, ends):
    back = begin(client, began).replace(f"/login/{began}/", f"/login/{ends}/")
    assert refused(client, client.get(back))


@pytest.mark.parametrize("way", [MITID, WORK])
@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x", "?state=&code=x", "?state=x&code=x", "?error=server_error"]
)
def test_answer_to_nothing_is_refused(client, providers, way, query):
    assert refused(client, client.get(f"/login/{way}/svar/{query}"))


@pytest.mark.parametrize("way", [MITID, WORK])
def test_code_of_another_login_is_refused(client, providers, way):
    """PKCE and the provider's own memory: the code belongs to what another browser began."""
    stolen = begin(Client(), way).partition("code=")[2].partition("&")[0]
    own = begin(client, way)
    code = own.partition("code=")[2].partition("&")[0]
    assert refused(client, client.get(own.replace(code, stolen)))


@pytest.mark.parametrize("way", [MITID, WORK])
def test_answer_that_names_another_issuer_is_refused(client, providers, way):
    assert refused(client, client.get(f"{begin(client, way)}&iss=https://en-anden.example"))


@pytest.mark.parametrize("way", [MITID, WORK])
def test_userinfo_of_another_is_refused(client, providers, idp, way):
    """Asked, since the token lacks what is needed."""
    for name in ("cpr", "roles"):
        del idp.claims[name]
    idp.userinfo = {"sub": "s-2", "cpr": "7107680026", "roles": ["administrator"]}
    assert refused(client, log_in(client, way))


@pytest.mark.parametrize("way", [MITID, WORK])
def test_who_stops_at_the_provider_is_told_that_they_can_try_again(client, providers, way):
    state = begin(client, way).partition("state=")[2]
    answer = client.get(f"/login/{way}/svar/?error=access_denied&state={state}")
    assert refused(client, answer, "cancelled")
    assert "Du kan altid prøve igen" in client.get(answer["Location"]).text


@pytest.mark.parametrize("way", [MITID, WORK])
@pytest.mark.parametrize("status", [500, 503])
def test_provider_that_does_not_answer_is_said_so(client, providers, idp, way, status):
    back = begin(client, way)
    idp.token_status = status
    answer = client.get(back)
    assert refused(client, answer, "unreachable")
    assert "svarer ikke lige nu" in client.get(answer["Location"]).text


@pytest.mark.parametrize("way", [MITID, WORK])
def test_provider_that_is_not_there_is_said_so(client, providers, idp, settings, way):
    for key, provider in settings.LOGIN_PROVIDERS.items():
        settings.LOGIN_PROVIDERS[key] = type(provider)(**vars(provider) | {"issuer": "http://127.0.0.1:9"})
    assert refused(client, client.get(f"/login/{way}/"), "unreachable")


def test_provider_that_is_away_is_not_asked_by_everybody_who_comes(client, providers, idp, monkeypatch):
    asked = []

    def hang(address, **_kwargs):
        asked.append(address)
        raise requests.ConnectTimeout

    cache.clear()
    monkeypatch.setattr("enplan.accounts.openid.discovery.requests.get", hang)
    for _time in range(3):
        assert refused(client, client.get(f"/login/{MITID}/"), "unreachable")
    assert len(asked) == 1


@pytest.mark.parametrize("way", [MITID, WORK])
def test_provider_that_says_it_is_another_is_not_believed(client, providers, idp, settings, way):
    right, idp.issuer = idp.issuer, "https://en-anden.example"
    cache.clear()
    assert refused(client, client.get(f"/login/{way}/"), "unreachable")
    assert right in str(settings.LOGIN_PROVIDERS)


@pytest.mark.parametrize("way", [MITID, WORK])
def test_login_begins_with_state_nonce_and_pkce(client, providers, idp, way):
    begin(client, way)
    begin(client, way)
    first, second = idp.asked
    assert first["response_type"] == "code"
    assert first["code_challenge_method"] == "S256"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 32
        assert first[name] != second[name]


@pytest.mark.parametrize("way", [MITID, WORK])
def test_login_is_in_a_new_session(client, providers, way):
    back = begin(client, way)
    before = client.session.session_key
    client.get(back)
    assert client.session.session_key not in (None, before)


@pytest.mark.parametrize("way", [MITID, WORK])
@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("/planer/?side=2", "/planer/?side=2"),
        ("https://example.com/", "/"),
        ("//example.com", "/"),
        ("/logout/", "/"),
        ("/login/mitid/", "/"),
    ],
)
def test_login_goes_on_to_own_addresses_alone(client, providers, way, wanted, shown):
    assert log_in(client, way, next=wanted)["Location"] == shown


@pytest.mark.parametrize("path", ["", "svar/", "ikke/closed/"])
@pytest.mark.parametrize("way", [MITID, WORK])
def test_login_that_is_not_described_is_not_there(client, settings, way, path):
    settings.LOGIN_PROVIDERS = {}
    assert client.get(f"/login/{way}/{path}").status_code == 404
    assert "MitID" not in client.get("/login/").text
    assert "Medarbejder: log ind" not in client.get("/login/").text


@pytest.mark.parametrize("way", [MITID, WORK])
def test_page_for_what_is_no_reason_is_not_there(client, providers, way):
    assert client.get(f"/login/{way}/ikke/noget/").status_code == 404


def test_login_page_leads_to_both(client, providers):
    text = client.get("/login/", {"next": "/planer/?a=1&b=2"}).text
    assert 'href="/login/mitid/?next=%2Fplaner%2F%3Fa%3D1%26b%3D2"' in text
    assert 'href="/login/medarbejder/?next=%2Fplaner%2F%3Fa%3D1%26b%3D2"' in text


@pytest.mark.parametrize("wrong", ["another audience", "no nonce"])
@pytest.mark.parametrize("way", [MITID, WORK])
def test_log_says_which_check_and_nothing_about_anybody(client, providers, idp, way, wrong, caplog):
    caplog.set_level("DEBUG")
    idp.spoil = WRONG[wrong]
    page = client.get(log_in(client, way)["Location"]).text
    said = caplog.text
    assert "A login is refused" in said
    for secret in (CPR, "Rasmus", "raag", "s-1", idp.minted[0], "adgang", *idp.refresh):
        assert secret not in said
        assert secret not in page
    assert "aud" not in page.split("<main")[1].split("</main")[0].replace("audio", "")
    assert User.objects.filter(username="raag").count() == 0
