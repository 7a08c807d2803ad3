"""Photos and scans: drawn anew from their dots, upright, so that nothing else of the file is kept.

Place, time and camera (EXIF, GPS, XMP), a second picture and whatever stands before or after the dots are gone with it.
"""

from io import BytesIO
from warnings import catch_warnings

from PIL import Image
from pillow_heif import register_heif_opener

from plans.files.kinds import Cleaned, Kind, Refused

MOST_DOTS = (
    64_000_000  # more than phones make by themselves; asked of the header, before anything is unpacked
)
LONGEST_SIDE = 5_000  # dots: a page of A4 at more than 400 to the inch
QUALITY = 90
LARGEST_PNG = 20 * 1024 * 1024  # bytes
FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.HEIC: "HEIF"}

ORIENTATION = 0x0112  # in EXIF
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

BROKEN = "Billedet kan ikke læses. Måske er det ikke hele filen. Prøv at tage billedet igen."
TOO_MANY_DOTS = "Billedet har for mange billedpunkter. Gem det i en mindre størrelse, og prøv igen."

register_heif_opener(thumbnails=False)


def clean_image(content: bytes, kind: Kind) -> Cleaned:
    """An upright JPEG or PNG of what the picture shows. Refused for what cannot be drawn."""
    try:
        with catch_warnings(action="ignore"), Image.open(BytesIO(content), formats=[FORMATS[kind]]) as image:
            _check_dots(image)
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            return _drawn(_upright(image), as_png=kind is Kind.PNG)
    except Image.DecompressionBombError as error:
        raise Refused(TOO_MANY_DOTS) from error
    except Refused:
        raise
    except Exception as error:  # a damaged file makes Pillow and libheif raise nearly anything
        raise Refused(BROKEN) from error


def _check_dots(image: Image.Image) -> None:
    if image.width * image.height > MOST_DOTS:
        raise Refused(TOO_MANY_DOTS)


def _upright(image: Image.Image) -> Image.Image:
    turn = TURNS.get(_orientation(image) or 1)
    return image if turn is None else image.transpose(turn)


def _orientation(image: Image.Image) -> int | None:
    """How the camera was held. What is told about a picture may be damaged while the picture is whole."""
    try:
        held: int | None = image.getexif().get(ORIENTATION)
    except Exception:  # noqa: BLE001  # read by Pillow's TIFF reader, which raises nearly anything
        return None
    return held


def _drawn(image: Image.Image, *, as_png: bool) -> Cleaned:
    bare = _bare(image)
    out = BytesIO()
    if as_png:
        bare.save(out, "PNG")
        if out.tell() <= LARGEST_PNG:
            return Cleaned(out.getvalue(), Kind.PNG)
        out = BytesIO()  # a photo kept as PNG: as JPEG it is a tenth
    _without_transparency(bare).save(out, "JPEG", quality=QUALITY)
    return Cleaned(out.getvalue(), Kind.JPEG)


def _bare(image: Image.Image) -> Image.Image:
    """The dots alone: what Pillow remembers beside them (comments, profiles) it would else write down again."""
    if image.has_transparency_data:
        bare = image.convert("RGBA")
    else:
        bare = image.convert("L" if image.mode in ("1", "L") else "RGB")
    bare.info.clear()
    return bare


def _without_transparency(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper
