"""Every kind of print: tagged for who listens, complete for who reads, and nothing beyond the edge of the paper."""

import logging
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from django.test.signals import template_rendered
from django.urls import get_resolver

from plans.prints.document import pdf_of
from tests.conftest import Cast
from tests.pdf_reading import PdfRead, Tag
from tests.printing import pages_in
from tests.prints_table import (
    ARABIC,
    DANISH,
    EVERYTHING,
    KINDS,
    LONG_DEPARTMENT,
    LONG_WORDS,
    OTHERS,
    PLAN,
    UKRAINIAN,
    Kind,
    World,
    fill_the_world,
)
from tests.structure import ROOT
from tests.test_every_address import addresses

PAGES_OF_THE_PROGRAM = {"base.html", "500.html", "web/leaving.html"}
# What a structure may be made of (ISO 32000-1, 14.8.4), as far as WeasyPrint uses it.
STANDARD = {
    "Root",
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "NonStruct",
    "BlockQuote",
    "Span",
    "P",
    "Figure",
}
STANDARD |= {
    "H1",
    "H2",
    "H3",
    "H4",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "THead",
    "TBody",
    "TR",
    "TH",
    "TD",
    "Caption",
}
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture
def world(cast: Cast) -> World:
    return fill_the_world(cast)


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """All that WeasyPrint says, what the program keeps out of the log too: which signs no font has."""
    pdf_of('<html lang="da"><title>Prøve</title></html>')  # the first print of a process sets the log up
    log = logging.getLogger("weasyprint")
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]  # one line
    filters, log.filters, log.propagate = log.filters, [], False
    log.addHandler(handler)
    yield said
    log.removeHandler(handler)
    log.filters, log.propagate = filters, True


def test_table_holds_every_template_that_is_a_document_and_every_address_of_a_print():
    documents = {
        str(path.relative_to(ROOT / "templates"))
        for path in (ROOT / "templates").rglob("*.html")
        if "<!doctype html>" in path.read_text().lower()
    }
    assert {kind.template for kind in KINDS.values()} == documents - PAGES_OF_THE_PROGRAM
    prints = {name for name, _takes in addresses(get_resolver().url_patterns) if name.endswith("-pdf")}
    assert {kind.address for kind in KINDS.values()} - {""} == prints


def test_every_print(world: World, complaints: list[str], subtests: pytest.Subtests):
    """One plan, made once: it takes longer than all of its prints."""
    for name, kind in KINDS.items():
        with subtests.test(name):
            read = PdfRead(_printed_from(kind.template, kind, world))
            assert complaints == []
            _says_what_it_is(read, kind.title, kind.author)
            _is_told_in_order(read.structure, kind.plans + (kind.plans > 1))
            _tables_say_what_their_cells_are_about(read.structure, kind.has_table)
            figures = read.structure.all("Figure")
            assert bool(figures) is kind.has_figure
            assert all(figure.alt for figure in figures)
            assert len(read.runs) > 5
            assert read.outside() == []
            assert read.in_the_margin() == []
            assert read.left_alone() == []


@pytest.mark.parametrize("words", LONG_WORDS)
def test_every_print_with_long_names_and_texts(
    cast: Cast, words: str, complaints: list[str], subtests: pytest.Subtests
):
    """Names of 120 characters, a department of 80, and 12,000 in each goal, note, decision and point."""
    cast.job.name = LONG_DEPARTMENT
    cast.job.save()
    world = fill_the_world(cast, LONG_WORDS[words])
    for name, kind in KINDS.items():
        with subtests.test(name):
            read = PdfRead(kind.printed(world))
            assert complaints == []
            _is_told_in_order(read.structure, kind.plans + (kind.plans > 1))
            _tables_say_what_their_cells_are_about(read.structure, kind.has_table)
            assert read.outside() == []
            assert read.in_the_margin() == []
            assert [(tag.kind, tag.page) for tag in read.left_alone()] == []
            if kind.template == PLAN and "large" not in name and "nothing" not in name:
                _overview_is_one_page(read)


def _overview_is_one_page(read: PdfRead) -> None:
    first, second, *_ = pages_in(read.content)
    assert "Samtykker i kraft" in first
    assert "drøm" in second[:200]


def _printed_from(template: str, kind: Kind, world: World) -> bytes:
    rendered: list[str] = []

    def remember(template: Any, **_signal: Any) -> None:
        rendered.append(template.name)

    template_rendered.connect(remember)
    try:
        return kind.printed(world)
    finally:
        template_rendered.disconnect(remember)
        assert template in rendered


def _says_what_it_is(read: PdfRead, title: str, author: str) -> None:
    root = read.pdf.Root
    assert str(root.Lang) == "da"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    said = read.metadata
    assert said["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert said[f"{DC}title"] == title
    assert author in said.get(f"{DC}creator", "")
    for page in read.pdf.pages:
        assert str(page.obj.Tabs) == "/S"


def _is_told_in_order(structure: Tag, parts: int) -> None:
    """Each part, the contents of a booklet among them, begins with the one heading that is over all of it."""
    assert {tag.kind for tag in structure.walk()} <= STANDARD
    levels = [int(tag.kind[1]) for tag in structure.all("H1", "H2", "H3", "H4", "H5", "H6")]
    assert levels[0] == 1
    assert levels.count(1) == parts
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for item in structure.all("L"):
        assert {child.kind for child in item.children} <= {"LI", "Caption"}


def _tables_say_what_their_cells_are_about(structure: Tag, has_table: bool) -> None:
    tables = structure.all("Table")
    assert bool(tables) is has_table
    for table in tables:
        heads = {cell.id for cell in table.all("TH")}
        assert heads
        assert "" not in heads
        for cell in table.all("TD"):
            assert cell.headers
            assert set(cell.headers) <= heads


def test_text_is_read_as_it_is_written_and_in_the_order_of_the_page(world: World):
    """Arabic is written from the right, and its letters come back in the order in which they were drawn."""
    text = PdfRead(KINDS["plan, who coordinates"].printed(world)).text
    for written in (DANISH, UKRAINIAN, *OTHERS.split(", ")):
        assert written in text
    assert set(ARABIC) <= set(text)
    said = ("Næste skridt", "Siden sidst", "Hvem gør hvad", "Sådan går det", "Samtykker i kraft", "drøm")
    places = [text.index(one) for one in said]
    assert places == sorted(places)


def test_numbers_after_an_arabic_name_are_read_as_they_are_written(world: World):
    """Left alone they become a part of the name: “65 00 00 11” is drawn as “11 00 00 65”."""
    cast = world.cast
    for user in (cast.citizen, cast.sofie, cast.jan):
        user.name = ARABIC
        user.phone = "65 00 00 11" if user is cast.sofie else ""
        user.save()
    for name in ("plan, who coordinates", "agenda", "meeting, not agreed on", "consent form", "receipt"):
        text = PdfRead(KINDS[name].printed(world)).text
        assert "65 00 00 11" in text, name
    assert cast.citizen.cpr_masked in PdfRead(KINDS["consent form"].printed(world)).text
    assert "10. marts 2026" in PdfRead(KINDS["meeting, not agreed on"].printed(world)).text


# That these can fail -------------------------------------------------------------------------------------------------


def test_what_is_beyond_the_edge_is_found():
    long = (
        "<p style='margin-left: 170mm; white-space: nowrap'>Et sted langt uden for det papir, den står på</p>"
    )
    assert PdfRead(pdf_of(f'<html lang="da"><title>Prøve</title>{long}</html>')).outside()


def test_a_sign_that_no_font_has_is_found(complaints: list[str], caplog: pytest.LogCaptureFixture):
    pdf_of(f'<html lang="da"><title>Prøve</title><p>{EVERYTHING}</p></html>')
    assert complaints == []
    pdf_of('<html lang="da"><title>Prøve</title><p>\U0001fbff\U000e0fff</p></html>')
    assert any(re.search("notdef", said) for said in complaints)
    caplog.clear()  # it was meant to complain
