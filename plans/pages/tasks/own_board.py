"""The board of all one's plans: found through the rule in a number of queries that does not grow with the plans."""

from datetime import datetime
from functools import partial
from uuid import UUID

from enplan.accounts.models import User
from enplan.web.danish import day_of
from plans.lookups.plans import OwnPlan, names_known, standings_on
from plans.lookups.tasks import Wanted, goals_of, tasks_wanted
from plans.models import Task
from plans.pages.tasks.board import Board, board_of
from plans.pages.tasks.cards import Cards, HeldDate, name_across
from plans.pages.tasks.forms import MINE, OVERDUE, BoardFilter
from plans.pages.workspace.page_tasks import SETTLED


def own_board(
    user: User,
    own: dict[UUID, OwnPlan],
    chosen: BoardFilter,
    *,
    most: int,
    at: datetime,
    held: HeldDate | None = None,
) -> Board:
    """What `chosen` narrows it to, at most `most` cards."""
    found = tasks_wanted(user, _wanted(own, chosen), at=at, most=most)
    for task in found.tasks:
        task.section.plan = own[task.section.plan_id].plan
    shown = {task.section.plan_id: task.section.plan for task in found.tasks}
    sections = {task.section_id for task in found.tasks}
    cards = Cards(
        user=user,
        today=day_of(at),
        at=at,
        standing_on=standings_on(user, shown.values(), sections=sections, at=at).__getitem__,
        name_of=partial(name_across, user=user, known=_known(user, found.tasks, own, at)),
        titles_only=found.titles_only,
        goals=goals_of(user, found.tasks, at=at),
        is_of_many_plans=True,
        held=held,
    )
    return board_of(found.tasks, cards, by_status=chosen.is_by_status, has_more=found.has_more)


def _wanted(own: dict[UUID, OwnPlan], chosen: BoardFilter) -> Wanted:
    return Wanted(
        plans=[chosen.plan_id] if chosen.plan_id else list(own),
        is_mine=chosen.value("hvis") == MINE,
        is_overdue=chosen.value("kun") == OVERDUE,
        is_settled=chosen.value("kun") == SETTLED,
        area=chosen.value("omraade"),
    )


def _known(
    user: User, tasks: list[Task], own: dict[UUID, OwnPlan], at: datetime
) -> frozenset[tuple[UUID, UUID]]:
    """(plan, employee) of those who answer for a task: who coordinates the plan sees every name there."""
    named = {(task.section.plan_id, task.responsible_id) for task in tasks if task.responsible_id}
    coordinated = frozenset(pair for pair in named if own[pair[0]].coordinates)
    return coordinated | names_known(user, named - coordinated, at=at)
