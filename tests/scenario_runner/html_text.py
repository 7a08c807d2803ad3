"""The texts of a page: what a person can read of it, and every text there is in it."""

from dataclasses import dataclass
from html.parser import HTMLParser

# Elements that go on in the line; any other begins a new one, which is white space between two texts.
INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    }
)
VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    }
)
UNSEEN = frozenset({"head", "script", "style", "template"})
VALUELESS = frozenset({"hidden", "checkbox", "radio", "color", "range", "file", "password"})


@dataclass(frozen=True)
class HtmlTexts:
    """`readable`: visible text, alternative texts of pictures, field values. `every`: that and what is out of sight."""

    readable: str
    every: str


def texts_of_html(source: str) -> HtmlTexts:
    """The texts of a page or a part of one."""
    parser = _Parser()
    parser.feed(source)
    parser.close()
    return HtmlTexts("".join(parser.readable), "".join(parser.every))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.readable: list[str] = []
        self.every: list[str] = []
        self.open: list[tuple[str, bool]] = []  # element, and whether it is out of sight

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._new_line(tag)
        given = {name: value or "" for name, value in attrs}
        is_unseen = tag in UNSEEN or "hidden" in given
        if tag not in VOID:
            self.open.append((tag, is_unseen))
        if tag in VOID and is_unseen:
            return
        if tag == "img":
            self._add(f" {given.get('alt', '')} ")
        elif given.get("role") == "img":
            self._add(f" {given.get('aria-label', '')} ")
        elif tag == "input" and given.get("type", "text").lower() not in VALUELESS:
            self._add(f" {given.get('value', '')} ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<path/>` in a picture is closed at once; in HTML the slash of `<p/>` means nothing."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._new_line(tag)
        if any(name == tag for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _new_line(self, tag: str) -> None:
        if tag not in INLINE:
            self._add(" ")

    def _add(self, text: str) -> None:
        self.every.append(text)
        if not any(is_unseen for _, is_unseen in self.open):
            self.readable.append(text)
