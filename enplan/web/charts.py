"""The wellbeing curve and the step bar as SVG, for pages and for print.

Nothing is said by the picture alone: each has a <title> (the alternative text, also in a tagged PDF). On a page the
colours come from the classes in enplan.css; print passes `colours`, since WeasyPrint is given no style sheet for SVG.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enplan.web import spoken

WIDTH: Final = 320
HEIGHT: Final = 104
TOP: Final = 10
BOTTOM: Final = 72
SIDE: Final = 20
LABEL_Y: Final = 98
LABEL_ROOM: Final = 56  # a label such as "12. jan." needs so much before the next one may stand
BAR_WIDTH: Final = 120
BAR_HEIGHT: Final = 12


@dataclass(frozen=True, kw_only=True)
class Colours:
    """Written on the shapes as attributes, where no style sheet reaches."""

    ink: str = "#1a1a1a"
    line: str = "#8e8e8e"
    ground: str = "#ffffff"
    font: str = "IBM Plex Sans"


PRINT: Final = Colours()

# When, what (0–10, or None for "don't know"), and what stands under the point; "" for nothing.
Point = tuple[date, int | None, str]


def wellbeing_curve(
    points: Sequence[Point],
    *,
    beside: Sequence[Point] = (),
    title: str | None = None,
    colours: Colours | None = None,
) -> SafeString:
    """The curve through the ratings, oldest first, spaced by time; a "don't know" leaves a gap. No points: "".

    `beside`: another voice on the same scale, a broken line with squares; its labels are not drawn.
    Raises ValueError for a value outside 0–10.
    """
    ordered = sorted(points, key=lambda point: point[0])
    others = sorted(beside, key=lambda point: point[0])
    for _when, value, _label in (*ordered, *others):
        if value is not None and not 0 <= value <= 10:
            raise ValueError(f"A wellbeing rating is 0–10, not {value}.")
    if not ordered:
        return SafeString("")
    days = sorted({when for when, _value, _label in (*ordered, *others)})
    at = dict(zip(days, _positions(days), strict=True))
    xs = [at[when] for when, _value, _label in ordered]
    known = [None if value is None else _height(value) for _when, value, _label in ordered]
    return format_html(
        '<svg class="chart chart-curve" viewBox="0 0 {} {}" role="img"><title>{}</title>{}{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        title if title is not None else curve_in_words(ordered, others),
        _axis(colours),
        _others(others, at, colours),
        _runs(xs, known, colours),
        _dots(xs, known, colours),
        _labels(xs, [label for _when, _value, label in ordered], colours),
    )


def curve_in_words(points: Sequence[Point], beside: Sequence[Point] = ()) -> str:
    """ "Trivsel fra 0 til 10: 3 den 12. januar, 5 den 1. marts.", the curve's alternative text."""
    words = _("Trivsel fra 0 til 10: %(ratings)s.") % {"ratings": _in_words(points)}
    if not beside:
        return words
    return f"{words} {_('Set af en fagperson: %(ratings)s.') % {'ratings': _in_words(beside)}}"


def _in_words(points: Sequence[Point]) -> str:
    return ", ".join(
        _("%(value)s den %(day)s")
        % {"value": _("ved ikke") if value is None else value, "day": spoken.day_near(when)}
        for when, value, _label in sorted(points, key=lambda point: point[0])
    )


def step_bar(
    reached: int, total: int, *, title: str | None = None, colours: Colours | None = None
) -> SafeString:
    """Steps reached of all, as a bar with a box per step. No steps: "". Raises ValueError if it cannot be."""
    if not 0 <= reached <= total:
        raise ValueError(f"{reached} of {total} steps cannot be reached.")
    if not total:
        return SafeString("")
    gap = 2 if total <= 20 else 0
    width = (BAR_WIDTH - 2 - gap * (total - 1)) / total
    boxes = format_html_join(
        "",
        '<rect class="{}" x="{}" y="1" width="{}" height="{}"{}/>',
        (
            (
                "chart-bar-reached" if step < reached else "chart-bar-ground",
                _short(1 + step * (width + gap)),
                _short(width),
                BAR_HEIGHT - 2,
                _paint(colours, fill="ink" if step < reached else "ground", stroke="ink"),
            )
            for step in range(total)
        ),
    )
    said = _("%(reached)d af %(total)d skridt er nået") % {"reached": reached, "total": total}
    return format_html(
        '<svg class="chart chart-bar" viewBox="0 0 {} {}" role="img"><title>{}</title>{}</svg>',
        BAR_WIDTH,
        BAR_HEIGHT,
        said if title is None else title,
        boxes,
    )


def _positions(days: Sequence[date]) -> list[float]:
    """Where each day stands between the sides: by time, or in the middle when there is only one day."""
    span = (days[-1] - days[0]).days
    if span == 0:
        return [WIDTH / 2] * len(days)
    return [SIDE + (WIDTH - 2 * SIDE) * (day - days[0]).days / span for day in days]


def _height(value: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / 10


def _axis(colours: Colours | None) -> SafeString:
    return format_html(
        '<line class="chart-axis" x1="0" y1="{0}" x2="{1}" y2="{0}"{2}/>',
        BOTTOM + 8,
        WIDTH,
        _paint(colours, stroke="line"),
    )


def _others(points: Sequence[Point], at: Mapping[date, float], colours: Colours | None) -> SafeString:
    """Another voice: a broken line, and a square at each number."""
    if not points:
        return SafeString("")
    xs = [at[when] for when, _value, _label in points]
    ys = [None if value is None else _height(value) for _when, value, _label in points]
    known = [(_short(x), _short(y), x, y) for x, y in zip(xs, ys, strict=True) if y is not None]
    paint = _paint(colours, stroke="ink")
    if colours:
        paint = format_html('{} fill="none" stroke-width="1.5" stroke-dasharray="4 4"', paint)
    line = format_html(
        '<polyline class="chart-line-beside" points="{}"{}/>',
        " ".join(f"{x},{y}" for x, y, _x, _y in known),
        paint,
    )
    squares = format_html_join(
        "",
        '<rect class="chart-square" x="{}" y="{}" width="9" height="9"{}/>',
        (
            (_short(x - 4.5), _short(y - 4.5), _paint(colours, fill="ground", stroke="ink"))
            for _x, _y, x, y in known
        ),
    )
    return format_html("{}{}", line if len(known) > 1 else "", squares)


def _runs(xs: Sequence[float], ys: Sequence[float | None], colours: Colours | None) -> SafeString:
    """A line for each stretch without a gap."""
    runs: list[list[str]] = [[]]
    for x, y in zip(xs, ys, strict=True):
        if y is None:
            runs.append([])
        else:
            runs[-1].append(f"{_short(x)},{_short(y)}")
    paint = _paint(colours, stroke="ink")
    if colours:
        paint = format_html('{} fill="none" stroke-width="3"', paint)
    return format_html_join(
        "",
        '<polyline class="chart-line" points="{}"{}/>',
        ((" ".join(run), paint) for run in runs if len(run) > 1),
    )


def _dots(xs: Sequence[float], ys: Sequence[float | None], colours: Colours | None) -> SafeString:
    return format_html_join(
        "",
        '<circle class="chart-dot" cx="{}" cy="{}" r="{}"{}/>',
        (
            (_short(x), _short(y), 7 if place == len(xs) - 1 else 5, _paint(colours, fill="ink"))
            for place, (x, y) in enumerate(zip(xs, ys, strict=True))
            if y is not None
        ),
    )


def _labels(xs: Sequence[float], labels: Sequence[str], colours: Colours | None) -> SafeString:
    """The words under the curve; the latest always, an earlier one only where there is room for it."""
    kept: list[tuple[float, str]] = []
    for x, label in reversed(list(zip(xs, labels, strict=True))):
        if label and (not kept or kept[-1][0] - x >= LABEL_ROOM):
            kept.append((x, label))
    font = format_html(' font-size="13" font-family="{}"', colours.font) if colours else SafeString("")
    return format_html_join(
        "",
        '<text class="chart-text" x="{}" y="{}" text-anchor="{}"{}{}>{}</text>',
        (
            (_short(x), LABEL_Y, _anchor(x), _paint(colours, fill="ink"), font, label)
            for x, label in reversed(kept)
        ),
    )


def _anchor(x: float) -> str:
    if x <= SIDE:
        return "start"
    return "end" if x >= WIDTH - SIDE else "middle"


def _paint(colours: Colours | None, **roles: str) -> SafeString:
    """Presentation attributes such as ` fill="#1a1a1a"`; nothing where classes do it."""
    if colours is None:
        return SafeString("")
    return format_html_join("", ' {}="{}"', ((name, getattr(colours, role)) for name, role in roles.items()))


def _short(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
