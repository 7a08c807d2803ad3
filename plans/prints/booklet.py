"""The booklet of a team meeting: whose it is, where each citizen begins, and each one's plan as its reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.template.loader import render_to_string

from enplan.web import danish
from plans.models import Booklet
from plans.prints.binding import Part, bind, pages_in, starts_of, with_own_names
from plans.prints.document import edition, feet_of, pdf_of
from plans.prints.phrases import shortened, whole

TITLE = "Hæfte til teammøde"
MOST_TAGGED = 280  # pages of plans: the tags of more take more memory than a worker should need


@dataclass(frozen=True)
class PrintedPart:
    """A part before it is printed: the same checksum is the same print, down to who reads it."""

    html: str
    checksum: str

    def press(self) -> tuple[bytes, int]:
        content = with_own_names(pdf_of(self.html, is_part=True), self.checksum[:12])
        return content, pages_in(content)


def printed_part(html: str) -> PrintedPart:
    return PrintedPart(html, sha256(edition() + html.encode()).hexdigest())


@dataclass(frozen=True)
class Line:
    name: str
    page: int


@dataclass(frozen=True)
class BookletPrint:
    title: str
    author: str
    about: str
    reader: str
    whose: str
    left_out: str
    is_tagged: bool
    lines: list[Line]


def bound(booklet: Booklet, parts: Sequence[Part], *, left_out: int, at: datetime) -> bytes:
    """The whole booklet. `left_out`: how many were closed to the reader before they could be printed."""
    front = pdf_of(_front(booklet, parts, [0] * len(parts), left_out, at), is_part=True)
    starts = starts_of(pages_in(front), [part.pages for part in parts])
    front = pdf_of(_front(booklet, parts, starts, left_out, at), is_part=True)
    return bind(front, parts, partial(feet_of, _copy(booklet, at)), is_tagged=_is_tagged(parts))


def _front(booklet: Booklet, parts: Sequence[Part], starts: list[int], left_out: int, at: datetime) -> str:
    page = BookletPrint(
        title=TITLE,
        author=settings.MUNICIPALITY,
        about=f"{danish.count(len(parts), 'borger', 'borgere')} · lavet {_when(at)}",
        reader=whole(booklet.user.name),
        whose=whole(f"{danish.possessive(booklet.user.name)} eksemplar"),
        left_out=_left_out(left_out),
        is_tagged=_is_tagged(parts),
        lines=[Line(whole(part.name), start) for part, start in zip(parts, starts, strict=True)],
    )
    return render_to_string("plans/print/booklet.html", {"page": page})


def _is_tagged(parts: Sequence[Part]) -> bool:
    return sum(part.pages for part in parts) <= MOST_TAGGED


def _left_out(count: int) -> str:
    if not count:
        return ""
    said = danish.count(count, "borger er ikke med, fordi planen", "borgere er ikke med, fordi planerne")
    return f"{said} er lukket for dig, siden du bad om hæftet."


def _copy(booklet: Booklet, at: datetime) -> str:
    return f"{danish.possessive(shortened(booklet.user.name, 60))} eksemplar · udskrevet {_when(at)}"


def _when(at: datetime) -> str:
    return f"{danish.full_day(at)} kl. {danish.clock_time(at)}"
