"""Prints against bare WeasyPrint on the same HTML: asked for over its address the first time and again, and many of
them bound to a booklet.

Bare is WeasyPrint as its manual calls it, for the same PDF: it reads the style sheet and its fonts, and lays out. Our
press has read them once; the page against the press alone is told beside.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from enplan.demo.bench.booklets import forget_kept, measure_booklets
from enplan.demo.bench.countries import Countries
from enplan.demo.bench.figures import Figure, beside
from enplan.demo.bench.pages import logged_in, open_page
from enplan.demo.bench.people import Person, caseworkers
from enplan.demo.bench.timing import Subject, take_times
from plans.prints.document import BASE_URL, STYLE_SHEET, OwnFiles, pdf_of
from plans.prints.presenter import page_of_plan
from plans.reading import read_plan

GOAL = 1.1
GOAL_AGAIN = 0.1
SLOWER = 4  # a print takes as long as many pages: so many times fewer rounds


def measure_prints(countries: Countries, rounds: int) -> list[Figure]:
    """At the smallest size: what is laid out does not depend on how many others there are."""
    size = min(countries.sizes)
    with countries.at(size):
        people = caseworkers()
        visits = [(logged_in(person), reverse("plan-pdf", args=[person.plan.pk])) for person in people]
        pages = [_html(person) for person in people]

    def ours(number: int) -> None:
        open_page(*visits[number % len(visits)])

    @contextmanager
    def nothing_kept() -> Iterator[None]:
        with countries.at(size):
            forget_kept()
            yield

    def bare(number: int) -> None:
        _bare(pages[number % len(pages)])

    def pressed(number: int) -> None:
        pdf_of(pages[number % len(pages)])

    around = partial(countries.at, size)
    first = Subject(run=ours, around=nothing_kept)
    plain, press, kept = (Subject(run=run, around=around) for run in (bare, pressed, ours))
    take_times([first, plain, press], max(2, rounds // SLOWER))
    with countries.at(size):
        for number in range(len(visits)):
            ours(number)
    take_times([kept, plain], max(2, rounds // SLOWER))
    what = "Print of a plan, as a caseworker"
    figures = [
        beside("print.plan", what, first, plain, of="the page to WeasyPrint on its HTML", goal=GOAL),
        beside("print.press", f"{what}, to our press alone", first, press, of="the page to its layout"),
        beside("print.again", f"{what}, unchanged", kept, plain, of="again to WeasyPrint", goal=GOAL_AGAIN),
    ]
    with countries.at(size):
        return [*figures, *measure_booklets(with_others=not countries.is_sqlite)]


def _bare(html: str) -> None:
    from weasyprint import CSS, HTML  # loads Pango, as in plans.prints.document
    from weasyprint.text.fonts import FontConfiguration

    files, fonts = OwnFiles(Path(settings.BASE_DIR) / "static"), FontConfiguration()
    style = CSS(url=STYLE_SHEET, url_fetcher=files, font_config=fonts)
    document = HTML(string=html, base_url=BASE_URL, url_fetcher=files)
    document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True)


def _html(person: Person) -> str:
    return page_of_plan(read_plan(person.user, person.plan))[0]
