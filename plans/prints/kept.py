"""A print that is asked for again within the hour and has not changed is not laid out again (ADR 0024, 0032).

It is found by its stamp, or, where that is another, by the checksum of all that stands in it and whose copy it is. The
rule is asked every time, so what has been closed, or changed, is another print. It says when it was laid out first.
"""

from hashlib import sha256

from django.utils.html import escape

from plans.models import PrintedPart
from plans.prints.document import edition, pdf_of
from plans.prints.presenter import page_of_plan
from plans.prints.stamp import stamp_of
from plans.reading import Reading
from plans.services.keeping import keep_print, kept_print, print_stamped

WHEN = "-"  # stands in the HTML where it shall say whose copy it is and when it was printed
FOOT = 'data-copy="{}"'  # no text that somebody wrote can look like it: its quotation marks are escaped


def kept_pdf_of(reading: Reading, *, is_large: bool = False) -> bytes:
    """The reader's own copy of the plan."""
    stamp = stamp_of(reading, f"copy {is_large}")
    kept = print_stamped(stamp) or _laid_out(reading, stamp, is_large=is_large)
    return bytes(kept.content)


def _laid_out(reading: Reading, stamp: str, *, is_large: bool) -> PrintedPart:
    html, copy = page_of_plan(reading, copy=WHEN)
    about = f"{reading.user.pk} {int(is_large)} ".encode()
    checksum = sha256(about + edition() + html.encode()).hexdigest()
    kept = kept_print(checksum, stamp, [])
    if kept is None:
        content = pdf_of(html.replace(FOOT.format(WHEN), FOOT.format(escape(copy))), is_large=is_large)
        kept = keep_print(checksum, stamp, [], content, 0)
    return kept
