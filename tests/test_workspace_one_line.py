"""A task as one line: what, who and by when."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from plans.pages.workspace.one_line import read_line
from plans.pages.workspace.people import Person

TODAY = date(2026, 3, 10)
PEOPLE = [
    Person("borger", "Rasmus Ager"),
    Person("1", "Jan Falk"),
    Person("2", "Jane Bech"),
    Person("3", "Åse Ø. Kær"),
]


@pytest.mark.parametrize(
    ("text", "title", "who", "due"),
    [
        ("Find arbejdstøj", "Find arbejdstøj", None, None),
        ("Find arbejdstøj @jan_falk 12/3", "Find arbejdstøj", "Jan Falk", date(2026, 3, 12)),
        ("Find arbejdstøj 12/3 @rasmus", "Find arbejdstøj", "Rasmus Ager", date(2026, 3, 12)),
        ("Find arbejdstøj @kær i morgen", "Find arbejdstøj", "Åse Ø. Kær", date(2026, 3, 11)),
        ("Ring 12. marts 2027", "Ring", None, date(2027, 3, 12)),
        ("Ring 9/3", "Ring", None, date(2027, 3, 9)),
        ("12/3", "12/3", None, None),
        ("@jan", "@jan", None, None),
        ("Møde kl. 10.12", "Møde kl. 10.12", None, None),
        ("Skriv til post@rasmus.dk", "Skriv til post@rasmus.dk", None, None),
        ("Køb 2 liter mælk", "Køb 2 liter mælk", None, None),
        ("Ring @ 12/3", "Ring @", None, date(2026, 3, 12)),
    ],
)
def test_line_says(text, title, who, due):
    line = read_line(text, PEOPLE, today=TODAY)
    assert (line.title, line.who.name if line.who else None, line.due_on) == (title, who, due)


@pytest.mark.parametrize(
    ("text", "said"), [("Ring @ole", "ingen “ole”"), ("Ring @jan", "Jan Falk og Jane Bech")]
)
def test_line_says_which_name_it_did_not_understand(text, said):
    with pytest.raises(ValidationError, match=said):
        read_line(text, PEOPLE, today=TODAY)
