"""A file as it came in → what is kept of it, or why it is refused. No Django here: it runs in a process of its own."""

from plans.files.images import clean_image
from plans.files.kinds import Cleaned, Kind, Refused, kind_of
from plans.files.pdfs import clean_pdf

EMPTY = "Filen er tom. Prøv at vælge den igen."
NOT_TAKEN = "Filen er ikke en PDF eller et billede. Vælg en PDF, JPEG, PNG eller HEIC."
MOST_KEPT = 40 * 1024 * 1024  # bytes: twice what may be uploaded
GREW = "Filen bliver for stor, når den gøres klar. Gem den i en mindre størrelse, og prøv igen."


def clean(content: bytes) -> Cleaned:
    """Refused with the reason for what is not taken."""
    if not content:
        raise Refused(EMPTY)
    kind = kind_of(content)
    if kind is None:
        raise Refused(NOT_TAKEN)
    cleaned = clean_pdf(content) if kind is Kind.PDF else clean_image(content, kind)
    if len(cleaned.content) > MOST_KEPT:
        raise Refused(GREW)
    return cleaned
