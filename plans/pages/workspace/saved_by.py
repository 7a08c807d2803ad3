"""Whose save one has met, in the words of the page: by name where the viewer may know it."""

from dataclasses import dataclass
from uuid import UUID

from enplan.web import danish
from plans.pages.workspace.changes import who_changed
from plans.reading import Reading, history_of
from plans.reading_people import SOMEBODY


@dataclass(frozen=True)
class SavedBy:
    heading: str
    text: str  # over their text
    take: str  # at the choice


def saved_by(reading: Reading, thing_id: UUID) -> SavedBy | None:
    """Who saved the thing last; None where the viewer may not see that it was changed."""
    change = history_of(reading.user, reading.plan, [thing_id]).first()
    if change is None:
        return None
    if change.by_id == reading.user.pk:
        heading = "Du har selv gemt i et andet vindue, mens du skrev"
        return SavedBy(heading, "Den gemte tekst", "Tag den gemte tekst")
    name = who_changed(change, reading)
    if name.casefold() == SOMEBODY:
        return SavedBy(f"{name} har gemt, mens du skrev", "Den andens tekst", "Tag den andens tekst")
    whose = danish.possessive(danish.first_name(name))
    return SavedBy(f"{name} har gemt, mens du skrev", f"{whose} tekst", f"Tag {whose} tekst")
