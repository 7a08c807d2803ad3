"""The citizen's and the network's pages are plain Danish: easy to read by LIX, and without the professionals' words.

Every page of the demo that opens is read, with what the demo lacks added. What people wrote themselves is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from statistics import mean

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from pytest_django import DjangoDbBlocker

from citizens.models import Citizen
from enplan import clock
from enplan.demo.municipal import load_demo
from enplan.web import catalogue
from enplan.web.language import may_be_translated
from plans.pages.conversation.talk import Step
from tests.browsing import client_of, plan_of
from tests.browsing_extras import EMPTIEST, FULLEST, add_what_the_demo_lacks
from tests.plain_danish import (
    SOMEBODY,
    Sentence,
    heaviest,
    lix,
    sentence_of,
    sentences_of,
    what_has_a_name,
    what_people_wrote,
)
from tests.professional_words import professional_words_in
from tests.test_browser_pages import NO_PAGES, things_of, urls_of
from tests.test_demo_shown import TUESDAY
from tests.test_every_address import addresses

pytestmark = pytest.mark.django_db  # so that there is a test database, whichever tests are run

ON_AVERAGE, AT_MOST, FEWEST_WORDS = 35, 45, 100
A_SENTENCE, ITS_WORDS = 50, 10  # a page may be easy and still have one sentence that nobody gets through
ENOUGH = 2  # pages at one address for one person: the third goal has the words of the first
FILLED_IN = re.compile(r"%(?:\(\w+\))?[sd]")
# At fields that professionals write in; the walk below would find it at a citizen's.
FOR_PROFESSIONALS = frozenset(("templates/web/forms/others.html",))

# Who opens the pages, and whose plan they open.
READERS: dict[str | None, str] = {
    FULLEST: FULLEST,
    EMPTIEST: EMPTIEST,
    "silas": "silas",
    "bent": "bent",  # has no plan
    "heidi": FULLEST,  # acts for the citizen
    "sabrina": "dennis",  # the network
    "ejvind": FULLEST,
    None: EMPTIEST,  # nobody has logged in
}


@dataclass(frozen=True)
class Page:
    """One page as one person met it; `names` of laws and the like, which may stand for themselves, small letters."""

    reader: str
    name: str
    sentences: tuple[Sentence, ...]
    names: frozenset[str] = frozenset()

    @property
    def words(self) -> int:
        return sum(one.words for one in self.sentences)

    @property
    def lix(self) -> float:
        return lix(self.sentences)

    def is_name(self, sentence: Sentence) -> bool:
        """Does a name stand alone, as a line of its own, and not in what we say?"""
        return sentence.text.rstrip(".:").lower() in self.names

    def __str__(self) -> str:
        weights = "\n    ".join(heaviest(self.sentences))
        return f"{self.name} as {self.reader}: LIX {self.lix:.1f}, {self.words} words\n    {weights}"


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[Page]:
    with django_db_blocker.unblock(), clock.standing_at(TUESDAY), transaction.atomic():
        load_demo()
        add_what_the_demo_lacks()
        say_yes_to_the_team(FULLEST)
        opened = [(reader, *found) for reader, owner in READERS.items() for found in opened_by(reader, owner)]
        theirs, names = what_people_wrote(), what_has_a_name()
        transaction.set_rollback(True)
    return [
        Page(reader or "nobody", name, tuple(sentences_of(html, theirs)), names)
        for reader, name, html in opened
    ]


@pytest.fixture(scope="module")
def texts(pages: list[Page]) -> list[Page]:
    """Those long enough for LIX to mean something."""
    return [page for page in pages if page.words >= FEWEST_WORDS]


def say_yes_to_the_team(citizen: str) -> None:
    """So that the conversation asks how long, and shows at the end what opens. Nothing is sent off."""
    client, page = client_of(citizen), reverse("conversation", args=[plan_of(citizen).pk, Step.TEAM])
    asked = re.findall(r'name="([^"]+-svar)"', client.get(page).content.decode())
    client.post(page, dict.fromkeys(asked, "yes"))


def opened_by(reader: str | None, owner: str) -> Iterator[tuple[str, str]]:
    """The name and the HTML of every page of this side that answers; no HTML for what only takes a POST."""
    client = client_of(reader)
    things = things_of(Citizen.objects.get(user__username=owner), reader) | {"step": list(Step)}
    for name, takes in addresses():
        urls = [url for url in urls_of(name, takes, things) if may_be_translated(url)]
        answers = ((url, client.get(url)) for url in urls if name not in NO_PAGES)
        shown = (
            (url, answer.content.decode()) for url, answer in answers if answer.status_code in (200, 405)
        )
        for url, html in islice(shown, len(Step) if name == "conversation" else ENOUGH):
            step = url.strip("/").rpartition("/")[2]
            yield (f"{name} {step}" if name == "conversation" else name), html


def test_no_page_is_heavy_to_read(texts: list[Page]) -> None:
    heavy = sorted((page for page in texts if page.lix > AT_MOST), key=lambda page: page.lix, reverse=True)
    assert not heavy, "\n".join(map(str, heavy))


def test_pages_are_easy_to_read_on_average(pages: list[Page], texts: list[Page]) -> None:
    """Page by page, and every sentence of them all once: the short pages count there."""
    sentences = {sentence for page in pages for sentence in page.sentences}
    assert mean(page.lix for page in texts) <= ON_AVERAGE, "\n".join(heaviest(sentences, 30))
    assert lix(sentences) <= ON_AVERAGE, "\n".join(heaviest(sentences, 30))


def test_no_sentence_is_heavy_to_read() -> None:
    """As it is written, with a name for what is filled in. What services object to is said to employees as well."""
    heavy = [
        f"{', '.join(places)}: {sentence.lix:.0f}  {sentence.text}"
        for (_context, text, _many), places in catalogue.texts().items()
        for sentence in sentences_of(f"<main>{FILLED_IN.sub(SOMEBODY, text)}</main>")
        if sentence.words >= ITS_WORDS and sentence.lix > A_SENTENCE
        if not all(place.startswith("plans/services/") for place in places)
    ]
    assert not heavy, "\n".join(heavy)


def test_no_page_has_the_professionals_words(pages: list[Page]) -> None:
    said = {(one.text, page.name) for page in pages for one in page.sentences if not page.is_name(one)}
    found = [f"{page}: {one}" for text, page in sorted(said) for one in professional_words_in(text)]
    assert not found, "\n".join(found)


def test_no_text_that_may_stand_on_them_has_the_professionals_words() -> None:
    """What the demo does not come to show, as answers to what was typed wrong, is read where it is written."""
    found = [
        f"{', '.join(places)}: {one}"
        for (_context, text, many), places in catalogue.texts().items()
        if not FOR_PROFESSIONALS.issuperset(places)
        for one in professional_words_in(f"{text} {many}")
    ]
    assert not found, "\n".join(found)


def test_walk_opens_every_page_of_this_side(pages: list[Page]) -> None:
    """What is not opened is not read: give somebody the right to it, or say in NO_PAGES what it is."""
    beginnings = get_resolver().reverse_dict
    ours = {name for name, _ in addresses() if may_be_translated(f"/{beginnings.getlist(name)[0][0][0][0]}")}
    steps = {f"conversation {step}" for step in Step} - {f"conversation {Step.HOW}"}  # a caseworker's
    unseen = (ours | steps) - {page.name for page in pages} - set(NO_PAGES) - {"conversation"}
    assert "min-plan" in ours
    assert not unseen


def test_a_long_sentence_is_heavy_and_is_pointed_out() -> None:
    heavy = (
        "<main><p>Kommunens sagsbehandlere forudsætter nødvendige oplysninger vedrørende"
        " helbredsforhold tilvejebragt efterfølgende.</p><p>Du må godt.</p></main>"
    )
    page = Page("silas", "min-plan", tuple(sentences_of(heavy)))
    assert page.lix > AT_MOST
    assert "helbredsforhold" in str(page)
    assert professional_words_in(page.sentences[0].text)


def test_lix_is_bjornssons() -> None:
    """Ten words in two sentences, three of them long: 5 + 30."""
    read = sentences_of("<main>Vi mødes onsdag formiddag hos dig. Kommer nogen afdelinger til?</main>")
    assert [one.words for one in read] == [6, 4]
    assert lix(read) == pytest.approx(5 + 100 * 2 / 10)
    assert lix([]) == 0
    assert sentence_of("ti bogstav bogstaver").long == 2


def test_page_is_read_as_a_reader_meets_it() -> None:
    html = """<header>Log ud</header><main><h1>Din plan</h1><p hidden>Skjult</p>
      <ul><li>Ét <strong>mål</strong><span class="meta">dig · i går</span></li><li>To</li></ul>
      <p>Til den 10. marts kl. 13. Så er det slut<br>Næste linje</p><span class="sr-only">hørt</span>
      <script>nej</script><img src="x"><textarea>skrevet</textarea></main><footer>Find det</footer>"""
    assert [one.text for one in sentences_of(html)] == [
        "Din plan",
        "Ét mål",
        "dig",
        "i går",
        "To",
        "Til den 10. marts kl. 13.",
        "Så er det slut",
        "Næste linje",
    ]
