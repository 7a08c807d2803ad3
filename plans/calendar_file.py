"""A meeting as a calendar file (RFC 5545). A calendar lies open, so it says neither whose plan it is nor what about."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from plans.models import Meeting


def calendar_of(meeting: Meeting, *, address: str, now: datetime) -> str:
    """One event. Moved or cancelled, it keeps its id and counts up, so that the calendar takes it as an update."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//En plan//Moeder//DA",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if meeting.is_cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{meeting.pk}@{settings.ADDRESS.partition('//')[2] or 'enplan'}",
        f"DTSTAMP:{_instant(now)}",
        f"DTSTART:{_instant(meeting.at)}",
        f"DTEND:{_instant(meeting.ends_at)}",
        f"SEQUENCE:{meeting.sequence}",
        f"STATUS:{'CANCELLED' if meeting.is_cancelled else 'CONFIRMED'}",
        f"SUMMARY:{_text(_('Møde'))}",
        f"DESCRIPTION:{_text(_('Log ind for at se, hvor det er, og hvad det handler om.'))}",
        f"URL:{address}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _instant(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """At most 75 octets a line; what follows begins with a space."""
    parts: list[bytes] = []
    part = b""
    for letter in line:
        sign = letter.encode()
        if len(part) + len(sign) > (75 if not parts else 74):
            parts.append(part)
            part = b""
        part += sign
    parts.append(part)
    return "\r\n ".join(one.decode() for one in parts)
