"""How much of the plan the first page has room for, reckoned from its texts as they will stand, in millimetres.

The figures belong to static/enplan/print.css; the sums are rather too high, so that the page is never two.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from math import ceil
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

from plans.prints.phrases import BREAK

PAGE = 269.0  # there are 265 between the margins; the sums below are some ten too high for a full page
LINE = 4.5
ROW_LINE = 4.25
HEAD = 16.0  # name, CPR and coordinator
TABLE = 21.5  # heading, column heads, and the line that says how many more there are
PART = 13.0  # heading and air of a part without a table
CURVE = 25.0

WIDE = 178.0  # how long a line is between the margins,
HALF = 86.0  # and where two parts stand beside each other
POINT = 25.4 / 72
TEXT, TABLE_TEXT, SMALL = 9.0, 8.5, 8.0  # points
BOLD = 1.07  # so much wider
UNITS = 1000
FONT = "static/vendor/fonts/IBMPlexSans-Regular.ttf"


def lines(text: str, width: float, size: float = TEXT) -> int:
    """Lines that a text of `size` points takes in `width` millimetres: broken between words, as Pango does."""
    room = width / (size * POINT)  # in widths of an m
    space = _width(" ")
    count, at = 0, room
    for piece, before in _pieces(text, space):
        long = _width(piece)
        if at + before + long <= room:
            at += before + long
            continue
        count += ceil(long / room)  # a word that no line holds is broken
        at = long % room if long > room else long
    return count


def _pieces(text: str, space: float) -> Iterator[tuple[str, float]]:
    """What is not to be broken, each with the air that stands before it on the same line."""
    for word in text.split():
        for place, piece in enumerate(word.split(BREAK)):
            yield piece, 0 if place else space


@lru_cache(maxsize=20_000)
def _width(word: str) -> float:
    return _font().getlength(word) / UNITS


@cache
def _font() -> ImageFont.FreeTypeFont:
    path = Path(settings.BASE_DIR) / FONT
    return ImageFont.truetype(path, UNITS, layout_engine=ImageFont.Layout.BASIC)


def row(*cells: tuple[str, float]) -> float:
    """The height of a table row: its cells' texts, each with the millimetres that its column is wide."""
    return ROW_LINE * max(1, *(lines(text, width, TABLE_TEXT) for text, width in cells)) + 2.4


def rows_within(heights: Sequence[float], room: float) -> int:
    """How many of the rows, from the first, have room."""
    count = 0
    for height in heights:
        room -= height
        if room < 0:
            break
        count += 1
    return count


def shared(first: Sequence[float], second: Sequence[float], room: float) -> tuple[int, int]:
    """How many rows of each table have room: the first has the larger part, and what one leaves is the other's."""
    room_of_second = min(sum(second), max(0.4 * room, room - sum(first)))
    count = rows_within(second, room_of_second)
    return rows_within(first, room - sum(second[:count])), count
