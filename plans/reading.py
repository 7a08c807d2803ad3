"""What one person sees of one plan at one instant: loaded once, through the one rule, for page, print and API alike.

Each part is read when it is first asked for, in a fixed number of queries, whatever the size of the plan: the page of a
form asks for little. Presenters decide how it looks; nothing here is decided twice.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from citizens.models import Ground, GroundParty
from enplan import clock
from enplan.accounts.models import Department, User
from enplan.audit.models import Change
from plans.facts import health_departments
from plans.keys import LoadedKeys
from plans.lookups.disagreements import Dispute, disputes_with
from plans.lookups.terms import words_by_code
from plans.models import (
    Attachment,
    CitizenWords,
    Disagreement,
    Goal,
    Measure,
    Plan,
    Rating,
    Section,
    Task,
)
from plans.permissions import (
    ClosedPart,
    closed_parts,
    keys_of,
    own_task_titles,
    readers_of,
    standing_of,
    visible_changes,
    visible_with,
)
from plans.reading_course import OfTheCourse
from plans.reading_items import attachments_read, goals_read, measures_read, ratings_read, tasks_read
from plans.reading_people import OfThePeople
from plans.standing import Standing


@dataclass(frozen=True)
class Reading(OfThePeople, OfTheCourse):
    """Everything of `plan` that `user` may see at `at`, and nothing else."""

    plan: Plan
    user: User
    at: datetime
    keys: LoadedKeys | None  # what is read with: for asking further of the same plan at the same instant

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.user, self.plan, at=self.at, keys=self.keys, measures=lambda: self.measures)

    # The citizen's words, and what stands in the plan's parts -----------------------------------------------------

    @property
    def dream(self) -> CitizenWords | None:
        return self._words.get(CitizenWords.Kind.DREAM)

    @property
    def matters(self) -> CitizenWords | None:
        return self._words.get(CitizenWords.Kind.MATTERS)

    @cached_property
    def _words(self) -> dict[str, CitizenWords]:
        return _newest_words(self.plan, self.keys)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        rows = visible_with(self.keys, Section.objects.filter(plan=self.plan))
        return tuple(rows.select_related("area", "owner").order_by("area__position", "owner__name"))

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        return tuple(goals_read(self, self.sections))

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(measures_read(self, self.sections))

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(tasks_read(self, self.sections))

    @cached_property
    def own_titles(self) -> tuple[Task, ...]:
        """Own tasks of which only title, date and status may be shown."""
        seen = {task.pk for task in self.tasks}
        own = own_task_titles(self.user, self.plan, at=self.at, keys=self.keys)
        return tuple(task for task in own if task.pk not in seen)

    @cached_property
    def ratings(self) -> tuple[Rating, ...]:
        return tuple(ratings_read(self, self.sections, newest=False))

    @cached_property
    def newest_ratings(self) -> tuple[Rating, ...]:
        """All of the whole, and the newest in each area by each voice: what a page shows."""
        return tuple(ratings_read(self, self.sections, newest=True))

    @cached_property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(attachments_read(self, self.sections)) if self.has_any(Attachment) else ()

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """Disagreements, open ones first."""
        return disputes_with(self.keys, self.plan) if self.has_any(Disagreement) else ()

    # What they may ------------------------------------------------------------------------------------------------

    @cached_property
    def grounds(self) -> tuple[Ground, ...]:
        return _grounds(self.plan, self.keys)

    @cached_property
    def closed(self) -> tuple[ClosedPart, ...]:
        """Parts this coordinator once could see."""
        return closed_parts(self.user, self.standing, at=self.at)

    @cached_property
    def readers(self) -> dict[UUID, frozenset[UUID]]:
        """Per section: who reads it, for those who may know."""
        return readers_of(self.standing, self.sections, at=self.at)

    @cached_property
    def _health_departments(self) -> frozenset[UUID]:
        return health_departments()

    def sources_of(self, ground: Ground) -> list[Department]:
        """Whose writing a ground opens: what health departments write only where it is a ground for that."""
        sources = ground.sources.all()
        return [one for one in sources if ground.covers_health or one.pk not in self._health_departments]

    @property
    def is_shell(self) -> bool:
        """On the team, but no item is open: the page says that there is a plan and who coordinates it."""
        in_sections = any(file.section_id for file in self.attachments)
        return not (
            self.goals
            or self.tasks
            or self.measures
            or self.newest_ratings
            or self.dream
            or self.disputes
            or self.decisions
            or self.coherence.answers
            or in_sections
        )

    def disputes_about(self, thing: Goal | Measure) -> list[Dispute]:
        return [one for one in self.disputes if one.of_id == thing.pk]

    def sees_what_it_is_about(self, dispute: Dispute) -> bool:
        """Who wrote a view keeps it when the goal or the measure closes; its title is then not told."""
        return any(thing.pk == dispute.of_id for thing in (*self.goals, *self.measures))

    def theme_of(self, goal: Goal) -> str:
        """The goal's FFB theme in words; a code that no loaded file knows as it is."""
        return self.words_of_theme(goal.ffb_theme) if goal.ffb_theme else ""

    def words_of_theme(self, code: str) -> str:
        return self._themes.get(code, code)

    @cached_property
    def _themes(self) -> dict[str, str]:
        return words_by_code()

    def goal_of(self, task: Task) -> Goal | None:
        """The goal it serves, where one sees that: who is responsible keeps a task when its goal closes."""
        return self._goals.get(task.goal_id) if task.goal_id is not None else None

    @cached_property
    def _goals(self) -> dict[UUID, Goal]:
        return {goal.pk: goal for goal in self.goals}

    def tasks_of(self, goal: Goal) -> list[Task]:
        return [task for task in self.tasks if task.goal_id == goal.pk]


def read_plan(user: User, plan: Plan, *, at: datetime | None = None) -> Reading:
    """What `user` may see of `plan`. `plan` must itself come from a scoped getter (`plans.lookups`)."""
    at = at or clock.now()
    return Reading(plan=plan, user=user, at=at, keys=keys_of(user, plan, at=at))


def _newest_words(plan: Plan, keys: LoadedKeys | None) -> dict[str, CitizenWords]:
    newest: dict[str, CitizenWords] = {}
    rows = visible_with(keys, CitizenWords.objects.filter(plan=plan)).select_related("written_by")
    for words in rows.order_by("number"):
        newest[words.kind] = words
    return {kind: words for kind, words in newest.items() if words.text}


def _grounds(plan: Plan, keys: LoadedKeys | None) -> tuple[Ground, ...]:
    grounds = (
        visible_with(keys, Ground.objects.filter(citizen=plan.citizen_id))
        .select_related("kind", "noted_by__department", "review")
        .prefetch_related("areas", "sources", GroundParty.in_order(), "parties__area_withdrawals")
    )
    return tuple(grounds)


def changes_since(reading: Reading, since: datetime) -> list[Change]:
    """What others have changed in the plan since then, newest first, as far as the person may see it; at most sixty."""
    rows = Change.objects.filter(plan_id=reading.plan.pk, at__gt=since).exclude(by_id=reading.user.pk)
    return list(visible_changes(reading.keys, rows).order_by("-at", "pk")[:60])


def history_of(user: User, plan: Plan, things: list[UUID] | None = None) -> QuerySet[Change]:
    """The plan's changes that `user` may see, newest first; `things`: only of these."""
    rows = Change.objects.filter(plan_id=plan.pk)
    if things is not None:
        rows = rows.filter(thing_id__in=things)
    return visible_changes(keys_of(user, plan), rows).order_by("-at", "pk")
