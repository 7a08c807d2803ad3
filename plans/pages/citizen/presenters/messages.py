"""That somebody has written: how much is new, from whom, and whether one must do anything."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.models import Message
from plans.reading import Reading


def unopened_in_words(messages: Sequence[Message], reading: Reading) -> str:
    """ "Der er en ny besked fra Sofie om “Banken”. Du skal gøre noget senest 12. marts." The newest first."""
    if not messages:
        return ""
    names = spoken.listing(list(dict.fromkeys(reading.name_of(one.written_by) for one in messages)))
    said = _("Der er en ny besked fra %s.") % names
    if len(messages) == 1 and messages[0].about:
        said = _("Der er en ny besked fra %(name)s om “%(about)s”.") % {
            "name": names,
            "about": named(messages[0].about),
        }
    if len(messages) > 1:
        said = _("Der er %(number)s nye beskeder fra %(names)s.") % {"number": len(messages), "names": names}
    asking = [one for one in messages if one.must_do]
    if not asking:
        return said
    first = min((one.do_by for one in asking if one.do_by is not None), default=None)
    if first is None:
        return f"{said} {_('Du skal gøre noget.')}"
    return f"{said} {_('Du skal gøre noget senest %s.') % spoken.day_near(first)}"
