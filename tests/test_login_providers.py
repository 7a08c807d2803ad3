"""What the environment says of the logins outside the program: whole and safe, or the program does not start."""

import re
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured

from enplan.login_providers import Provider, providers_from_environment

ROOT = Path(__file__).resolve().parent.parent
CITIZENS = {
    "ENPLAN_CITIZEN_LOGIN_ISSUER": "https://broker.example/mitid",
    "ENPLAN_CITIZEN_LOGIN_CLIENT_ID": "enplan",
    "ENPLAN_CITIZEN_LOGIN_CLIENT_SECRET": "hemmelig",
    "ENPLAN_CITIZEN_LOGIN_LEVELS": "https://nsis/Substantial https://nsis/High",
}
STAFF = {
    "ENPLAN_STAFF_LOGIN_ISSUER": "https://login.kommune.example/",
    "ENPLAN_STAFF_LOGIN_CLIENT_ID": "enplan",
    "ENPLAN_STAFF_LOGIN_CLIENT_SECRET": "hemmelig",
}


def read(monkeypatch, *, is_production=True, **environment: str) -> dict[str, Provider]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return providers_from_environment(is_production=is_production)


def test_nothing_described_is_no_provider(monkeypatch):
    assert read(monkeypatch) == {}


def test_empty_lines_describe_nothing(monkeypatch):
    assert read(monkeypatch, **dict.fromkeys(CITIZENS | STAFF, "")) == {}


def test_citizens_are_asked_for_a_level_and_fresh_proof(monkeypatch):
    provider = read(monkeypatch, **CITIZENS)["citizens"]
    assert provider.levels == {"https://nsis/Substantial", "https://nsis/High"}
    assert (provider.max_age, provider.algorithm, provider.scopes) == (300, "RS256", "openid")


def test_staff_are_asked_about_again_each_quarter(monkeypatch):
    provider = read(monkeypatch, **STAFF)["staff"]
    assert provider.issuer == "https://login.kommune.example/"
    assert (provider.recheck_seconds, provider.grace_seconds) == (900, 3600)
    assert "offline_access" in provider.scopes


@pytest.mark.parametrize("missing", [*CITIZENS, *STAFF])
def test_half_described_is_refused(monkeypatch, missing):
    whole = CITIZENS if missing in CITIZENS else STAFF
    with pytest.raises(ImproperlyConfigured, match=missing):
        read(monkeypatch, **{name: value for name, value in whole.items() if name != missing})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ISSUER", "http://broker.example"),
        ("ISSUER", "broker.example"),
        ("ISSUER", "https://"),
        ("ISSUER", "https://en:kode@broker.example"),
        ("ISSUER", "https://broker.example/?a=1"),
        ("ALGORITHM", "none"),
        ("ALGORITHM", "HS256"),
        ("SCOPES", "profile email"),
        ("MAX_AGE_MINUTES", "0"),
        ("MAX_AGE_MINUTES", "altid"),
        ("PARAMETERS", "idp_values"),
        ("PARAMETERS", "redirect_uri=https://en-anden.example"),
        ("PARAMETERS", "acr_values=lav&nonce=1"),
    ],
)
def test_unsafe_is_refused(monkeypatch, name, value):
    name = f"ENPLAN_CITIZEN_LOGIN_{name}"
    with pytest.raises(ImproperlyConfigured, match=name):
        read(monkeypatch, **CITIZENS | {name: value})


def test_without_tls_only_while_trying_the_program(monkeypatch):
    name = "ENPLAN_CITIZEN_LOGIN_ISSUER"
    provider = read(monkeypatch, is_production=False, **CITIZENS | {name: "http://localhost:9400"})
    assert provider["citizens"].issuer == "http://localhost:9400"


def test_parameters_are_written_as_in_an_address(monkeypatch):
    written = {"ENPLAN_CITIZEN_LOGIN_PARAMETERS": "idp_values=mitid&idp_params=%7B%22mitid%22%3A%7B%7D%7D"}
    provider = read(monkeypatch, **CITIZENS | written)["citizens"]
    assert provider.parameters == (("idp_values", "mitid"), ("idp_params", '{"mitid":{}}'))


def test_proof_without_a_time_only_where_it_is_said(monkeypatch):
    provider = read(monkeypatch, **CITIZENS | {"ENPLAN_CITIZEN_LOGIN_MAX_AGE_MINUTES": "off"})["citizens"]
    assert provider.max_age is None


def test_secret_is_in_no_text_of_it(monkeypatch):
    assert "hemmelig" not in repr(read(monkeypatch, **CITIZENS, **STAFF))


def test_every_variable_is_handed_on_by_the_compose_file():
    """And told of in docs/login.md, by the end of its name."""
    source = (ROOT / "enplan" / "login_providers.py").read_text(encoding="utf-8")
    names = set(re.findall(r'prefix(?:, "|}_)([A-Z_]+)', source)) - {"CITIZENS", "STAFF"}
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    handed_on = compose["services"]["web"]["environment"]
    documents = (ROOT / "docs" / "login.md").read_text(encoding="utf-8")
    assert {"ISSUER", "CPR_CLAIM", "GRACE_MINUTES"} <= names
    for name in names:
        assert {f"ENPLAN_CITIZEN_LOGIN_{name}", f"ENPLAN_STAFF_LOGIN_{name}"} & handed_on.keys(), name
        assert f"…{name}`" in documents, name
