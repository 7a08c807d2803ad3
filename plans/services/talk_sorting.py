"""Sorting a conversation into the plan: every line through the service of its kind, all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan.accounts.models import User
from enplan.audit.versions import Conflict
from enplan.web import danish
from plans.models import Goal, Plan, Talk, TalkLine
from plans.services.goals import add_goal
from plans.services.journal import write_journal
from plans.services.line_by_line import at_its_line
from plans.services.progress import rate_as_told
from plans.services.talks import require_own
from plans.services.tasks import add_task, add_task_in_area
from plans.services.words import tell_words

ONE_TEXT = (TalkLine.Kind.DREAM, TalkLine.Kind.MATTERS, TalkLine.Kind.NOTE)
CHANGED = "Borgerens ord er ændret, siden du åbnede siden. Læs dem, som de står nu, før du gemmer."


@dataclass(frozen=True)
class Landing:
    """Where a line goes and what it says there. `fields` are those of its kind's service."""

    line_id: UUID
    kind: str
    text: str
    area_id: str | None
    told_at: datetime
    fields: Mapping[str, Any]
    goal: Goal | UUID | None = None  # a task's goal; an id is that of another line, which becomes the goal


@transaction.atomic
def sort_talk(*, by: User, talk: Talk, landings: Sequence[Landing], how: str) -> None:
    """Store every line and let the conversation go. Raises LineRefused, or Conflict when it was stored already."""
    require_own(by, talk)
    if not Talk.objects.filter(pk=talk.pk, version=talk.version).delete()[0]:
        raise Conflict(talk.version, ())
    sorting = _Sorting(by, talk.plan, how, {})
    # A task may stand under a goal that is a line itself.
    for landing in sorted(_together(landings), key=lambda one: one.kind != TalkLine.Kind.GOAL):
        stale = ValidationError({"text": CHANGED})
        at_its_line(landing.line_id, partial(sorting.store, landing), stale=stale)


def _together(landings: Sequence[Landing]) -> list[Landing]:
    """What was noted about one area is one note, so that it is filed once; what was said of the dream is one text."""
    found: dict[Any, Landing] = {}
    for landing in landings:
        is_text = landing.kind in ONE_TEXT
        key = (landing.kind, landing.area_id) if is_text else landing.line_id
        first = found.get(key)
        found[key] = replace(first, text=f"{first.text}\n\n{landing.text}") if first else landing
    return list(found.values())


@dataclass(frozen=True)
class _Sorting:
    by: User
    plan: Plan
    how: str
    goals: dict[UUID, Goal]

    def store(self, landing: Landing) -> None:
        match landing.kind:
            case TalkLine.Kind.GOAL:
                self._store_goal(landing)
            case TalkLine.Kind.TASK:
                self._store_task(landing)
            case TalkLine.Kind.NOTE:
                self._store_note(landing)
            case TalkLine.Kind.RATING:
                rate_as_told(
                    by=self.by,
                    plan=self.plan,
                    area_id=landing.area_id,
                    note=landing.text,
                    rated_on=danish.day_of(landing.told_at),
                    **landing.fields,
                )
            case _:
                tell_words(
                    by=self.by,
                    plan=self.plan,
                    kind=landing.kind,
                    text=landing.text,
                    how=self.how,
                    told_at=landing.told_at,
                    **landing.fields,
                )

    def _store_note(self, landing: Landing) -> None:
        day = danish.day_of(landing.told_at)
        write_journal(
            by=self.by,
            plan=self.plan,
            area_id=landing.area_id or "",
            title=f"Samtale {danish.full_day(day)}",
            text=landing.text,
            day=day,
        )

    def _store_goal(self, landing: Landing) -> None:
        self.goals[landing.line_id] = add_goal(
            by=self.by,
            plan=self.plan,
            area_id=landing.area_id or "",
            title=landing.text,
            **landing.fields,
        )

    def _store_task(self, landing: Landing) -> None:
        goal = self.goals.get(landing.goal) if isinstance(landing.goal, UUID) else landing.goal
        if goal is not None and goal.section.plan_id != self.plan.pk:
            raise ValidationError({"goal": "Vælg et mål i planen."})
        if goal is not None:
            add_task(by=self.by, goal=goal, title=landing.text, **landing.fields)
        else:
            add_task_in_area(
                by=self.by,
                plan=self.plan,
                area_id=landing.area_id or "",
                title=landing.text,
                **landing.fields,
            )
