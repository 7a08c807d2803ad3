"""Noting how it goes with a goal: one entry more, and the level now where it was told."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.models import Goal, GoalProgress
from plans.models.goals import Level
from plans.services.checks import require
from plans.services.sections import place_of
from plans.standing import Action

UNDER_WAY = (Goal.Status.ACTIVE, Goal.Status.NOT_WORKING, Goal.Status.BLOCKED)


@transaction.atomic
def note_progress(
    *,
    by: User,
    goal: Goal,
    direction: str = "",
    note: str = "",
    level: int | None = None,
    noted_on: date | None = None,
) -> GoalProgress:
    """One entry. `level`: how it is now (0 to 4), which is then the goal's own and tells the direction where none is
    given; None leaves it as it is.

    An entry is only added, so there is nothing to have seen first.
    """
    require(by, Action.NOTE_PROGRESS, goal)
    current = Goal.objects.select_for_update().get(pk=goal.pk)
    if current.status not in UNDER_WAY:
        raise ValidationError({"note": "Målet er ikke i gang, så der kan ikke noteres, hvordan det går."})
    _check(direction, note, level, noted_on)
    if level is not None and current.actual is not None and not direction:
        direction = _direction(current.actual, level)
    progress = store_progress(
        by=by, goal=goal, direction=direction, note=note.strip(), level=level, noted_on=noted_on
    )
    if level is not None:
        place = place_of(goal.section)
        save_seen(current, seen=current.version, fields={"actual": level}, by=by, place=place)
    return progress


def store_progress(
    *,
    by: User,
    goal: Goal,
    direction: str = "",
    note: str = "",
    level: int | None = None,
    noted_on: date | None = None,
) -> GoalProgress:
    """Store an entry. For services and loading; asks nobody's permission."""
    progress = GoalProgress.objects.create(
        goal=goal,
        direction=direction,
        note=note,
        level=level,
        noted_on=noted_on or clock.today(),
        written_by=by,
        written_at=clock.now(),
    )
    said = {"direction": direction, "level": level, "note": note}
    fields = {name: (None, value) for name, value in said.items() if value not in ("", None)}
    record_change(by=by, thing=progress, place=place_of(goal.section), fields=fields)
    announce(plan=goal.section.plan, what="goal", by=by)
    return progress


def _direction(before: int, now: int) -> str:
    """0 is no difficulty, so less is better."""
    if now == before:
        return GoalProgress.Direction.SAME
    return GoalProgress.Direction.FORWARD if now < before else GoalProgress.Direction.BACK


def _check(direction: str, note: str, level: int | None, noted_on: date | None) -> None:
    if direction and direction not in GoalProgress.Direction:
        raise ValidationError({"direction": "Vælg fremad, ingen ændring eller tilbage."})
    if level is not None and level not in Level:
        raise ValidationError({"level": "Vælg et niveau fra listen."})
    if not direction and not note.strip() and level is None:
        raise ValidationError(
            {"note": "Skriv, hvordan det går, eller vælg fremad, ingen ændring eller tilbage."}
        )
    if noted_on is not None and noted_on > clock.today():
        raise ValidationError({"noted_on": "Skriv en dag, der har været."})
