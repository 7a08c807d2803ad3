"""A print that is asked for again within the hour and has not changed is not laid out again (ADR 0024).

It is found by the checksum of all that stands in it and whose copy it is, so the plan is read through the rule every
time, and what has been closed, or changed, is another print. It says when it was laid out first.
"""

from hashlib import sha256

from django.utils.html import escape

from enplan.accounts.models import User
from plans.prints.document import edition, pdf_of
from plans.services.keeping import keep_print, kept_print

WHEN = "-"  # stands in the HTML where it shall say whose copy it is and when it was printed
FOOT = 'data-copy="{}"'  # no text that somebody wrote can look like it: its quotation marks are escaped


def kept_pdf_of(html: str, copy: str, *, reader: User, is_large: bool = False) -> bytes:
    """The PDF of `html`, in which WHEN stands for `copy`."""
    about = f"{reader.pk} {int(is_large)} ".encode()
    checksum = sha256(about + edition() + html.encode()).hexdigest()
    content = kept_print(checksum)
    if content is None:
        content = pdf_of(html.replace(FOOT.format(WHEN), FOOT.format(escape(copy))), is_large=is_large)
        keep_print(checksum, content)
    return content
