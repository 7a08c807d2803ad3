"""The parts of Min plan, in the order they are read; what has nothing to show is none. And which part a form is in."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from plans.models import CitizenWords
from plans.pages.citizen.presenters.page import MinPlan
from plans.pages.parts import Parts, parts_of_page

TEMPLATE = "plans/citizen/parts/{}.html"

NEXT, TASKS, WORDS, WELLBEING, GOALS = "det-naeste", "aftaler", "ord", "trivsel", "maal"

# By the name of a form, and of what htmx swaps.
PART_OF = {
    **dict.fromkeys(CitizenWords.Kind.values, WORDS),
    "words": WORDS,
    "overall": WELLBEING,
    "area": WELLBEING,
    "wellbeing": WELLBEING,
    "wellbeing_areas": WELLBEING,
    "goal": GOALS,
    "goals": GOALS,
    "tasks": TASKS,
}


def parts_of(page: MinPlan) -> Parts:
    return parts_of_page(page.address, _parts(page))


def _parts(page: MinPlan) -> Iterator[tuple[str, str, str]]:
    wording = page.wording
    if page.is_open:
        yield _part(NEXT, _("Det næste, der sker"), "next")
    if page.people.coordinator:
        yield _part("tovholder", page.people.coordinator.name, "coordinator")
    yield _part(TASKS, _("Aftaler"), "tasks")  # on a phone within the first two screens
    if page.reminder:
        yield _part("udloeber", _("Noget, der er sagt ja til, udløber"), "reminder")
    if page.meetings:
        yield "moeder", _("Møder"), "plans/meetings/private_part.html"
    yield _part(WORDS, wording.own_words, "words_sheet")
    if page.transitions:
        yield _part("skifter", _("Det skifter"), "transitions")
    yield _part(WELLBEING, wording.wellbeing, "wellbeing_sheet")
    yield _part(GOALS, wording.goals, "goals")
    if page.help.now or page.help.before:
        yield _part("hjaelp", page.help.heading, "help")
    if page.questions:
        yield _part("spoergsmaal", _("Spørgsmål til en leder i kommunen"), "questions")
    yield _part("folk", wording.team if page.people.team or page.people.unseen else wording.beside, "people")
    yield _part("hvem", wording.knows, "knows")


def _part(key: str, title: str, template: str) -> tuple[str, str, str]:
    return key, title, TEMPLATE.format(template)
