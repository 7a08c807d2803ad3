"""Reading the citizen's pages in tests: a part of a page by its id, and the forms on it."""

import re
from html.parser import HTMLParser
from typing import Any

VOID = {"input", "br", "meta", "link", "img", "hr", "line", "circle", "polyline", "rect"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
HTMX = {"HX-Request": "true"}


def html_of(answer: Any) -> str:
    """The answer's text without the CSRF tokens, which differ each time. An undefined variable fails here."""
    text = TOKEN.sub("", answer.content.decode())
    assert "UDEFINERET" not in text
    return text


def part(html: str, id_: str) -> str:
    """The element with this id, as it stands in the page."""
    finder = _Finder(html, id_)
    finder.feed(html)
    assert finder.found is not None, f"nothing has the id {id_}"
    return finder.found


def without_undo(html: str) -> str:
    """Without “Fortryd”, which stands only in the answer to what was just saved."""
    return re.sub(r'<form class="undo".*?</form>', "", html, flags=re.S)


def folded(html: str) -> str:
    """White space made alike, so that a part on its own can be compared with the same part in its page."""
    return " ".join(html.split())


class _Finder(HTMLParser):
    def __init__(self, html: str, id_: str) -> None:
        super().__init__()
        self.lines = html.splitlines(keepends=True)
        self.id = id_
        self.depth = 0
        self.start = -1
        self.found: str | None = None
        self.html = html

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        if self.start < 0 and self.found is None and dict(attrs).get("id") == self.id:
            self.start = self._position()
            self.depth = 0
        if self.start >= 0:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if self.start < 0 or tag in VOID:
            return
        self.depth -= 1
        if self.depth == 0:
            end = self.html.index(">", self._position()) + 1
            self.found = self.html[self.start : end]
            self.start = -1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing stands inside it."""

    def _position(self) -> int:
        line, column = self.getpos()
        return sum(len(text) for text in self.lines[: line - 1]) + column
