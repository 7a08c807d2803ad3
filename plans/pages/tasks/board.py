"""A board: cards in groups, by who answers for them or by how far they are."""

from dataclasses import dataclass
from uuid import UUID

from plans.models import Task
from plans.pages.tasks.cards import NOBODY, YOU, Cards, TaskCard
from plans.pages.workspace.page_tasks import in_order

SHOWN_FIRST = 8  # in each group; the others are folded
STATUSES = (
    (Task.Status.NOT_STARTED, "Ikke begyndt"),
    (Task.Status.IN_PROGRESS, "I gang"),
    (Task.Status.DONE, "Gjort"),
    (Task.Status.CANCELLED, "Aflyst"),
)


@dataclass(frozen=True)
class Group:
    name: str
    count: int
    cards: list[TaskCard]
    more: list[TaskCard]


@dataclass(frozen=True)
class Board:
    groups: list[Group]
    count: int
    overdue: int
    has_more: bool
    is_by_status: bool


def board_of(tasks: list[Task], cards: Cards, *, by_status: bool, has_more: bool = False) -> Board:
    ordered = in_order(tasks)
    found: dict[str, list[Task]] = {}
    for task in ordered:
        found.setdefault(task.status if by_status else cards.who(task), []).append(task)
    names = (
        dict(STATUSES) if by_status else {name: _capital(name) for name in sorted(found, key=_yours_first)}
    )
    held = cards.held.task_id if cards.held else None
    return Board(
        groups=[_group(name, found[key], cards, held) for key, name in names.items() if key in found],
        count=len(tasks),
        overdue=sum(task.is_overdue(cards.today) for task in tasks),
        has_more=has_more,
        is_by_status=by_status,
    )


def _group(name: str, tasks: list[Task], cards: Cards, held: UUID | None) -> Group:
    # What came back with an error is never folded away.
    tasks = sorted(tasks, key=lambda task: task.pk != held)
    made = cards.of(tasks)
    return Group(name, len(made), made[:SHOWN_FIRST], made[SHOWN_FIRST:])


def _yours_first(name: str) -> tuple[bool, bool, str]:
    return (name != YOU, name != NOBODY, name)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
