"""The board of one plan, out of what is read of it anyway."""

from enplan.web.danish import day_of
from plans.models import Task
from plans.pages.tasks.board import Board, board_of
from plans.pages.tasks.cards import YOU, Cards, HeldDate
from plans.pages.tasks.forms import MINE, OVERDUE, BoardFilter
from plans.pages.workspace.page_tasks import SETTLED
from plans.reading import Reading


def plan_board(reading: Reading, chosen: BoardFilter, *, held: HeldDate | None = None) -> Board:
    cards = Cards(
        user=reading.user,
        today=day_of(reading.at),
        at=reading.at,
        standing_on=lambda _plan_id: reading.standing,
        name_of=lambda task: (
            YOU if task.responsible_id == reading.user.pk else reading.responsible_name(task)
        ),
        titles_only=frozenset(task.pk for task in reading.own_titles),
        goals={goal.pk: goal.title for goal in reading.goals},
        is_of_many_plans=False,
        held=held,
    )
    for task in reading.own_titles:
        task.section.plan = reading.plan
    tasks = [
        task for task in (*reading.tasks, *reading.own_titles) if _is_wanted(task, reading, chosen, cards)
    ]
    return board_of(tasks, cards, by_status=chosen.is_by_status)


def _is_wanted(task: Task, reading: Reading, chosen: BoardFilter, cards: Cards) -> bool:
    area = chosen.value("omraade")
    if area and (task.pk in cards.titles_only or task.section.area_id != area):
        return False
    if chosen.value("hvis") == MINE and task.responsible_id != reading.user.pk:
        return False
    if chosen.value("kun") == OVERDUE:
        return task.is_overdue(cards.today)
    return task.is_open() or chosen.value("kun") == SETTLED
