"""Danish names on a page in another language: departments, and what the municipality has given no English name.

Such a name stands inside sentences, lists and headings alike, and a screen reader must know that it is Danish. So it
carries two marks from where it is written into a text to the end of the page, where they become an element.
"""

import re

from django.conf import settings
from django.utils.translation import get_language

BEGIN, END = "\ue000", "\ue001"  # Unicode's private use: letters that no keyboard writes
MARK = re.compile(f"[{BEGIN}{END}]")
MARKED = re.compile(f"{BEGIN}([^{BEGIN}{END}<>]*){END}")
# Tags with their attributes, and elements that hold nothing but text: there is no room for another element there.
TEXT_ALONE = re.compile(r"<(title|option|textarea)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def is_danish() -> bool:
    return get_language() in (None, settings.LANGUAGE_CODE)


def named(name: object) -> str:
    """A name as it stands in a text of the page. What is stored or sent elsewhere is the name itself."""
    text = str(name)
    return text if is_danish() or not text else f"{BEGIN}{text}{END}"


def said(danish: str, english: str) -> str:
    """What the municipality calls it in the page's language; in Danish, marked, where it has no English for it."""
    return english if english and get_language() == "en" else named(danish)


def drawn(html: str) -> str:
    """The page with its marks as elements."""
    if BEGIN not in html:
        return html
    html = TEXT_ALONE.sub(lambda found: MARK.sub("", found[0]), html)
    return MARK.sub("", MARKED.sub(r'<span lang="da">\1</span>', html))
