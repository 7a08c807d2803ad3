"""Rule 9 as conditions on rows: what a fagsystem of a department may receive. Asked only by `plans.permissions`."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from plans.models import Goal, JournalAddition, JournalNote, Rating, SubGoal, Task
from plans.rules import finished, in_view, shared

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


DEPARTMENT_RULES: dict[type[models.Model], Callable[[Sections], Q]] = {
    Goal: _for_department(""),
    SubGoal: _for_department("goal__"),
    Task: _for_department("", "goal__"),
    Rating: _for_department(""),
    JournalNote: _for_department(""),
    JournalAddition: _for_department("note__"),
}
