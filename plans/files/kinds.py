"""Which kinds of file are taken, and how each is known by its first bytes."""

from dataclasses import dataclass
from enum import StrEnum

HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx"})


class Kind(StrEnum):
    """A kind of file, by its media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"


STORED = {
    Kind.PDF: ".pdf",
    Kind.JPEG: ".jpg",
    Kind.PNG: ".png",
}  # HEIC becomes JPEG, which every browser shows


class Refused(Exception):
    """The file is not taken; the text says why, to the person who chose it."""


@dataclass(frozen=True)
class Cleaned:
    """What is kept of a file: made anew from what it shows, and of which kind."""

    content: bytes
    kind: Kind


def kind_of(content: bytes) -> Kind | None:
    """What the file is by its first bytes, whatever its name or the browser says. None for what is not taken."""
    if content.startswith(b"%PDF-"):
        return Kind.PDF
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS:
        return Kind.HEIC
    return None
