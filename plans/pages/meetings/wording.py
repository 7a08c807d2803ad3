"""When a meeting is, in words."""

from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.models import Meeting


def when_of(meeting: Meeting) -> str:
    """ "Mandag den 8. juni kl. 13 til 14" """
    when = _("%(start)s til %(end)s") % {
        "start": spoken.meeting_time(meeting.at),
        "end": spoken.clock_time(meeting.ends_at),
    }
    return when[:1].upper() + when[1:]
