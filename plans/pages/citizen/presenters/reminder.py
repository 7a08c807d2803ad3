"""The one line that says that a consent lapses: within thirty days of it, until it is answered or put away."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from citizens.models import Ground
from enplan.web import spoken
from plans.pages.citizen.presenters.grounds import is_for, shown_ground
from plans.reading import Reading
from plans.renewing import renewable

REMINDED = timedelta(days=30)


@dataclass(frozen=True)
class Reminder:
    text: str
    grounds: tuple[Ground, ...]


def reminder_of(reading: Reading, dismissed: Callable[[], Collection[UUID]]) -> Reminder | None:
    """None where there is nothing to remind of. `dismissed`: the grounds of which the reader has put it away."""
    if not reading.plan.is_active or reading.plan.is_paused:
        return None
    lapsing = [
        ground
        for ground in renewable(reading.grounds, reading.at)
        if ground.valid_until is not None
        and reading.at < ground.valid_until <= reading.at + REMINDED
        and is_for(ground, reading)
    ]
    if lapsing:
        put_away = dismissed()
        lapsing = [ground for ground in lapsing if ground.pk not in put_away]
    return Reminder(_text(lapsing, reading), tuple(lapsing)) if lapsing else None


def _text(lapsing: list[Ground], reading: Reading) -> str:
    first = lapsing[0]
    ends = spoken.day_near(spoken.last_day(first.valid_until)) if first.valid_until else ""
    if len(lapsing) == 1:
        shown = shown_ground(first, reading)
        words = {"who": shown.who, "areas": shown.areas, "day": ends}
        return _("%(who)s må se %(areas)s til og med %(day)s. Så udløber det ja, der er givet.") % words
    days = {ground.valid_until for ground in lapsing}
    words = {"many": str(len(lapsing)), "day": ends}
    if len(days) == 1:
        return _("%(many)s ja’er gælder til og med %(day)s.") % words
    return _("%(many)s ja’er udløber snart. Det første gælder til og med %(day)s.") % words
