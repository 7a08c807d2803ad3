"""Who has written something, and in which part: whoever wrote it sees it while on the team, whatever else is closed."""

from uuid import UUID

from plans.models import Attachment, JournalNote
from plans.permissions import keys_of, visible_with
from plans.reading import Reading


def writers_of(reading: Reading) -> frozenset[tuple[UUID, UUID]]:
    """(user, section), of what the reader sees themselves: four queries."""
    found = {(item.written_by_id, item.section_id) for item in (*reading.goals, *reading.tasks)}
    found |= {(r.written_by_id, r.section_id) for r in reading.ratings if r.section_id is not None}
    keys = keys_of(reading.user, reading.plan, at=reading.at)
    notes = visible_with(keys, JournalNote.objects.filter(section__plan=reading.plan))
    files = visible_with(keys, Attachment.objects.filter(section__plan=reading.plan))
    found |= set(notes.order_by().values_list("written_by_id", "section_id").distinct())
    found |= set(files.order_by().values_list("written_by_id", "section_id").distinct())
    return frozenset(found)
