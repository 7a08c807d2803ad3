"""What a machine is set up with: units without rights that run what compose runs, and an environment that starts."""

import re
import shlex
import stat
from pathlib import Path

import pytest

from tests.in_production import GOOD, complaints
from tests.test_docker_files import COMPOSE, ROOT

DEPLOY = ROOT / "deploy"
UNITS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(DEPLOY.glob("systemd/*.service"))}
PROCESSES = ("enplan-web", "enplan-worker", "enplan-beat")
# Of each unit: nobody's rights, and nothing to write on but the data.
LOCKED = (
    "User=enplan",
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "ProtectSystem=strict",
    "UMask=0077",
)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def said(unit: str, key: str) -> str:
    (found,) = re.findall(rf"^{key}=(.*)$", UNITS[unit], re.MULTILINE)
    return str(found)


@pytest.mark.parametrize("unit", UNITS)
def test_unit_runs_as_somebody_without_rights(unit: str) -> None:
    missing = [line for line in LOCKED if line not in UNITS[unit].splitlines()]
    assert not missing
    assert said(unit, "EnvironmentFile") == "/etc/enplan/environment"


@pytest.mark.parametrize("unit", PROCESSES)
def test_unit_comes_back_when_it_stops_and_goes_with_the_others(unit: str) -> None:
    assert said(unit, "Restart") == "always"
    assert said(unit, "PartOf") == said(unit, "WantedBy") == "enplan.target"
    assert f"{unit}.service" in (DEPLOY / "systemd" / "enplan.target").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_unit_runs_what_compose_runs(name: str) -> None:
    in_compose = COMPOSE["services"][name]["command"][1:]
    in_unit = shlex.split(said(f"enplan-{name}", "ExecStart"))[1:]
    assert [one for one in in_unit if "$" not in one] == [one for one in in_compose if "$" not in one]


def test_web_runs_what_the_image_runs() -> None:
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for part in said("enplan-web", "ExecStart").split(" -m ")[1].split(" --"):
        if not part.startswith(("bind", "workers")):
            assert part in image


def test_environment_starts_when_what_is_empty_is_filled_in(tmp_path: Path) -> None:
    lines = (DEPLOY / "environment.example").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert all(re.fullmatch(r"'[^']*'", value) for value in given.values()), "systemd and sh read it alike"
    environment = {name: value.strip("'") for name, value in given.items()} | {"ENPLAN_VAR": str(tmp_path)}
    empty = {line.split()[0] for line in complaints(tmp_path, environment)}
    assert empty == {"ENPLAN_SECRET_KEY", "ENPLAN_MUNICIPALITY"}
    assert complaints(tmp_path, environment | {name: GOOD[name] for name in empty}) == []


def test_proxy_says_itself_that_the_line_is_safe_and_logs_no_query() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert nginx.count("proxy_set_header X-Forwarded-Proto https;") == nginx.count("proxy_pass ")
    (form,) = re.findall(r"log_format enplan '(.*)';", nginx)
    assert not {"$request ", "$request_uri", "$args", "$query_string", "$http_referer"} & set(form.split())


def test_pages_of_the_proxys_own_are_there_and_installed_by_the_guide() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    guide = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    named = set(re.findall(r"error_page [\d ]+/(\S+);", nginx))
    assert named == set(re.findall(r"location = /(\S+\.html) ", nginx))
    assert named == {path.name for path in DEPLOY.glob("*.html")}
    assert all(f"deploy/{name}" in guide for name in named)


@pytest.mark.parametrize(
    "path", [*sorted((ROOT / "bin").glob("*")), DEPLOY / "enplan"], ids=lambda one: one.name
)
def test_command_may_be_run(path: Path) -> None:
    if path.is_file() and path.suffix != ".sh":  # those are sourced
        assert path.stat().st_mode & stat.S_IXUSR
        assert path.read_text(encoding="utf-8").startswith("#!")


@pytest.mark.parametrize(
    "path",
    [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/law").glob("*.md"))],
    ids=lambda one: one.name,
)
def test_documents_lead_to_what_is_there(path: Path) -> None:
    links = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in link]
    assert not [link for link in links if not (path.parent / link).exists()]


def test_every_paper_of_the_law_says_that_it_is_a_draft() -> None:
    for path in sorted((ROOT / "docs/law").glob("*.md")):
        assert "> **Udkast" in path.read_text(encoding="utf-8"), path.name


def test_licence_is_named_wherever_somebody_looks() -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("Mozilla Public License Version 2.0")
    for name in ("package.json", "pyproject.toml", "bin/_lighthouse/package.json"):
        assert "MPL-2.0" in (ROOT / name).read_text(encoding="utf-8")
    assert "Mozilla Public License 2.0" in (ROOT / "README.md").read_text(encoding="utf-8")
