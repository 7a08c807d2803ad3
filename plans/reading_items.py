"""Loading the things of a plan that one person sees, for `plans.reading`: each kind in the same few queries."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Exists, F, Model, OuterRef, Prefetch, Q, Window, prefetch_related_objects
from django.db.models.functions import Rank

from citizens.models import NetworkPerson, Representative
from plans.keys import LoadedKeys
from plans.models import (
    Attachment,
    Disagreement,
    Goal,
    GoalProgress,
    HandoverOffer,
    LeaderQuestion,
    Plan,
    Rating,
    Section,
    SubGoal,
    Task,
)
from plans.permissions import visible_with

PlacedT = TypeVar("PlacedT", Task, Rating)
NEWEST_PROGRESS = 2  # entries of each goal; all of them stand in its history

# What many plans have none of, and how its rows lead to the plan.
RARE: dict[type[Model], str] = {
    Attachment: "plan",
    Disagreement: "section__plan",
    HandoverOffer: "plan",
    LeaderQuestion: "section__plan",
    NetworkPerson: "citizen__plans",
    Representative: "citizen__plans",
}


def rare_kinds_of(plan: Plan) -> frozenset[type[Model]]:
    """Which of the rare kinds there are any of, whoever may see them: of others nothing need be asked. One query."""
    there = [Exists(model._default_manager.filter(**{path: OuterRef("pk")})) for model, path in RARE.items()]
    row = Plan.objects.filter(pk=plan.pk).values_list(*there).get()
    return frozenset(model for model, is_there in zip(RARE, row, strict=True) if is_there)


def goals_read(plan: Plan, keys: LoadedKeys | None) -> list[Goal]:
    subgoals = Prefetch("subgoals", queryset=visible_with(keys, SubGoal.objects.all()))
    entries = visible_with(keys, GoalProgress.objects.order_by("-noted_on", "-written_at", "pk"))
    newest = entries.select_related("written_by")[:NEWEST_PROGRESS]
    progress = Prefetch("progress", queryset=newest, to_attr="newest_progress")
    goals = (
        visible_with(keys, Goal.objects.filter(section__plan=plan))
        .select_related("section__area", "section__owner", "responsible", "responsible_contact", "written_by")
        .prefetch_related(subgoals, progress)
        .order_by("section__area__position", "written_at")
    )
    return _with_plan(list(goals), plan)


def tasks_read(plan: Plan, keys: LoadedKeys | None) -> list[Task]:
    tasks = (
        visible_with(keys, Task.objects.filter(section__plan=plan))
        .select_related("responsible", "responsible_contact", "goal", "transition")
        .order_by("due_on", "written_at")
    )
    return list(tasks)


def ratings_read(plan: Plan, keys: LoadedKeys | None, *, newest: bool) -> list[Rating]:
    """Years of them, by a few people: who wrote them is fetched once each. `newest`: of the areas only the newest in
    each section by each voice; of the whole, which stands as a curve, all.
    """
    rows = visible_with(keys, Rating.objects.filter(plan=plan))
    if newest:
        voice = [F("section"), F("written_by"), F("is_by_citizen"), F("is_told")]
        latest_first = [F("rated_on").desc(), F("written_at").desc()]
        rows = rows.annotate(place=Window(Rank(), partition_by=voice, order_by=latest_first))
        rows = rows.filter(Q(section__isnull=True) | Q(place=1))
    return list(rows.prefetch_related("written_by"))


def in_sections(items: list[PlacedT], sections: Iterable[Section], plan: Plan) -> list[PlacedT]:
    """With the sections that are loaded already, and their areas: of many items, each would else make its own.

    What one wrote oneself may stand in a section one does not read; those are fetched.
    """
    known = {section.pk: section for section in sections}
    for item in items:
        if item.section_id in known:
            item.section = known[item.section_id]
    elsewhere = [item for item in items if item.section_id not in known]
    prefetch_related_objects(elsewhere, "section__area", "section__owner")
    for item in items:
        if item.section is not None:
            item.section.plan = plan
    return items


def attachments_read(plan: Plan, keys: LoadedKeys | None) -> list[Attachment]:
    rows = visible_with(keys, Attachment.objects.filter(plan=plan))
    return list(rows.select_related("section__area", "section__owner", "written_by").order_by("written_at"))


def _with_plan(items: list[Goal], plan: Plan) -> list[Goal]:
    for item in items:
        item.section.plan = plan  # loaded already: no query per item
    return items
