"""Where something has been written: a section may be there before anything stands in it."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from plans.models import (
    Attachment,
    Comment,
    DisagreementView,
    Goal,
    JournalNote,
    LeaderQuestion,
    Measure,
    Rating,
    Section,
    Task,
)

WRITTEN = (Goal, Task, Measure, Rating, JournalNote, Attachment, Comment, DisagreementView, LeaderQuestion)


def with_something_written(sections: QuerySet[Section]) -> QuerySet[Section]:
    """Those in which something stands that is no draft, which is the writer's alone."""
    holds = Q()
    for model in WRITTEN:
        holds |= Q(Exists(model._default_manager.filter(section=OuterRef("pk"), is_draft=False)))
    return sections.filter(holds)
