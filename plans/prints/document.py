"""From HTML to PDF: WeasyPrint, set up once per process, so that fonts and style are read only for the first print.

Nothing about plans here. What WeasyPrint complains of goes to its own logger, `weasyprint`; the tests fail on it.
"""

import atexit
import gc
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.html import format_html, format_html_join

# A name that cannot exist (RFC 2606): relative addresses are resolved against it and answered from our own folder.
HOST = "static.invalid"
BASE_URL = f"https://{HOST}/"
STYLE_SHEET = f"{BASE_URL}enplan/print.css"
LARGE_STYLE_SHEET = f"{BASE_URL}enplan/print_large.css"  # on top of the other
PART_STYLE_SHEET = f"{BASE_URL}enplan/print_part.css"  # likewise: without what stands at the foot of a page

# WeasyPrint breaks a line that just fits after its first word when a space follows that will not be shown.
TRAILING_SPACE = re.compile(r"(?<!\s)\s++(?=</(?:p|td|th|dd|dt|li|h[1-6])>)")

_one_at_a_time = Lock()  # Pango's font map is not made for several threads


class NotOurs(ValueError):
    """Something was asked for that is not one of our own static files."""


class OwnFiles:
    """WeasyPrint's way to files: those in `static/`, and nothing else, neither the network nor the rest of the disk."""

    _fail_on_errors = (
        False  # read by WeasyPrint: a file that is missing is complained of, and the print goes on
    )

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def path_of(self, url: str) -> Path:
        """Where the file behind an address lies. NotOurs for any other host, scheme or place."""
        address = urlsplit(url)
        path = (self.folder / unquote(address.path).lstrip("/")).resolve()
        if address.scheme != "https" or address.netloc != HOST or not path.is_relative_to(self.folder):
            raise NotOurs(url)
        return path

    def __call__(self, url: str) -> Any:
        from weasyprint.urls import URLFetcherResponse

        path = self.path_of(url)
        kind = guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


@dataclass(frozen=True)
class _Press:
    """What every print shares."""

    files: OwnFiles
    fonts: Any
    style: Any
    large: Any
    part: Any


@cache
def _press() -> _Press:
    # WeasyPrint loads Pango when it is imported: commands that print nothing do without.
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    # Which signs there are fonts for is the machine's affair, and people's texts do not belong in a log.
    logging.getLogger("weasyprint").addFilter(lambda record: not record.getMessage().startswith(".notdef"))
    files = OwnFiles(Path(settings.BASE_DIR) / "static")
    fonts = FontConfiguration()
    # It removes its copies of the fonts when it is let go of, which it cannot while the interpreter is closing down.
    atexit.register(_press.cache_clear)
    style, large, part = (
        CSS(url=url, url_fetcher=files, font_config=fonts)
        for url in (STYLE_SHEET, LARGE_STYLE_SHEET, PART_STYLE_SHEET)
    )
    return _Press(files, fonts, style, large, part)


@cache
def edition() -> bytes:
    """What the same HTML becomes another PDF by: our styles, and WeasyPrint itself."""
    import weasyprint

    files = OwnFiles(Path(settings.BASE_DIR) / "static")
    styles = [files.path_of(url).read_bytes() for url in (STYLE_SHEET, LARGE_STYLE_SHEET, PART_STYLE_SHEET)]
    return sha256(b"\0".join([weasyprint.__version__.encode(), *styles])).digest()


@contextmanager
def _rubbish_left_lying() -> Iterator[None]:
    """Python would look for rubbish again and again among WeasyPrint's boxes, which are in use until the end."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def pdf_of(html: str, *, is_large: bool = False, is_part: bool = False) -> bytes:
    """The PDF of a whole HTML document, tagged as PDF/UA-1. Its `lang`, `title` and `meta` become the PDF's.

    `is_large`: the same in letters of 18 points, for who cannot read the small ones. `is_part`: with nothing at the
    foot of its pages, which is laid on when they are bound (`plans.prints.binding`).
    """
    return _printed(html, is_large=is_large, is_part=is_part, pdf_variant="pdf/ua-1", pdf_tags=True)


def feet_of(copy: str, first: int, count: int, total: int) -> bytes:
    """So many pages with nothing but their feet, the first of this number: whose copy it is, and which of how many."""
    pages = format_html_join(
        "",
        '<p class="foot-page" data-number="Side {} af {}">&nbsp;</p>',
        ((n, total) for n in range(first, first + count)),
    )
    return _printed(
        format_html('<html lang="da"><title></title><body data-copy="{}">{}</body></html>', copy, pages)
    )


def _printed(html: str, *, is_large: bool = False, is_part: bool = False, **options: Any) -> bytes:
    from weasyprint import HTML

    with _one_at_a_time, _rubbish_left_lying():
        press = _press()
        document = HTML(string=TRAILING_SPACE.sub("", html), base_url=BASE_URL, url_fetcher=press.files)
        more = [press.large] * is_large + [press.part] * is_part
        pdf: bytes = document.write_pdf(stylesheets=[press.style, *more], font_config=press.fonts, **options)
    return pdf
