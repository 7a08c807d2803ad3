"""What a print follows from, in few questions: while the stamp is the same, so is the print (ADR 0032).

The rule is asked every time: the stamp holds what the reader can open just now. What stands there is told by how far
the record has come, as every change is written in it.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from enplan import clock
from plans.keys import LoadedKeys
from plans.lookups.record import record_so_far
from plans.prints.document import edition
from plans.reading import Reading

PROGRAM = ("enplan", "citizens", "plans", "templates")


def stamp_of(reading: Reading, kind: str) -> str:
    """Of a print of this kind ("large", "part" …), to be taken before the plan is read. Empty for who opens nothing."""
    if reading.keys is None:
        return ""
    day = reading.at.astimezone(clock.COPENHAGEN).date()
    count, newest = record_so_far(reading.plan, reading.at)
    told = (
        kind,
        get_language(),
        day,
        reading.user.pk,
        reading.plan.pk,
        count,
        newest,
        *_opened(reading.keys),
    )
    return sha256(_program() + edition() + repr([str(one) for one in told]).encode()).hexdigest()


def _opened(keys: LoadedKeys) -> tuple[list[str], list[str], list[tuple[str, list[str]]]]:
    sections = [(str(way), sorted(str(one) for one in ids)) for way, ids in keys.sections.items()]
    return sorted(map(str, keys.standings)), sorted(map(str, keys.standings_on_any)), sorted(sections)


@cache
def _program() -> bytes:
    """The program as it stands on the disk: another edition of it may say the same in other words."""
    files = (
        path
        for folder in PROGRAM
        for path in (Path(settings.BASE_DIR) / folder).rglob("*")
        if path.suffix in (".py", ".html", ".svg")
    )
    return sha256(b"\0".join(path.read_bytes() for path in sorted(files))).digest()
