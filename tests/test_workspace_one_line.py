"""A task as one line: what, who and by when; and what is asked about, with nothing lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.pages.workspace.one_line import Answers, read_line
from plans.pages.workspace.people import Person

TODAY = date(2026, 3, 10)  # a Tuesday in week 11
RASMUS = Person("borger", "Rasmus Ager", is_citizen=True)
JAN = Person("1", "Jan Falk")
JANE = Person("2", "Jane Bech")
JAN_TOO = Person("4", "Jan Krogh", is_me=True)
PEOPLE = [RASMUS, JAN, JANE, Person("3", "Åse Ø. Kær"), JAN_TOO]


@pytest.mark.parametrize(
    ("text", "title", "who", "due"),
    [
        ("Find arbejdstøj", "Find arbejdstøj", None, None),
        ("Find arbejdstøj @jan_falk 12/3", "Find arbejdstøj", "Jan Falk", date(2026, 3, 12)),
        ("Find arbejdstøj 12/3 @rasmus", "Find arbejdstøj", "Rasmus Ager", date(2026, 3, 12)),
        ("Find arbejdstøj @Jan Falk, senest 12.3.", "Find arbejdstøj", "Jan Falk", date(2026, 3, 12)),
        ("Find arbejdstøj @kær i morgen", "Find arbejdstøj", "Åse Ø. Kær", date(2026, 3, 11)),
        ("@borger finder arbejdstøj på fredag", "finder arbejdstøj", "Rasmus Ager", date(2026, 3, 13)),
        ("Ring til @jane om praktik uge 12", "Ring til Jane Bech om praktik", "Jane Bech", date(2026, 3, 20)),
        ("Ring @mig inden fredag den 13. marts", "Ring", "Jan Krogh", date(2026, 3, 13)),
        ("Ring om 14 dage", "Ring", None, date(2026, 3, 24)),
        ("Ring næste fredag", "Ring", None, date(2026, 3, 20)),
        ("Ring 12. marts 2027", "Ring", None, date(2027, 3, 12)),
        ("Ring den 1.", "Ring", None, date(2026, 4, 1)),
        ("Lektier til fredag", "Lektier til fredag", None, date(2026, 3, 13)),
        ("Møde torsdag kl. 10.30", "Møde torsdag kl. 10.30", None, date(2026, 3, 12)),
        ("Ring efter 12/3", "Ring efter 12/3", None, None),
        ("12/3", "12/3", None, None),
        ("@jane", "@jane", None, None),
        ("Møde kl. 10.12", "Møde kl. 10.12", None, None),
        ("Skriv til post@rasmus.dk", "Skriv til post@rasmus.dk", None, None),
        ("Køb 2 liter mælk", "Køb 2 liter mælk", None, None),
        ("Ring @ 12/3", "Ring @", None, date(2026, 3, 12)),
    ],
)
def test_line_says(text, title, who, due):
    line = read_line(text, PEOPLE, today=TODAY)
    assert (line.title, line.who.name if line.who else None, line.due_on) == (title, who, due)
    assert (line.who_asked, line.day_asked) == (None, None)


@pytest.mark.parametrize(
    ("text", "words", "people"),
    [
        ("Ring @ole", "@ole", []),
        ("Ring @jan", "@jan", ["Jan Falk", "Jane Bech", "Jan Krogh"]),
        ("Ring @jane @rasmus 12/3", "@jane og @rasmus", ["Jane Bech", "Rasmus Ager"]),
    ],
)
def test_line_asks_who_is_meant(text, words, people):
    asked = read_line(text, PEOPLE, today=TODAY).who_asked
    assert asked is not None
    assert (asked.words, [person.name for person in asked.people]) == (words, people)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ring 9/3", [date(2027, 3, 9), date(2026, 3, 9)]),
        ("Ring 1.2.2026", [date(2027, 2, 1), date(2026, 2, 1)]),
        ("Ring i går", [date(2026, 3, 9)]),
        ("Ring uge 9", [date(2027, 3, 5), date(2026, 2, 27)]),
        ("Ring fredag 12/3", [date(2026, 3, 12)]),
        ("Ring 31/2", []),
    ],
)
def test_line_asks_about_a_day_that_has_passed_or_is_none(text, days):
    line = read_line(text, PEOPLE, today=TODAY)
    assert line.due_on is None
    assert line.day_asked is not None
    assert list(line.day_asked.days) == days


def test_day_of_last_winter_is_the_coming_one():
    assert read_line("Ring 1/12", PEOPLE, today=TODAY).due_on == date(2026, 12, 1)


def test_answers_settle_what_was_asked():
    told = read_line("Ring @jan 9/3", PEOPLE, today=TODAY, answers=Answers(who=JAN, due_on=date(2026, 3, 9)))
    assert (told.title, told.who, told.due_on) == ("Ring", JAN, date(2026, 3, 9))
    kept = read_line("Ring @jan 9/3", PEOPLE, today=TODAY, answers=Answers(keeps_name=True, keeps_date=True))
    assert (kept.title, kept.who, kept.due_on) == ("Ring @jan 9/3", None, None)
    both = read_line("Ring @jane @rasmus", PEOPLE, today=TODAY, answers=Answers(who=JANE))
    assert (both.title, both.who) == ("Ring Jane Bech @rasmus", JANE)
    for line in (told, kept, both):
        assert (line.who_asked, line.day_asked) == (None, None)


DATES = "12/3 9/3 31/2 i morgen på fredag næste den 12. marts uge 99 om 14 dage kl. 10.30 senest til"
WORDS = [*DATES.split(" "), "ring", "@jan", "@Jan", "falk", "@ole", "@", "@borger", "@jane,", "²"]
LETTERS = st.text("aæ@/.,139 \t", max_size=5)


@given(st.lists(st.sampled_from(WORDS) | LETTERS, max_size=9), st.booleans(), st.booleans())
def test_no_word_of_a_line_is_lost(words, keeps_name, keeps_date):
    text = " ".join(words)
    line = read_line(text, PEOPLE, today=TODAY, answers=Answers(keeps_name=keeps_name, keeps_date=keeps_date))
    left = line.title.split()
    for word in text.split():
        assert word in left or word in line.read, (text, line)
    assert bool(line.title) == bool(text.split())
    if keeps_name and keeps_date:
        assert line.title == " ".join(text.split())
