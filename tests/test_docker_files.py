"""The compose file names what the program consists of, with health checks where the others wait for it."""

import re
from pathlib import Path

import pytest
import yaml

from tests.in_production import GOOD, complaints

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_compose_names_every_part():
    assert set(COMPOSE["services"]) == {"web", "worker", "beat", "migrate", "postgres", "redis"}


@pytest.mark.parametrize("name", ["web", "postgres", "redis"])
def test_those_that_others_wait_for_say_when_they_are_well(name):
    assert COMPOSE["services"][name]["healthcheck"]["test"]


def test_web_is_asked_at_the_health_addresses():
    asked = " ".join(COMPOSE["services"]["web"]["healthcheck"]["test"])
    assert "/healthz" in asked
    assert "/readyz" in asked


def test_no_secret_stands_in_the_files():
    environment = COMPOSE["services"]["worker"]["environment"]
    for name in ("ENPLAN_SECRET_KEY", "ENPLAN_HOSTS", "ENPLAN_MUNICIPALITY"):
        assert environment[name].startswith(f"${{{name}:?")
    assert "SECRET_KEY" not in (ROOT / "Dockerfile").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["web", "worker", "beat", "migrate"])
def test_production_starts_with_what_compose_gives_it(name, tmp_path):
    """And with nothing but what the operator must name: the guide's four lines of .env."""
    said = {"ENPLAN_SECRET_KEY": GOOD["ENPLAN_SECRET_KEY"], "ENPLAN_HOSTS": "enplan.example"}
    said |= {"ENPLAN_MUNICIPALITY": "Nordby Kommune", "POSTGRES_PASSWORD": "hemmeligt"}

    def fill(found):
        wanted, _, otherwise = found[1].partition(":")
        return said.get(wanted) or otherwise.removeprefix("-")

    service = COMPOSE["services"][name]
    environment = {
        key: re.sub(r"\$\{([^}]*)\}", fill, value)
        for key, value in service["environment"].items()
        if value is not None  # handed on as it stands in .env, where it stands
    }
    assert complaints(tmp_path, environment) == []
    assert service["env_file"] == [".env"]
    assert service["logging"]["options"]["max-size"]


def test_image_runs_as_somebody_without_rights():
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER enplan"]
