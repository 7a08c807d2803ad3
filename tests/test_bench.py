"""The measuring itself: that it runs at a tiny size, and what it writes. No times."""

import json
from dataclasses import replace
from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from citizens.models import Citizen
from enplan.demo.bench import measures, pages, timing
from enplan.demo.bench.figures import beside, by_size
from enplan.demo.bench.full_plan import FULL
from enplan.demo.bench.people import caseworkers
from enplan.demo.bench.report import report, table, write_report
from enplan.demo.bench.timing import Subject, take_times
from enplan.demo.management.commands import bench
from enplan.demo.scale import organisation, people

PAGES = {"page.caseload", "page.workspace", "page.citizen"}


@pytest.fixture
def small_municipalities(monkeypatch):
    """Two of them are a country of sixty plans, and the fullest plan has run for a year."""
    for module in (organisation, people, bench):
        monkeypatch.setattr(module, "PLANS_PER_MUNICIPALITY", 30)
    monkeypatch.setattr("enplan.demo.bench.booklets.CITIZENS", 2)
    monkeypatch.setattr("enplan.demo.bench.fullness.FULL", replace(FULL, tasks=20, years=1))


@pytest.mark.django_db
def test_bench_writes_its_figures_and_leaves_no_database(small_municipalities, tmp_path, capsys):
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    subject = Subject(run=print, seconds=[0.002], queries=7)
    write_report(
        report([by_size("page.caseload", "", {30: subject}, goal=1.3)], {"sizes": [30]}, None), before
    )
    call_command(
        "bench", json=after, plans="30,60", rounds=2, only=["pages", "permission", "prints"], previous=before
    )

    written = json.loads(after.read_text())
    assert written["environment"]["sizes"] == [30, 60]
    assert written["environment"]["database"]["kind"] == connection.vendor
    assert written["before"] == {"sizes": [30]}
    figures = written["figures"]
    fullest = figures["page.workspace.full"]
    assert fullest["goal"] == 1.5
    assert fullest["values"]["full"]["queries"] <= fullest["values"]["three goals"]["queries"]
    for one in ("print.plan", "print.press", "print.again", "booklet.changed"):
        assert figures[one]["values"].keys() == {"ours", "plain"}
    assert ("booklet.two" in figures) is (connection.vendor == "postgresql")
    assert figures.keys() >= PAGES | {"permission.list.citizen", "permission.items.caseworker"}
    caseload = figures["page.caseload"]
    assert caseload["values"].keys() == {"30", "60"}
    assert all(one["median"] > 0 and one["queries"] > 5 for one in caseload["values"].values())
    assert caseload["goal"] == 1.3
    assert isinstance(caseload["holds"], bool)
    assert caseload["before"] == {"ratio": 1.0, "values": {"30": 2.0}}
    assert figures["page.citizen"]["before"] is None
    assert "Caseload, as a caseworker" in capsys.readouterr().out
    assert not Citizen.objects.exists()
    assert bench_databases() == []


@pytest.mark.django_db
def test_bench_fails_where_a_page_fails(tmp_path, monkeypatch):
    monkeypatch.setitem(pages.PAGES, "page.workspace", ("Nowhere", caseworkers, lambda _person: "/nowhere/"))
    with pytest.raises(CommandError, match="404"):
        call_command("bench", json=tmp_path / "figures.json", plans="30", rounds=1, only=["pages"])
    assert not (tmp_path / "figures.json").exists()
    assert bench_databases() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"plans": "many"}, "numbers"),
        ({"plans": "0"}, "begins at"),
        ({"plans": "30,60"}, "begins at 1000"),
        ({"previous": "missing.json"}, "previous"),
    ],
)
def test_bench_refuses_what_it_cannot_measure(options, complaint, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=complaint):
        call_command("bench", json="figures.json", **options)


def test_bench_refuses_production(settings, tmp_path):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("bench", json=tmp_path / "figures.json")


@pytest.mark.django_db
def test_every_subject_is_run_as_often_and_warmed_first(monkeypatch):
    monkeypatch.setattr(timing, "perf_counter", iter(range(1000)).__next__)
    runs = []

    def ran(name, number):
        runs.append((name, number))

    subjects = [Subject(run=partial(ran, name)) for name in "ab"]
    take_times(subjects, rounds=3, warm_rounds=1)
    assert [len(subject.seconds) for subject in subjects] == [3, 3]
    # Warm, with queries counted, and then three rounds that begin with another one each time.
    assert [name for name, _ in runs] == list("abababbaab")


def test_figure_holds_its_goal():
    quick, slow = Subject(run=print, seconds=[1.0]), Subject(run=print, seconds=[1.4])
    assert by_size("key", "Page", {10: quick, 20: quick}, goal=1.3).holds
    assert not by_size("key", "Page", {20: slow, 10: quick}, goal=1.3).holds
    assert not beside("key", "Rule", slow, quick, of="this to that", goal=1.3).holds


def test_table_shows_the_figure_before():
    subject = Subject(run=print, seconds=[0.002], queries=7)
    figures = [by_size("page", "Page", {10: subject}, goal=1.3)]
    before = report(figures, {}, None)
    before["figures"]["page"]["ratio"] = 1.11
    lines = table(report(figures, {}, before)).splitlines()
    assert lines[1].split() == ["Page", "10:", "2.0", "ms", "7", "1.00", "≤", "1.3", "ok", "1.11"]


def test_every_measure_has_a_name_to_choose_it_by():
    assert set(measures.MEASURES) >= {"pages", "permission", "prints"}


def bench_databases():
    """The databases of a bench that are left on the server; files go with their folder."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        name = connection.settings_dict["NAME"]
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{name}_bench_"])
        return cursor.fetchall()
