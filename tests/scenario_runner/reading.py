"""What stands in an answer: what a person can read in it (`sees`, `order`), and what is in it at all (`hides`)."""

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from django.http import HttpResponseBase
from pypdf import PdfReader

from tests.scenario_runner.html_text import texts_of_html

UUID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE)
INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))  # soft hyphen, places where a word may break
HYPHENATION = r"(?:[-\u00ad\u2010]\s*\n\s*)?"
HYPHEN = r"[-\u2010\u2011]\s*"


@dataclass(frozen=True)
class Answer:
    """An answer's status, type, body, and the headers a browser shows or saves under."""

    status: int
    kind: str
    body: bytes
    headers: str = ""

    @classmethod
    def of(cls, response: HttpResponseBase) -> "Answer":
        chunks = response if getattr(response, "streaming", False) else [getattr(response, "content", b"")]
        return cls(
            status=response.status_code,
            kind=response.headers.get("Content-Type", "").partition(";")[0],
            body=b"".join(chunks),
            headers="\n".join(response.headers.get(name, "") for name in ("Content-Disposition", "Location")),
        )

    @cached_property
    def readable(self) -> str:
        """What a person can read, in reading order."""
        match self.kind:
            case "application/pdf":
                return normal("\n".join(page.extract_text() for page in self._pdf.pages))
            case "application/json":
                return normal("\n".join(_strings(json.loads(self.body))))
            case _:
                return folded(texts_of_html(self._raw).readable)

    @cached_property
    def everything(self) -> list[str]:
        """All in which nothing hidden may stand: the readable, the raw, what is escaped in it or kept aside."""
        match self.kind:
            case "application/pdf":
                aside = [str(value) for value in (self._pdf.metadata or {}).values()]
                if (xmp := self._pdf.xmp_metadata) is not None:
                    aside.append(html.unescape(xmp.stream.get_data().decode("utf-8", "replace")))
                aside += [str(getattr(one, "title", "")) for one in _flat(self._pdf.outline)]
                return [self.readable, *map(normal, aside), normal(self.headers)]
            case "application/json":
                data = json.dumps(json.loads(self.body), ensure_ascii=False)
                return [*_without_ids(self.readable, self._raw, data, self.headers)]
            case _:
                plain = html.unescape(self._raw)
                every = texts_of_html(self._raw).every
                return [self.readable, *_without_ids(self._raw, plain, unquote(plain), every, self.headers)]

    @property
    def _raw(self) -> str:
        return self.body.decode("utf-8", "replace")

    @cached_property
    def _pdf(self) -> PdfReader:
        return PdfReader(BytesIO(self.body))


def lacking(answer: Answer, sees: list[str]) -> list[str]:
    """Those of `sees` that a person cannot read in the answer."""
    return [text for text in sees if not looked_for(text).search(answer.readable)]


def showing(answer: Answer, hides: list[str]) -> list[str]:
    """Those of `hides` that stand anywhere in the answer."""
    return [text for text in hides if any(looked_for(text).search(content) for content in answer.everything)]


def out_of_order(answer: Answer, order: list[str]) -> str | None:
    """The first of `order` that is not found after the match of the one before."""
    place = 0
    for text in order:
        match = looked_for(text).search(answer.readable, place)
        if match is None:
            return text
        place = match.end()
    return None


def looked_for(text: str) -> re.Pattern[str]:
    """Finds a text whatever its case and white space, and where a line of print breaks it, with or without a hyphen."""
    words = [
        HYPHENATION.join(HYPHEN if char == "-" else re.escape(char) for char in word)
        for word in normal(text).split()
    ]
    return re.compile(r"\s+".join(words), re.IGNORECASE)


def normal(text: str) -> str:
    """The text with composed letters; its line breaks stay."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """The text on one line, without what no person sees in it."""
    return " ".join(normal(text).translate(INVISIBLE).split())


def _without_ids(*contents: str) -> Iterator[str]:
    """An id is random and tells nothing, but four digits that must be hidden may turn up in one by chance."""
    return (folded(UUID.sub(" ", content)) for content in contents)


def _strings(value: Any) -> Iterator[str]:
    """Every key and value of JSON data, in its order."""
    match value:
        case dict():
            for key, one in value.items():
                yield str(key)
                yield from _strings(one)
        case list():
            for one in value:
                yield from _strings(one)
        case _:
            yield "" if value is None else str(value)


def _flat(outline: list[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one
