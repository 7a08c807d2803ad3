"""PDFs: written anew without what acts by itself or tells of the writer. What that would change silently is refused.

Taken out: scripts and actions (all but leading to another page of the document), what happens on opening, the writer's
name and program, and place and camera of the photos within. Refused: encrypted, signed digitally (the signature would
be lost), with files or forms of another kind inside, damaged, or unpacking to more than any scan does.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from plans.files.kinds import Cleaned, Kind, Refused
from plans.files.photo_segments import without_segments_about

MOST_OBJECTS = 200_000
MOST_PAGES = 1_000
MOST_UNPACKED = 400 * 1024 * 1024  # bytes of all its streams together
DEEPEST = 100

ACTS = ("/AA", "/OpenAction", "/JS", "/JavaScript", "/URI")
TELLS = ("/Metadata", "/PieceInfo", "/LastModified")
CARRIES = ("/EF", "/EmbeddedFiles", "/AF", "/Collection", "/XFA", "/RichMediaContent", "/RichMediaSettings")
PLAYS = frozenset({"/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia"})

BROKEN = "PDF-filen er beskadiget eller ikke hel. Prøv at gemme eller skanne den igen."
ENCRYPTED = "PDF-filen er låst med en adgangskode. Gem den uden kode, og prøv igen."
CARRIES_MORE = (
    "PDF-filen har andre filer, film eller en særlig formular inden i sig. "
    "Vælg “Udskriv til PDF”, og læg udskriften ind i stedet."
)
SIGNED = (
    "PDF-filen er underskrevet digitalt, og underskriften ville gå tabt her. "
    "Gem originalen i jeres fagsystem, og læg en udskrift af den ind i stedet (“Udskriv til PDF”)."
)
TOO_MUCH = (
    "PDF-filen er pakket, så den fylder alt for meget, når den åbnes. Vælg “Udskriv til PDF”, og prøv igen."
)


def clean_pdf(content: bytes) -> Cleaned:
    """The same pages, harmless. Refused with the reason."""
    try:
        # Repairing what is cut off would lose pages without a word, so it is not tried.
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused(ENCRYPTED)
            return Cleaned(_harmless(pdf), Kind.PDF)
    except pikepdf.PasswordError as error:
        raise Refused(ENCRYPTED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused(BROKEN) from error


def _harmless(pdf: pikepdf.Pdf) -> bytes:
    if not 0 < len(pdf.pages) <= MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
        raise Refused(BROKEN if len(pdf.pages) == 0 else TOO_MUCH)
    unpacked = 0
    for one in pdf.objects:
        for found in _dictionaries(one):
            _look_at(found)
        if isinstance(one, pikepdf.Stream):
            unpacked += _unpacked(one, most=MOST_UNPACKED - unpacked)
            _clean_photo(one)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    out = BytesIO()
    pdf.save(out, fix_metadata_version=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def _dictionaries(one: Any, depth: int = 0) -> Iterator[Any]:
    """A dictionary or a stream's dictionary, and those written directly inside it. References lead to others' turn."""
    if depth > DEEPEST:
        raise Refused(TOO_MUCH)
    if isinstance(one, pikepdf.Array):
        for part in list[Any](one):
            if isinstance(part, pikepdf.Object) and not part.is_indirect:
                yield from _dictionaries(part, depth + 1)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        yield one
        for key in list(one.keys()):
            inside: Any = one.get(key)
            if isinstance(inside, pikepdf.Object) and not inside.is_indirect:
                yield from _dictionaries(inside, depth + 1)


def _look_at(found: Any) -> None:
    if any(key in found for key in CARRIES) or str(found.get("/Subtype", "")) in PLAYS:
        raise Refused(CARRIES_MORE)
    if str(found.get("/FT", "")) == "/Sig" and "/V" in found:
        raise Refused(SIGNED)
    if str(found.get("/Type", "")) == "/Sig" or "/ByteRange" in found:
        raise Refused(SIGNED)
    for key in (*ACTS, *TELLS):
        if key in found:
            del found[key]
    if "/A" in found and not _leads_within(found["/A"]):
        del found["/A"]


def _leads_within(action: Any) -> bool:
    """Whether an action only leads to another page. `/A` of other things than links is no dictionary at all."""
    if not isinstance(action, pikepdf.Dictionary):
        return True
    return str(action.get("/S", "")) == "/GoTo" and "/Next" not in action


def _unpacked(stream: pikepdf.Stream, *, most: int) -> int:
    """How many bytes a stream becomes where it is packed by Flate; unpacked a piece at a time and thrown away."""
    filters = stream.get("/Filter", None)
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if len(names) > 2 or names.count("/FlateDecode") > 1:
        raise Refused(TOO_MUCH)
    raw = stream.read_raw_bytes()
    size = len(raw)
    if names[0] == "/FlateDecode":
        size = 0
        unpacker = zlib.decompressobj()
        while raw and not unpacker.eof:
            try:
                size += len(unpacker.decompress(raw, 1 << 20))
            except zlib.error:
                break
            raw = unpacker.unconsumed_tail
            if size > most:
                raise Refused(TOO_MUCH)
    if size > most:
        raise Refused(TOO_MUCH)
    return size


def _clean_photo(stream: pikepdf.Stream) -> None:
    """A JPEG within the PDF keeps its dots as they are and loses what is told about them."""
    if str(stream.get("/Filter", "")) != "/DCTDecode":
        return
    raw = stream.read_raw_bytes()
    clean = without_segments_about(raw)
    if clean != raw:
        how: Any = stream.get("/DecodeParms", None)
        stream.write(clean, filter=pikepdf.Name.DCTDecode, decode_parms=how)
