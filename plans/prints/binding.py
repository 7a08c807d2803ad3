"""From many PDFs to one: each part on a right-hand page, one numbering through all of it, and one structure.

Nothing about plans here. The tags are kept: each part's structure becomes a part of the whole's, in the order of the
pages, so that who listens hears the same as in a single print. What the foot of a page says is laid on afterwards and
marked as no content, since which page it is of how many is known only then.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

A4 = (595.276, 841.89)  # points
AT_A_TIME = 100  # pages
Feet = Callable[[int, int, int], bytes]


@dataclass(frozen=True)
class Part:
    """One PDF of ours, what the list of bookmarks calls it, and how many pages it has."""

    name: str
    content: bytes
    pages: int


def pages_in(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def right_hand(pages: int) -> int:
    """How many pages there are when the next part shall begin on a right-hand one."""
    return pages + pages % 2


def starts_of(front: int, counts: Iterable[int]) -> list[int]:
    """The number of each part's first page, where the front takes `front` pages."""
    starts, at = [], front
    for count in counts:
        at = right_hand(at)
        starts.append(at + 1)
        at += count
    return starts


def bind(front: bytes, parts: Sequence[Part], feet: Feet, *, is_tagged: bool = True) -> bytes:
    """The whole. `front`: a PDF of ours, whose title is the whole's. `feet` prints those of some pages: from which
    number on, how many, and of how many in all; with nothing else on them and without tags.

    Without tags it takes less than half the memory.
    """
    with pikepdf.open(BytesIO(front)) as book, ExitStack() as kept_open:
        if not is_tagged:
            _drop_tags(book)
        structure = _Structure(book) if is_tagged else None
        with book.open_outline() as outline:
            for part in parts:
                # Its pages are read when the whole is written.
                source = kept_open.enter_context(pikepdf.open(BytesIO(part.content)))
                for _blank in range(right_hand(len(book.pages)) - len(book.pages)):
                    book.add_blank_page(page_size=A4).obj.Tabs = Name.S
                outline.root.append(pikepdf.OutlineItem(part.name, len(book.pages)))
                book.pages.extend(source.pages)
                if structure is not None:
                    structure.add(source, len(book.pages) - len(source.pages))
        if structure is not None:
            structure.close()
        _lay_on(book, feet, kept_open)
        return _written(book)


def _drop_tags(book: pikepdf.Pdf) -> None:
    """And what says that there are any."""
    for key in ("/StructTreeRoot", "/MarkInfo", "/Metadata"):
        del book.Root[key]


def _lay_on(book: pikepdf.Pdf, feet: Feet, kept_open: ExitStack) -> None:
    """The feet, printed for so many pages at a time: WeasyPrint needs much for each."""
    total = len(book.pages)
    for first in range(0, total, AT_A_TIME):
        count = min(AT_A_TIME, total - first)
        laid = kept_open.enter_context(pikepdf.open(BytesIO(feet(first + 1, count, total))))
        for place, foot in enumerate(laid.pages, first):
            page = book.pages[place]
            form = book.copy_foreign(foot.as_form_xobject())
            name = page.add_resource(form, Name.XObject, prefix="Foot")
            # WeasyPrint turns a page upside down for itself and leaves it so: what is laid on begins anew.
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(f"\nQ q /Artifact <</Type /Pagination>> BDC {name} Do EMC Q\n".encode())


def _written(book: pikepdf.Pdf) -> bytes:
    target = BytesIO()
    book.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


class _Structure:
    """The whole's tree of tags: pages find their tags by a number, and a cell its headings by a name."""

    def __init__(self, book: pikepdf.Pdf) -> None:
        self.book = book
        self.root: Any = book.Root.StructTreeRoot
        self.document: Any = self.root.K[0]
        self.numbers: list[Any] = list(self.root.ParentTree.Nums)
        self.next = _next_number(self.numbers)

    def add(self, source: pikepdf.Pdf, first: int) -> None:
        """Take over the tags of `source`, whose pages stand in the book from `first` (from 0) on."""
        for page in list(self.book.pages)[first:]:
            self._renumber(page.obj)
        tree: Any = self.book.copy_foreign(source.Root.StructTreeRoot)
        numbers = list(tree.ParentTree.Nums)
        for place in range(0, len(numbers), 2):
            self.numbers += [int(numbers[place]) + self.next, numbers[place + 1]]
        part = tree.K[0]
        part.S, part.P = Name.Part, self.document
        self.document.K.append(part)
        self.next += _next_number(numbers)

    def _renumber(self, page: Any) -> None:
        page.StructParents = int(page.StructParents) + self.next
        for note in page.get("/Annots", []):
            if "/StructParent" in note:
                note.StructParent = int(note.StructParent) + self.next

    def close(self) -> None:
        self.root.ParentTree.Nums = Array(self.numbers)


def _next_number(numbers: list[Any]) -> int:
    return int(numbers[-2]) + 1 if numbers else 0


def with_own_names(content: bytes, prefix: str) -> bytes:
    """The PDF with its headings' names made its own: in a whole of many parts each name stands once."""
    with pikepdf.open(BytesIO(content)) as pdf:
        waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
        while waiting:
            found = waiting.pop()
            if isinstance(found, Array):
                waiting += list(found)
            elif isinstance(found, Dictionary) and "/S" in found:
                _make_own(found, prefix)
                waiting.append(found.get("/K"))
        return _written(pdf)


def _make_own(element: Any, prefix: str) -> None:
    if "/ID" in element:
        element.ID = String(f"{prefix}-{element.ID}")
    said = element.get("/A")
    if isinstance(said, Dictionary) and "/Headers" in said:
        said.Headers = Array([String(f"{prefix}-{one}") for one in said.Headers])
