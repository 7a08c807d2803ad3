"""Files that tests upload: photos as a phone makes them, PDFs as a scanner does, and what only pretends to be one."""

from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pillow_heif import register_heif_opener

from plans.files.checking import CheckedFile
from plans.files.kinds import Kind

register_heif_opener()

SIDEWAYS = 6  # EXIF: the camera was turned, show it a quarter clockwise
ORIENTATION, MAKER, COMMENT = 0x0112, 0x010F, 0x9286
SECRET_PLACE = "55.403756 N, 10.402370 E"


def photo(format_: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """Lying on its side as a phone stores it, left half blue and right half red, and with EXIF that tells of it."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION] = SIDEWAYS
    exif[MAKER] = SECRET_PLACE
    out = BytesIO()
    image.save(out, format_, exif=exif.tobytes())
    return out.getvalue()


def pdf(pages: int = 1) -> pikepdf.Pdf:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    return made


def pdf_bytes(document: pikepdf.Pdf | None = None, **save: object) -> bytes:
    out = BytesIO()
    (document or pdf()).save(out, **save)  # type: ignore[arg-type]  # the caller's own options
    return out.getvalue()


def upload(content: bytes, name: str = "IMG_0001.jpg", media_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=media_type)


def checked_photo(title: str = "Tavlen fra mødet") -> CheckedFile:
    """A file that has been checked already, for tests that are about something else."""
    return CheckedFile(photo(), Kind.JPEG, Kind.JPEG, title)
