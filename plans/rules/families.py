"""The rule for linked plans of a family: who learns of a link, at one of its plans. Asked only by `plans.permissions`.

A link opens nothing. Whoever is on the block list of either plan learns of nothing, whatever they are to the other.
"""

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q

from citizens.models import Representative
from plans.grants import On
from plans.keys import Keys, StoredKeys
from plans.models import BlockedPerson, FamilyAnswer, FamilySide, Goal, JournalNote, Measure, Task
from plans.rules.grounds import acts_everywhere
from plans.rules.guarded import guarded
from plans.rules.people import SEES_EVERYONE

Answering = FamilySide.Answering
IN_SECTIONS: tuple[type[models.Model], ...] = (Goal, Task, Measure, JournalNote)


def in_force(at: datetime) -> Q:
    """Both have said yes, nobody has ended it, its period is not over, and both plans are active."""
    return Q(
        link__agreed_at__lte=at,
        link__valid_until__gt=at,
        link__ended_at__isnull=True,
        plan__ended_at__isnull=True,
        other__ended_at__isnull=True,
    )


def still_asked(at: datetime) -> Q:
    """Somebody has not answered yet, and the question still holds."""
    return Q(
        link__agreed_at__isnull=True,
        link__ended_at__isnull=True,
        link__lapses_at__gt=at,
        plan__ended_at__isnull=True,
    )


def side_rule(keys: Keys) -> Q:
    """The citizen: what they were asked and have answered, for good. Who acts for them, and who coordinates the asking
    side: while it is asked or in force. Who coordinates the side that is asked: only in force. Others on the team: in
    force, when they see something in both plans themselves.
    """
    at = keys.at
    asked, holds = still_asked(at), in_force(at)
    seen = keys.on_plan("plan", On.OWN)
    if keys.may_be(On.REPRESENT):
        seen |= keys.on_plan("plan", On.REPRESENT) & (asked | holds) & _answers_for_the_citizen(keys)
    seen |= keys.on_plan("plan", On.COORDINATE) & (holds | (asked & Q(is_asking=True)))
    if keys.may_be(On.WORK):
        both = _sees_something(keys, "plan") & _sees_something(keys, "other")
        seen |= keys.on_plan("plan", On.WORK) & holds & both
    return seen & ~Q(Exists(_blocks(keys, "plan"))) & ~Q(Exists(_blocks(keys, "other")))


def answer_rule(keys: Keys) -> Q:
    """Of a side one sees: the citizen and who coordinates see each answer, who acts for the citizen their own alone."""
    side = FamilySide.objects.filter(side_rule(keys), pk=OuterRef("side"))
    own = Q(representative__user=keys.user) | Q(representative__isnull=True)
    mine = keys.on_plan("side__plan", *SEES_EVERYONE) | (keys.on_plan("side__plan", On.REPRESENT) & own)
    return Q(Exists(side)) & mine


def change_of_side(keys: Keys) -> Q:
    """Its history at that plan: for the citizen, and who coordinates as long as they know of the link."""
    return side_rule(keys) & keys.on_plan("plan", *SEES_EVERYONE)


def change_of_answer(keys: Keys) -> Q:
    return answer_rule(keys) & keys.on_plan("side__plan", *SEES_EVERYONE)


def _answers_for_the_citizen(keys: Keys) -> Q:
    """Who holds custody and was asked; of an adult who acts in everything, but not a parent of one who was 15 then."""
    was_asked = FamilyAnswer.objects.filter(
        Q(representative__ends_at__isnull=True) | Q(representative__ends_at__gt=keys.at),
        side=OuterRef("pk"),
        representative__user=keys.user,
        representative__starts_at__lte=keys.at,
    )
    held_custody = Representative.objects.filter(
        user=keys.user, citizen=OuterRef("plan__citizen"), kind=Representative.Kind.CUSTODY
    )
    for_an_adult = Q(answering=Answering.CITIZEN) & acts_everywhere(keys) & ~Q(Exists(held_custody))
    return (Q(answering=Answering.CUSTODY) & Q(Exists(was_asked))) | for_an_adult


def _sees_something(keys: Keys, path: str) -> Q:
    """More than the shell (rule 7) of the plan that `path` leads to. Asked row by row: of the other plan no keys have
    been loaded.
    """
    stored = StoredKeys(keys.user, keys.at)
    things = [
        Q(
            Exists(
                model._default_manager.filter(guarded(stored, "", network=None), section__plan=OuterRef(path))
            )
        )
        for model in IN_SECTIONS
    ]
    return reduce(or_, things, stored.on_plan(path, On.WORDS, On.COORDINATE))


def _blocks(keys: Keys, path: str) -> models.QuerySet[BlockedPerson]:
    return BlockedPerson.objects.filter(plan=OuterRef(path), user=keys.user, lifted_at__isnull=True)


FAMILY_RULES: dict[type[models.Model], Callable[[Keys], Q]] = {
    FamilySide: side_rule,
    FamilyAnswer: answer_rule,
}
CHANGES_OF_FAMILIES: tuple[tuple[type[models.Model], Callable[[Keys], Q]], ...] = (
    (FamilySide, change_of_side),
    (FamilyAnswer, change_of_answer),
)
