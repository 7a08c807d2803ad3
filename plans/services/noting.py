"""Noting for a citizen what they said in a letter, in a call or at a visit: it stands as the citizen's, marked as told
and to whom, and the citizen gets it on paper (`plans.prints.receipt`). By who coordinates (`NOTE_TOLD`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import models, transaction

from enplan import clock
from enplan.accounts.models import User
from plans.models import CitizenWords, CoherenceAnswer, Comment, NotedForCitizen, Plan, Rating, Task
from plans.models.comments import Commented
from plans.permissions import can, plan_of
from plans.services.checks import WHY_NOT, NotAllowed, require
from plans.services.coherence import Said, store_coherence
from plans.services.comments import store_comment
from plans.services.progress import rate_as_told
from plans.services.tasks import save_task
from plans.services.words import tell_words
from plans.standing import Action

HOW = NotedForCitizen.How


@dataclass(frozen=True)
class Told:
    """How the citizen said it, and on which day. `how`: one of `NotedForCitizen.How`."""

    how: str
    on: date

    @property
    def in_words(self) -> str:
        return str(HOW(self.how).label)


@transaction.atomic
def note_words(*, by: User, plan: Plan, told: Told, kind: str, text: str, seen: int) -> CitizenWords:
    """The dream or what matters, as `tell_words` has it: the citizen's own words are never put aside for it."""
    _begin(by, plan, told)
    noon = datetime.combine(told.on, time(12), clock.COPENHAGEN)
    told_at = min(noon, clock.now())
    words = tell_words(by=by, plan=plan, kind=kind, text=text, seen=seen, how=told.in_words, told_at=told_at)
    _keep(by, plan, told, [words])
    return words


@transaction.atomic
def note_number(
    *, by: User, plan: Plan, told: Told, area_id: str | None, value: int | None, note: str = ""
) -> Rating:
    """The citizen's number on the ruler."""
    _begin(by, plan, told)
    rating = rate_as_told(by=by, plan=plan, area_id=area_id, value=value, note=note, rated_on=told.on)
    _keep(by, plan, told, [rating])
    return rating


@transaction.atomic
def note_comment(*, by: User, told: Told, about: Commented, text: str) -> Comment:
    """What the citizen says of something that `by` sees too."""
    plan = plan_of(about)
    _begin(by, plan, told)
    _require_seen(by, about)
    comment = store_comment(by=by, about=about, text=text, is_told=True)
    _keep(by, plan, told, [comment])
    return comment


@transaction.atomic
def note_coherence(*, by: User, plan: Plan, told: Told, answers: Mapping[str, Said]) -> list[CoherenceAnswer]:
    """The answers to the three questions."""
    _begin(by, plan, told)
    stored = store_coherence(by=by, plan=plan, answers=answers, answered_on=told.on, is_told=True)
    _keep(by, plan, told, stored)
    return stored


@transaction.atomic
def note_task_done(*, by: User, told: Told, task: Task, seen: int) -> Task:
    """That the citizen has done what they said yes to. Conflict when `seen` is stale."""
    plan = plan_of(task)
    _begin(by, plan, told)
    _require_seen(by, task)
    if not task.responsible_is_citizen:
        raise ValidationError("Aftalen er ikke borgerens egen.", code="not_own")
    saved = save_task(by=by, task=task, seen=seen, fields={"status": Task.Status.DONE})
    _keep(by, plan, told, [saved])
    return saved


def _begin(by: User, plan: Plan, told: Told) -> None:
    require(by, Action.NOTE_TOLD, plan)
    if told.how not in HOW:
        raise ValidationError({"how": "Vælg, hvordan borgeren sagde det."})
    if told.on > clock.today():
        raise ValidationError({"told_on": "Skriv en dag, der har været."})


def _require_seen(by: User, thing: models.Model) -> None:
    if not can(by, Action.VIEW, thing):
        raise NotAllowed(WHY_NOT[Action.VIEW])


def _keep(by: User, plan: Plan, told: Told, things: Iterable[models.Model]) -> None:
    NotedForCitizen.objects.bulk_create(
        NotedForCitizen(
            plan=plan,
            thing=str(thing._meta.model_name),
            thing_id=thing.pk,
            how=told.how,
            told_on=told.on,
            by=by,
            at=clock.now(),
        )
        for thing in things
    )
