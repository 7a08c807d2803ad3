"""Loading the things of a plan that one person sees, for `plans.reading`: each kind in the same few queries."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import F, Manager, Model, Prefetch, Q, QuerySet, Window
from django.db.models.functions import Rank

from citizens.models import NetworkPerson
from enplan.accounts.models import User
from plans.models import (
    Attachment,
    Goal,
    GoalProgress,
    Measure,
    Plan,
    Rating,
    Section,
    SubGoal,
    SupportChange,
    Task,
)
from plans.permissions import visible_with
from plans.reading_people import OfThePeople

M = TypeVar("M", bound=Model)
PlacedT = TypeVar("PlacedT", Goal, Task, Rating, Measure, Attachment)
NEWEST_PROGRESS = 2  # entries of each goal; all of them stand in its history


def goals_read(reading: OfThePeople, sections: Iterable[Section]) -> Sequence[Goal]:
    keys = reading.keys
    subgoals = Prefetch("subgoals", queryset=visible_with(keys, SubGoal.objects.all()))
    entries = visible_with(keys, GoalProgress.objects.order_by("-noted_on", "-written_at", "pk"))
    progress = Prefetch("progress", queryset=entries[:NEWEST_PROGRESS], to_attr="newest_progress")
    rows = visible_with(keys, Goal.objects.filter(section__plan=reading.plan))
    goals = list(rows.prefetch_related(subgoals, progress).order_by("section__area__position", "written_at"))
    _with_responsible(goals, reading.people)
    lead(
        [entry for goal in goals for entry in goal.newest_progress],
        "written_by",
        reading.people,
        User.objects,
    )
    return in_sections(goals, sections, reading.plan)


def tasks_read(reading: OfThePeople, sections: Iterable[Section]) -> Sequence[Task]:
    rows = visible_with(reading.keys, Task.objects.filter(section__plan=reading.plan))
    tasks = list(rows.order_by("due_on", "written_at"))
    _with_responsible(tasks, reading.people)
    return in_sections(tasks, sections, reading.plan)


def ratings_read(reading: OfThePeople, sections: Iterable[Section], *, newest: bool) -> Sequence[Rating]:
    """Years of them, by a few people. `newest`: of the areas only the newest in each section by each voice; of the
    whole, which stands as a curve, all.
    """
    rows = visible_with(reading.keys, Rating.objects.filter(plan=reading.plan))
    if newest:
        voice = [F("section"), F("written_by"), F("is_by_citizen"), F("is_told")]
        latest_first = [F("rated_on").desc(), F("written_at").desc()]
        rows = rows.annotate(place=Window(Rank(), partition_by=voice, order_by=latest_first))
        rows = rows.filter(Q(section__isnull=True) | Q(place=1))
    ratings = list(rows)
    lead(ratings, "written_by", reading.people, User.objects)
    return in_sections(ratings, sections, reading.plan)


def measures_read(reading: OfThePeople, sections: Iterable[Section]) -> Sequence[Measure]:
    """With their changes of support: two queries, one where there are none."""
    changes = Prefetch("support_changes", queryset=visible_with(reading.keys, SupportChange.objects.all()))
    rows = visible_with(reading.keys, Measure.objects.filter(section__plan=reading.plan))
    measures = list(
        rows.select_related("provider")
        .prefetch_related(changes)
        .order_by("section__area__position", "starts_on", "written_at")
    )
    return in_sections(measures, sections, reading.plan)


def attachments_read(reading: OfThePeople, sections: Iterable[Section]) -> Sequence[Attachment]:
    rows = visible_with(reading.keys, Attachment.objects.filter(plan=reading.plan))
    files = list(rows.order_by("written_at"))
    lead(files, "written_by", reading.people, User.objects)
    return in_sections(files, sections, reading.plan)


def in_sections(items: Sequence[PlacedT], sections: Iterable[Section], plan: Plan) -> Sequence[PlacedT]:
    """With the sections that are loaded already, and their areas: of many items, each would else make its own.

    What one wrote oneself may stand in a section one does not read; those are fetched.
    """
    known = {section.pk: section for section in sections}
    lead(items, "section", known, Section.objects.select_related("area", "owner"))
    for item in items:
        if item.section is not None:
            item.section.plan = plan
    return items


def lead(items: Iterable[Model], name: str, known: Mapping[UUID, M], rows: QuerySet[M] | Manager[M]) -> None:
    """Lets the foreign key `name` of each item lead to what is `known`; the others are fetched from `rows` at once."""
    of_each = [(item, getattr(item, f"{name}_id")) for item in items]
    missing = {pk for _, pk in of_each} - known.keys() - {None}
    found = {**known, **rows.in_bulk(missing)} if missing else known
    for item, pk in of_each:
        if pk is not None:
            setattr(item, name, found[pk])


def _with_responsible(items: Sequence[Goal | Task], people: Mapping[UUID, User]) -> None:
    lead(items, "responsible", people, User.objects)
    lead(items, "responsible_contact", {}, NetworkPerson.objects)
