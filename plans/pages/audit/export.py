"""The access log as a file for a spreadsheet: bounded, and with no cell that a spreadsheet would calculate."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from plans.pages.audit.page_log import LogLine

MOST_ROWS = 10_000
CALCULATED = tuple("=+-@＝＋－＠\t\r\n|%")  # how a spreadsheet or its import begins a formula


def csv_of(lines: Iterable[LogLine]) -> bytes:
    """UTF-8 with a mark for Excel, semicolons as in Danish spreadsheets, every cell quoted."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(
        [
            _("Tidspunkt"),
            _("Hvem"),
            _("Rolle"),
            _("Afdeling"),
            _("Slags"),
            _("Hvad"),
            _("Hvorfor"),
            _("Borger"),
        ]
    )
    for line in lines:
        cells = (line.when, line.who, line.role, line.department, line.kind, line.what, line.why, line.number)
        writer.writerow([harmless(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """The text; with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(CALCULATED) else cell
