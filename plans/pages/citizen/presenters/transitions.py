"""What changes in the citizen's life soon, and how far the preparations are. The points themselves are agreements."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.reading import Reading


@dataclass(frozen=True)
class ShownTransition:
    """`name` is the municipality's own word for it."""

    name: str
    when: str
    progress: str


def transitions_of(reading: Reading) -> tuple[ShownTransition, ...]:
    """Those that have not come yet, or of which something is still open."""
    today = spoken.day_of(reading.at)
    shown = []
    for one in reading.checklists:
        if one.total and (one.transition.on >= today or one.done < one.total):
            progress = _("%(done)s af %(all)s ting er på plads") % {"done": one.done, "all": one.total}
            when = spoken.day_near(one.transition.on, today=today)
            shown.append(ShownTransition(one.transition.name, when, progress))
    return tuple(shown)
