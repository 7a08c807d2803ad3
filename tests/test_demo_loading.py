"""The commands that fill a database: the demo again and again to the same state, scenarios as they are, and people."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.hashers import is_password_usable
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from citizens.cpr import born_on, check_cpr
from citizens.models import Citizen, GroundKind
from enplan import clock
from enplan.accounts.models import Role, User
from enplan.audit.models import Look
from enplan.audit.record import Seen, record_looks
from enplan.demo.emptying import empty_database
from enplan.demo.municipal import FOLDER, load_demo, moved_cpr, moved_to_this_week, read_folder
from plans.models import Goal, Plan
from tests.scenario_runner.files import OWN
from tests.scenario_runner.rows import Rows, all_rows

pytestmark = pytest.mark.django_db


def told(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


# What a frozen summary holds says its things by their ids, and its checksum follows them.
IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CHECKSUM = re.compile(r"[0-9a-f]{64}")


def state(rows: Rows) -> dict[str, Counter[tuple[str, ...]]]:
    """What the rows say, whatever their ids and the random text that stands for no password."""
    return {
        name: Counter(
            tuple("random" if _is_random(value) else _without_ids(value) for value in row) for row in lines
        )
        for name, lines in rows.items()
    }


def _without_ids(value: str) -> str:
    """The pieces of a frozen summary stand by their ids: in whatever order here."""
    said = IDS.sub("id", value)
    return ", ".join(sorted(said.split(", "))) if said.startswith("[{") else said


def _is_random(value: str) -> bool:
    if not is_password_usable(value):
        return True
    if CHECKSUM.fullmatch(value):
        return True
    # a grant's source: “member <id>”; where a file lies: “3f/<id>”
    last = value.replace("/", " ").rsplit(maxsplit=1)[-1] if value.strip("/ ") else ""
    try:
        UUID(last)
    except ValueError:
        return last.isdecimal() and len(last) < 7  # the number of a row between two tables
    return True


@pytest.fixture
def tuesday() -> Any:
    with clock.standing_at(datetime(2027, 2, 16, 10, 0)):  # noqa: DTZ001  # standing_at means Danish time
        yield


def test_demo_loads_nine_citizens_and_ten_employees(tuesday):
    assert told("load_demo") == "Loaded 9 citizens with 8 plans, and 10 employees.\n"
    assert Plan.objects.filter(ended_at__isnull=True).count() == 7
    assert User.objects.filter(role__isnull=False).count() == 10
    assert not User.objects.filter(is_active=False).exists()


def test_demo_is_loaded_again_to_the_same_state_whatever_was_done_meanwhile(tuesday):
    load_demo()
    before = state(all_rows())
    birgitte = User.objects.get(username="birgitte")
    plan = Plan.objects.get(citizen__user__username="dennis")
    Goal.objects.update(title="Overskrevet")
    Role.objects.update(name="Overskrevet", can_search=False)
    GroundKind.objects.filter(key="visitation").update(name="Overskrevet")
    seen = Seen(plan_id=plan.pk, citizen_id=plan.citizen_id, role="x", why="x")
    record_looks(by=birgitte, kind=Look.Kind.PAGE, what="x", seen=[seen])
    call_command("load_scenario", str(OWN / "06-overdue-tasks.yaml"), stdout=StringIO())
    load_demo()
    assert state(all_rows()) == before
    assert not Look.objects.filter(what="x").exists()


def test_demo_files_are_moved_by_whole_weeks_and_people_keep_their_age(tuesday):
    for course in read_folder(FOLDER):
        moved = moved_to_this_week(course)
        by = moved["now"] - datetime.fromisoformat(course["now"])
        assert by % timedelta(weeks=1) == timedelta(0)
        assert moved["now"].date() == date(2027, 2, 16)
        assert moved["plan"]["started"] == course["plan"]["started"] + by
        born = born_on(course["citizen"]["cpr"])
        assert born_on(moved["citizen"]["cpr"]) == born + by
        for key, consent in course["consents"].items():
            assert moved["consents"][key]["given"] == consent["given"] + by


@pytest.mark.parametrize("cpr", ["7708941237", "6110990012", "9112994063", "6101005019"])
@pytest.mark.parametrize("weeks", [-300, -1, 0, 1, 52, 520])
def test_a_moved_cpr_is_a_replacement_number_of_somebody_born_so_much_later(tuesday, cpr, weeks):
    by = timedelta(weeks=weeks)
    moved = moved_cpr(cpr, by)
    check_cpr(moved)
    assert int(moved[:2]) > 60
    assert born_on(moved) == born_on(cpr) + by
    assert moved[7:] == cpr[7:]


def test_demo_is_refused_in_production(settings):
    settings.MODE, settings.IS_PRODUCTION = "production", True
    with pytest.raises(CommandError, match="ENPLAN_MODE"):
        told("load_demo")
    with pytest.raises(ImproperlyConfigured):
        empty_database()


def test_demo_that_cannot_be_read_leaves_the_database_as_it_was(tmp_path):
    told("load_scenario", str(OWN / "06-overdue-tasks.yaml"))
    with pytest.raises(CommandError):
        told("load_demo", "--folder", str(tmp_path))
    (tmp_path / "municipality.yaml").write_text("{departments: {}, staff: {}}")
    (tmp_path / "course.yaml").write_text("{id: x, now: 2026-01-01T10:00, citizen: {cpr: '6205920019'}}")
    with pytest.raises(CommandError, match="lacks"):
        told("load_demo", "--folder", str(tmp_path))
    assert Citizen.objects.count() == 1


def test_load_scenario_tells_what_it_loaded():
    line = told("load_scenario", str(OWN / "06-overdue-tasks.yaml"))
    plan = Plan.objects.get()
    assert "06-overdue-tasks" in line
    assert str(plan.pk) in line
    assert plan.started_on == date(2021, 9, 1)


def test_load_scenario_loads_all_files_or_none(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: bad")
    with pytest.raises(CommandError, match=r"bad\.yaml: bad: lacks title"):
        told("load_scenario", str(OWN / "06-overdue-tasks.yaml"), str(bad))
    assert not Plan.objects.exists()
    with pytest.raises(CommandError, match="cannot be read"):
        told("load_scenario", str(tmp_path / "missing.yaml"))
