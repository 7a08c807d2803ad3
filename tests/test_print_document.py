"""The PDF itself: accessible, complete with any text, well broken into pages, and made of our own files alone."""

from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from enplan import clock
from plans.models import Goal
from plans.prints import document
from plans.prints.document import NotOurs, OwnFiles, pdf_of
from plans.services.goals import add_goal, add_subgoal
from plans.services.people import add_network_person
from plans.services.progress import rate
from plans.services.tasks import add_task, add_task_in_area
from plans.services.team import add_member
from plans.services.words import write_words
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent, make_department, make_employee
from tests.conftest import Cast
from tests.printing import own_print, pages_of, print_for, reader_of, tags_of, text_of

LONG = "En meget lang sætning om, hvordan det skal gå til i foråret, når alt er på plads igen og roen har sænket sig."


def fill(cast: Cast, times: int) -> None:
    """So many of everything that stands in a plan, with texts as long as people write them."""
    for number in range(times):
        goal = add_goal(
            by=cast.sofie,
            plan=cast.plan,
            area_id=(HOUSING, ECONOMY)[number % 2],
            title=f"{number}. {LONG}",
            why=LONG,
            actual=3,
            expected=1,
            due_on=date(2027, 12, 28),
            words=Goal.Words.HYPOTHESIS,
            status=Goal.Status.BLOCKED,
            reason=LONG,
            responsible=cast.sofie,
        )
        add_subgoal(by=cast.sofie, goal=goal, title=LONG)
        add_task(
            by=cast.sofie,
            goal=goal,
            title=f"{number}. {LONG}",
            responsible=cast.sofie,
            due_on=TODAY - timedelta(days=number + 1),
        )
        add_task(by=cast.sofie, goal=goal, title=LONG, responsible=cast.sofie, status="done")
        add_task(by=cast.sofie, goal=goal, title=LONG, responsible=cast.rikke)
        rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=number % 11, note=LONG)
        rate(by=cast.sofie, plan=cast.plan, area_id=HOUSING, value=number % 11, note=LONG)
        department = make_department(f"Afdeling {times} {number} for sammenhængende indsatser")
        member = make_employee(f"m{times}-{number}", f"Medarbejder {number}", department)
        with clock.standing_at(NOW - timedelta(days=1)):
            add_member(by=cast.sofie, plan=cast.plan, user=member, areas=[HOUSING])
        add_network_person(by=cast.sofie, plan=cast.plan, name=f"Nabo {number}", relation="nabo")
        give_consent(
            cast.sofie,
            cast.plan,
            to=[cast.job, cast.rus, cast.social, department],
            sources=[cast.job],
            areas=["job_education", HOUSING, ECONOMY, "network_leisure", "everyday", "family"],
            until=TODAY + timedelta(days=10),
        )


def write_long_words(cast: Cast) -> None:
    for kind in ("dream", "matters"):
        write_words(by=cast.rasmus, plan=cast.plan, kind=kind, text=f"{kind} {LONG * 5}", seen=0)


# Accessible ----------------------------------------------------------------------------------------------------------


def test_pdf_is_tagged_named_and_says_its_language(cast: Cast, jobs_goal: Goal):
    reader = reader_of(print_for(cast.jan, cast.plan))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata.title == "Én plan for Rasmus Ager"
    assert reader.metadata.author == settings.MUNICIPALITY


def test_pictures_say_in_words_what_they_show(cast: Cast, jobs_goal: Goal):
    add_subgoal(by=cast.jan, goal=jobs_goal, title="Skrive en annonce", status="done")
    add_subgoal(by=cast.jan, goal=jobs_goal, title="Se tre værelser")
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=3, rated_on=date(2026, 1, 12))
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=None, rated_on=date(2026, 3, 1))
    figures = [alt for kind, alt in tags_of(reader_of(own_print(cast.rasmus))) if kind == "/Figure"]
    assert "1 af 2 skridt er nået" in figures
    assert "Trivsel fra 0 til 10: 3 den 12. januar, ved ikke den 1. marts." in figures
    assert all(figures)


def test_headings_go_down_one_step_at_a_time(cast: Cast):
    fill(cast, 2)
    levels = [int(kind[2]) for kind, _ in tags_of(reader_of(own_print(cast.rasmus))) if kind[:2] == "/H"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


# Any text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Lige ud ad landevejen. " * 870, id="20,000 characters"),
        pytest.param("x" * 20_000, id="one word of 20,000 letters"),
        pytest.param("linje\n" * 100, id="100 lines"),
        pytest.param("Glad 😀 og træt 😴, men klar", id="emoji"),
        pytest.param("שלום עולם و مرحبا بالعالم", id="right to left"),
        pytest.param('<script>alert("1")</script> & <b>fed</b> <img src="file:///etc/passwd">', id="HTML"),
    ],
)
def test_any_text_is_printed_as_it_is(cast: Cast, text: str):
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text=text, seen=0)
    goal = add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title=text, why=text, measured_by=text)
    add_subgoal(by=cast.sofie, goal=goal, title=text)
    add_task(by=cast.sofie, goal=goal, title=text)
    rate(by=cast.sofie, plan=cast.plan, area_id=HOUSING, value=3, note=text)
    printed = text_of(print_for(cast.sofie, cast.plan))
    for sign in set(text) - {" ", "\n"}:
        assert printed.count(sign) >= 7 * text.count(sign), sign


def test_a_sign_without_a_font_neither_stops_the_print_nor_reaches_the_log(cast: Cast):
    add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Unassigned: \U0001fbff \U000e0fff")
    assert print_for(cast.sofie, cast.plan).status_code == 200


def test_long_names_do_not_push_anything_off_the_page(cast: Cast):
    cast.citizen.name = "Anne-Margrethe-Christina-Wilhelmina " * 4 + "a" * 200
    cast.citizen.save()
    cast.sofie.name = "Sofie-Amalie-Konstantia " * 6
    cast.sofie.phone = "65 00 00 00"
    cast.sofie.save()
    fill(cast, 2)
    first, second, *_ = pages_of(print_for(cast.sofie, cast.plan))
    assert "Side 1 af" in first
    assert "65 00 00 00" in first
    assert "Samtykker i kraft" in first
    assert "Samtykker i kraft" not in second


# Well broken into pages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 4, 8])
def test_overview_is_one_page_however_much_there_is(cast: Cast, times: int):
    fill(cast, times)
    write_long_words(cast)
    for response in (print_for(cast.sofie, cast.plan), own_print(cast.rasmus)):
        first, second, *_ = pages_of(response)
        assert "Samtykker i kraft" in first
        assert second.startswith(("Rasmus’ drøm dream", "Din drøm dream"))
    assert ("aftaler mere på de næste sider" in first) is (times > 1)


def test_a_long_table_has_its_head_on_every_page(cast: Cast):
    for number in range(70):
        add_task_in_area(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title=f"{number}. {LONG}")
    with_rows = [page for page in pages_of(print_for(cast.sofie, cast.plan))[1:] if "ikke begyndt" in page]
    assert len(with_rows) > 2
    assert all("Aftale Hvem Hvornår Status" in page for page in with_rows)


def test_a_heading_stays_with_what_it_stands_over(cast: Cast):
    """No page ends in a heading, whatever has moved it there."""
    fill(cast, 6)
    for page in pages_of(print_for(cast.sofie, cast.plan)):
        body = page.rpartition("Sofie Linds eksemplar")[0].strip()
        assert not body.endswith(
            ("Hvorfor", "Begrundelse", "Delmål", "Aftaler", "Trivsel", "Bolig", "Økonomi")
        )
        assert not body.endswith(("Aftale Hvem Hvornår Status", "Dag Hvem Trivsel Ord på"))


# Made of our own files, and once -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/enplan/print.css",
        "http://static.invalid/enplan/print.css",
        "file:///etc/passwd",
        "https://static.invalid/../enplan/settings.py",
        "https://static.invalid/%2e%2e/enplan/settings.py",
        "https://static.invalid//etc/passwd",
        "https://user@static.invalid/enplan/print.css",
        "data:text/css,",
    ],
)
def test_nothing_but_our_own_static_files_is_fetched(url: str):
    files = OwnFiles(Path(settings.BASE_DIR) / "static")
    try:
        found = files.path_of(url)
    except NotOurs:
        return
    assert not found.exists()


def test_our_own_style_sheet_is_fetched():
    files = OwnFiles(Path(settings.BASE_DIR) / "static")
    assert files(document.STYLE_SHEET).content_type == "text/css"


def test_fonts_and_style_are_read_once_per_process(monkeypatch: pytest.MonkeyPatch):
    html = '<html lang="da"><title>Prøve</title><p>Ord <em>og</em> <b>flere</b></p></html>'
    pdf_of(html)
    monkeypatch.setattr(OwnFiles, "path_of", lambda _files, url: pytest.fail(f"fetched {url} again"))
    assert pdf_of(html).startswith(b"%PDF-1.7")


def test_fonts_are_ours(cast: Cast, jobs_goal: Goal):
    pages: Any = reader_of(print_for(cast.jan, cast.plan)).pages
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in pages for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("IBM-Plex-Sans" in font or "IBMPlexSans" in font for font in fonts)


def test_query_count_does_not_grow_with_the_plan(cast: Cast):
    """For the coordinator, for a member with own tasks in parts closed to them, and for the citizen."""
    counts = []
    for times in (1, 3):
        fill(cast, times)
        for answer in (
            lambda: print_for(cast.sofie, cast.plan),
            lambda: print_for(cast.rikke, cast.plan),
            lambda: own_print(cast.rasmus),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert answer().status_code == 200
            counts.append(len(queries))
    assert counts[:3] == counts[3:], counts


def test_a_line_that_just_fits_is_not_broken_for_a_space_that_is_not_shown():
    """Held against the widths at which WeasyPrint 70 breaks “Netværk og fritid …” after its first word."""
    text = "Netværk og fritid og hverdag: Sabrina Overby til 27. juli 2027"
    for width in range(82, 90):
        body = f'<div style="width: {width}mm"><p>\n  {text}\n  </p></div>'
        pdf = pdf_of(f'<html lang="da"><title>Prøve</title>{body}</html>')
        lines = PdfReader(BytesIO(pdf)).pages[0].extract_text().splitlines()
        assert lines[0].strip() != "Netværk", width
