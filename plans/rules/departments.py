"""Rule 9 as conditions on rows: what a fagsystem of a department may receive, and rule 8: what a leader of it is shown
who is asked. Asked only by `plans.permissions`.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q

from plans.models import (
    Decision,
    Disagreement,
    DisagreementView,
    FollowUp,
    Goal,
    JournalAddition,
    JournalNote,
    Measure,
    MeetingPoint,
    Rating,
    SubGoal,
    SupportChange,
    Task,
)
from plans.rules.guarded import finished, in_view, shared

Sections = frozenset[UUID] | models.QuerySet[Any, Any]  # ids, or a query for them


def _for_department(*paths: str) -> Callable[[Sections], Q]:
    """Rule 9 for a thing with a section and guards: in these sections, finished, in view and not marked "del ikke"."""

    def rule(sections: Sections) -> Q:
        open_to_all = Q(**{f"{paths[0]}section__in": sections})
        for path in paths:
            parent = Q(**{f"{path[:-2]}__isnull": True}) if path else Q(pk__isnull=True)
            open_to_all &= parent | (finished(path) & shared(path) & in_view(path))
        return open_to_all

    return rule


def _subgoal(sections: Sections) -> Q:
    return _for_department("goal__")(sections) & Q(taken_back_at__isnull=True)


def _view(sections: Sections) -> Q:
    """Where both the view and what it is about are open."""
    own = _for_department("", "disagreement__", "disagreement__goal__", "disagreement__measure__")(sections)
    return own & Q(disagreement__section__in=sections)


def _disagreement(sections: Sections) -> Q:
    """One of which a view is open."""
    views = DisagreementView.objects.filter(_for_department("")(sections), disagreement=OuterRef("pk"))
    return _for_department("", "goal__", "measure__")(sections) & Q(Exists(views))


DEPARTMENT_RULES: dict[type[models.Model], Callable[[Sections], Q]] = {
    Goal: _for_department(""),
    SubGoal: _subgoal,
    Task: _for_department("", "goal__"),
    Measure: _for_department(""),
    SupportChange: _for_department("measure__"),
    FollowUp: _for_department("measure__"),
    Rating: _for_department(""),
    JournalNote: _for_department(""),
    JournalAddition: _for_department("note__"),
    Disagreement: _disagreement,
    DisagreementView: _view,
    MeetingPoint: _for_department(""),
    Decision: _for_department(""),
}
