"""What a test reads of a PDF itself: its structure as a screen reader gets it, and where each sign of it lies.

Read by pikepdf, which knows nothing of how it was made.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
from pypdf import PdfReader

Matrix = tuple[float, float, float, float, float, float]
Units = float
HEADINGS = {"H1", "H2", "H3", "H4", "TH"}
START: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass
class Tag:
    """An element of the structure: its kind ("H1", "TH"), and what is said of it."""

    kind: str
    alt: str = ""
    id: str = ""
    headers: tuple[str, ...] = ()  # the ids of the cells that say what this cell is about
    page: int = 0  # on which it begins
    has_content: bool = False
    children: list["Tag"] = field(default_factory=list)

    def walk(self) -> Iterator["Tag"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, *kinds: str) -> list["Tag"]:
        return [tag for tag in self.walk() if tag.kind in kinds]


@dataclass(frozen=True)
class Run:
    """Signs that are written in one go: how many, and from where to where, in points."""

    page: int
    signs: int
    left: Units
    right: Units
    base: Units
    size: Units


@dataclass(frozen=True)
class PdfRead:
    content: bytes

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(BytesIO(self.content))

    @cached_property
    def structure(self) -> Tag:
        root = Tag("Root")
        pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}
        _walk(self.pdf.Root.StructTreeRoot.get("/K"), root, pages)
        return root

    @cached_property
    def runs(self) -> list[Run]:
        return [run for number, page in enumerate(self.pdf.pages, 1) for run in _runs(page, number)]

    @property
    def metadata(self) -> dict[str, str]:
        with self.pdf.open_metadata(set_pikepdf_as_editor=False) as found:
            return {key: str(value) for key, value in found.items()}

    def outside(self) -> list[Run]:
        """What is written beyond the edge of its page."""
        boxes = {
            number: [float(one) for one in page.mediabox] for number, page in enumerate(self.pdf.pages, 1)
        }
        return [run for run in self.runs if not _is_within(run, boxes[run.page])]

    def in_the_margin(self, least: Units = 34) -> list[Run]:
        """What is written nearer than 12 mm to the sides or the top. The foot of a page stands in its margin."""
        boxes = {
            number: [float(one) for one in page.mediabox] for number, page in enumerate(self.pdf.pages, 1)
        }
        return [
            run
            for run in self.runs
            if run.signs
            and (
                run.left < least
                or run.right > boxes[run.page][2] - least
                or run.base + run.size * 0.7 > boxes[run.page][3] - least
            )
        ]

    def left_alone(self) -> list[Tag]:
        """Headings, and heads of tables, after which what they stand over begins on another page."""
        said = list(_said(self.structure, None))
        return [
            heading
            for (heading, page), (_, next_page) in pairwise(said)
            if heading is not None and next_page != page
        ]

    @cached_property
    def text(self) -> str:
        """In reading order, white space folded."""
        pages = (page.extract_text() for page in PdfReader(BytesIO(self.content)).pages)
        return " ".join(" ".join(pages).split())


def _is_within(run: Run, box: list[float]) -> bool:
    left, bottom, right, top = box
    return left <= run.left and run.right <= right + 0.5 and bottom <= run.base and run.base + run.size <= top


# The structure ---------------------------------------------------------------------------------------------------


def _walk(node: Any, above: Tag, pages: dict[Any, int]) -> None:
    if node is None:
        return
    if isinstance(node, pikepdf.Array):
        for child in node:
            _walk(child, above, pages)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        said: Any = node.get("/A", {})
        tag = Tag(
            str(node.S)[1:],
            alt=str(node.get("/Alt", "")),
            id=str(node.get("/ID", "")),
            headers=tuple(str(one) for one in said.get("/Headers", [])),
            page=pages[node.Pg.objgen] if "/Pg" in node else 0,
        )
        above.children.append(tag)
        _walk(node.get("/K"), tag, pages)
    else:  # a number, or a reference to marked content
        above.has_content = True


def _said(tag: Tag, heading: Tag | None) -> Iterator[tuple[Tag | None, int]]:
    """Everything that is said, in order: in which heading or head of a table, if in one, and on which page."""
    heading = tag if tag.kind in HEADINGS else heading
    if tag.has_content:
        yield heading, tag.page
    for child in tag.children:
        yield from _said(child, heading)


# What is written where -----------------------------------------------------------------------------------------------


def _runs(
    page: Any, number: int, resources: Any = None, place: Matrix = START, unit: Matrix = START
) -> Iterator[Run]:
    """Of a page, or of a form that is laid on one."""
    resources = page.resources if resources is None else resources
    fonts = {name: _Font(font) for name, font in resources.get("/Font", {}).items()}
    kept, line, size = [], START, 0.0
    place = _times(unit, place)
    font: _Font | None = None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                kept.append(place)
            case "Q":
                place = kept.pop()
            case "cm":
                place = _times(_matrix(operands), place)
            case "Do":
                yield from _laid_on(resources.XObject[str(operands[0])], number, resources, place)
            case "BT":
                line = START
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "Tm":
                line = _matrix(operands)
            case "Tj" | "TJ" if font is not None:
                signs, width = font.measure(operands[0])
                width *= size / 1000
                start = _times(line, place)
                end = _times((1, 0, 0, 1, width, 0), start)
                left, right = sorted((start[4], end[4]))
                yield Run(number, signs, left, right, start[5], size * abs(start[3]))
                line = _times((1, 0, 0, 1, width, 0), line)


def _laid_on(form: Any, number: int, resources: Any, place: Matrix) -> Iterator[Run]:
    if form.get("/Subtype") == pikepdf.Name.Form:
        own = _matrix(form.get("/Matrix", START))
        yield from _runs(form, number, form.get("/Resources", resources), place, own)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in operands)
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


class _Font:
    """How wide each sign of a font is; those of WeasyPrint have numbers of two bytes, drawn emoji of one."""

    def __init__(self, font: Any) -> None:
        self.is_drawn = "/DescendantFonts" not in font
        self.widths: dict[int, float] = {}
        if self.is_drawn:
            return
        rows = list(font.DescendantFonts[0].get("/W", []))
        while rows:
            first, widths = int(rows[0]), rows[1]
            if isinstance(widths, pikepdf.Array):
                self.widths |= {first + place: float(width) for place, width in enumerate(widths)}
                rows = rows[2:]
            else:
                self.widths |= dict.fromkeys(range(first, int(widths) + 1), float(rows[2]))
                rows = rows[3:]

    def measure(self, parts: Any) -> tuple[int, float]:
        glyphs: list[int] = []
        width = 0.0
        for part in parts if isinstance(parts, pikepdf.Array) else [parts]:
            if isinstance(part, int | float | Decimal):
                width -= float(part)
                continue
            written = bytes(part)
            if (
                self.is_drawn
            ):  # how wide these are does not stand in the font the same way; none is outside alone
                continue
            found = [int.from_bytes(written[at : at + 2]) for at in range(0, len(written), 2)]
            glyphs += found
            width += sum(self.widths.get(glyph, 1000.0) for glyph in found)
        return len(glyphs), width
