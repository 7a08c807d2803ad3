"""Who has written something, and in which part: whoever wrote it sees it while on the team, whatever else is closed."""

from typing import Any
from uuid import UUID

from plans.models import (
    Attachment,
    Decision,
    Disagreement,
    DisagreementView,
    JournalNote,
    LeaderQuestion,
    MeetingNote,
    MeetingPoint,
)
from plans.models.meeting_lines import ABOUT
from plans.permissions import keys_of, visible_with
from plans.reading import Reading

ALSO_IN_SECTIONS: tuple[Any, ...] = (JournalNote, Attachment, Disagreement, DisagreementView, LeaderQuestion)
AT_MEETINGS: tuple[Any, ...] = (MeetingPoint, Decision, MeetingNote)


def writers_of(reading: Reading) -> frozenset[tuple[UUID, UUID]]:
    """(user, section), of what the reader sees themselves: seven queries, three more where there are meetings."""
    found = {
        (item.written_by_id, item.section_id) for item in (*reading.goals, *reading.tasks, *reading.measures)
    }
    own = (
        rating for rating in reading.newest_ratings if not rating.is_told
    )  # what was told is the citizen's
    found |= {(rating.written_by_id, rating.section_id) for rating in own if rating.section_id is not None}
    keys = keys_of(reading.user, reading.plan, at=reading.at)
    for model in (*ALSO_IN_SECTIONS, *(AT_MEETINGS if reading.meetings else ())):
        rows = visible_with(keys, model._default_manager.filter(section__plan=reading.plan))
        if model is MeetingPoint:  # having taken in what the plan proposes opens nothing of it
            rows = rows.filter(**dict.fromkeys(ABOUT))
        found |= set(rows.order_by().values_list("written_by_id", "section_id").distinct())
    return frozenset(found)
