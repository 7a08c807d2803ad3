"""A print, asked for over its address, against WeasyPrint alone on the same HTML."""

from functools import partial

from django.template.loader import render_to_string
from django.urls import reverse

from enplan.demo.bench.countries import Countries
from enplan.demo.bench.figures import Figure, beside
from enplan.demo.bench.pages import logged_in, open_page
from enplan.demo.bench.people import Person, caseworkers
from enplan.demo.bench.timing import Subject, take_times
from plans.prints.document import pdf_of
from plans.prints.presenter import plan_print
from plans.reading import read_plan

GOAL = 1.1
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

    def bare(number: int) -> None:
        pdf_of(pages[number % len(pages)])

    subjects = [Subject(run=run, around=partial(countries.at, size)) for run in (ours, bare)]
    take_times(subjects, max(2, rounds // SLOWER))
    what = "Print of a plan, as a caseworker"
    return [beside("print.plan", what, *subjects, of="the page to WeasyPrint on its HTML", goal=GOAL)]


def _html(person: Person) -> str:
    page = plan_print(read_plan(person.user, person.plan))
    return render_to_string("plans/print/plan.html", {"page": page})
