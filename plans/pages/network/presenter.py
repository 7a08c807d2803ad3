"""Min del in words: own tasks first, then the goals and agreements one may see, and whom to ring."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.models import Plan, Task
from plans.pages.citizen.presenters.goals import ShownGoal, goals_of
from plans.pages.citizen.presenters.people import Person, coordinator_of
from plans.pages.citizen.presenters.tasks import ShownTask, is_current, shown_task
from plans.pages.meetings.cards import Meetings, meetings_of
from plans.pages.parts import Parts, parts_of_page
from plans.reading import Reading

TEMPLATE = "plans/network/parts/{}.html"


@dataclass(frozen=True)
class MinDel:
    """What `/min-del/` shows. `also_called` of own titles: nothing else of those may be told."""

    plan: Plan
    first: str
    coordinator: Person | None
    own: tuple[ShownTask, ...]
    others: tuple[ShownTask, ...]
    goals: tuple[ShownGoal, ...]
    goals_earlier: tuple[ShownGoal, ...]
    others_plans: tuple[Plan, ...]
    meetings: Meetings


def min_del(reading: Reading, *, plans: tuple[Plan, ...]) -> MinDel:
    own = [task for task in (*reading.tasks, *reading.own_titles) if _is_mine(task, reading)]
    others = [task for task in reading.tasks if not _is_mine(task, reading)]
    goals = goals_of(reading)
    first = spoken.first_name(reading.plan.citizen.name)
    return MinDel(
        plan=reading.plan,
        first=first,
        coordinator=coordinator_of(reading, _("Holder trådene i %s plan") % spoken.possessive(first)),
        own=tuple(shown_task(task, reading, is_own=True) for task in own if is_current(task, reading)),
        others=tuple(shown_task(task, reading, is_own=False) for task in others if is_current(task, reading)),
        goals=goals.current,
        goals_earlier=goals.earlier,
        others_plans=tuple(plan for plan in plans if plan.pk != reading.plan.pk),
        meetings=meetings_of(reading),
    )


def parts_of(page: MinDel) -> Parts:
    return parts_of_page(f"{reverse('min-del')}?plan={page.plan.pk}", _parts(page))


def _parts(page: MinDel) -> Iterator[tuple[str, str, str]]:
    yield "aftaler", _("Aftaler"), TEMPLATE.format("tasks")
    if page.meetings:
        yield "moeder", _("Møder"), "plans/meetings/private_part.html"
    if page.goals or page.goals_earlier:
        names = spoken.possessive(page.first)
        yield "maal", _("%(names)s mål") % {"names": names}, TEMPLATE.format("goals")
    if page.coordinator:
        yield "tovholder", page.coordinator.name, TEMPLATE.format("coordinator")


def _is_mine(task: Task, reading: Reading) -> bool:
    contact = task.responsible_contact
    return contact is not None and contact.user_id == reading.user.pk
