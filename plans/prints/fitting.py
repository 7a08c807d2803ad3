"""How much of the plan the first page has room for, reckoned from the lengths of its texts, in millimetres.

The figures belong to static/enplan/print.css; the sums are rather too high, so that the page is never two.
"""

from collections.abc import Sequence
from math import ceil

PAGE = 272.0  # what the sums below may come to; they are some 15 too high for a full page
LINE = 4.5
ROW_LINE = 4.25
HEAD = 20.0  # name, CPR and coordinator
TABLE = 21.5  # heading, column heads, and the line that says how many more there are
PART = 13.0  # heading and air of a part without a table
CURVE = 25.0


def lines(text: str, width: int) -> int:
    """Lines that a text takes where `width` characters stand on one."""
    return max(1, ceil(len(text) / width)) if text else 0


def row(*cells: tuple[str, int]) -> float:
    """The height of a table row: its cells' texts, each with the characters that its column holds on a line."""
    return ROW_LINE * max(1, *(lines(text, width) for text, width in cells)) + 2.2


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
