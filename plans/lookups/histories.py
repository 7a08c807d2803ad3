"""Which things have a history of their own, and what is told in it: a thing with what stands beneath it.

Who may read a line is asked by `plans.permissions`; here only the thing is looked for, as far as one sees it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enplan.accounts.models import User
from plans.models import (
    Attachment,
    CitizenWords,
    CoherenceAnswer,
    Comment,
    DataRequest,
    Decision,
    Disagreement,
    DisagreementView,
    FamilyAnswer,
    FamilySide,
    FollowUp,
    Goal,
    GoalProgress,
    JournalAddition,
    JournalNote,
    LeaderQuestion,
    Measure,
    Meeting,
    MeetingNote,
    MeetingPoint,
    Message,
    Misfiling,
    Participant,
    Plan,
    PlanFollowUp,
    Rating,
    SubGoal,
    SupportChange,
    Task,
    Transition,
)
from plans.permissions import visible_to

Rows = models.QuerySet[Any]


@dataclass(frozen=True)
class HasHistory:
    """A kind with a history. `of_plan`: the way from its rows to the plan; `beneath`: what is told with it."""

    heading: str | Promise
    of_plan: str
    name: str = ""  # the field that is read above the history, where there is one to read
    beneath: tuple[tuple[type[models.Model], str], ...] = ()
    with_others: Callable[[Any], Rows] | None = None  # rows of the same kind that are one thing to the reader


@dataclass(frozen=True)
class ThingsHistory:
    """One thing's: what stands above it, and the ids of all that it is about."""

    heading: str
    about: str
    things: list[UUID]


def _same_words(words: CitizenWords) -> Rows:
    return CitizenWords.objects.filter(plan=words.plan_id, kind=words.kind)


def _ratings_beside(rating: Rating) -> Rows:
    """The numbers of the same voice in the same place, one after the other."""
    return Rating.objects.filter(
        plan=rating.plan_id, section=rating.section_id, is_by_citizen=rating.is_by_citizen
    )


def _same_question(answer: CoherenceAnswer) -> Rows:
    return CoherenceAnswer.objects.filter(plan=answer.plan_id, question=answer.question)


HISTORIES: dict[type[models.Model], HasHistory] = {
    Goal: HasHistory(
        _("Målets historik"), "section__plan", "title", ((SubGoal, "goal"), (GoalProgress, "goal"))
    ),
    Task: HasHistory(_("Aftalens historik"), "section__plan", "title"),
    Measure: HasHistory(
        _("Indsatsens historik"),
        "section__plan",
        "title",
        ((FollowUp, "measure"), (SupportChange, "measure")),
    ),
    JournalNote: HasHistory(_("Notatets historik"), "section__plan", "title", ((JournalAddition, "note"),)),
    Attachment: HasHistory(_("Filens historik"), "plan", "title"),
    Rating: HasHistory(_("Tallenes historik"), "plan", with_others=_ratings_beside),
    Disagreement: HasHistory(
        _("Uenighedens historik"), "section__plan", beneath=((DisagreementView, "disagreement"),)
    ),
    Meeting: HasHistory(
        _("Mødets historik"),
        "plan",
        beneath=((MeetingPoint, "meeting"), (Decision, "meeting"), (MeetingNote, "meeting")),
    ),
    LeaderQuestion: HasHistory(_("Spørgsmålets historik"), "section__plan", "text"),
    PlanFollowUp: HasHistory(_("Opfølgningens historik"), "plan"),
    Message: HasHistory(_("Beskedens historik"), "plan", "text"),
    Transition: HasHistory(_("Overgangens historik"), "plan", "name"),
    CoherenceAnswer: HasHistory(_("Svarenes historik"), "plan", with_others=_same_question),
    Comment: HasHistory(_("Kommentarens historik"), "section__plan"),
    CitizenWords: HasHistory(_("Ordenes historik"), "plan", with_others=_same_words),
}
# Told in the plan's own history and nowhere else: it stands on no page as a thing of its own.
IN_THE_PLANS: frozenset[type[models.Model]] = frozenset(
    {Plan, Misfiling, FamilySide, FamilyAnswer, DataRequest, Participant}
)


def history_for(user: User, plan: Plan, thing_id: UUID) -> ThingsHistory:
    """The history of the thing of this plan with this id, as far as `user` sees the thing, or 404."""
    for model, kind in HISTORIES.items():
        rows = model._default_manager.filter(**{kind.of_plan: plan}, pk=thing_id)
        thing: Any = visible_to(user, rows).first()
        if thing is not None:
            about = str(getattr(thing, kind.name)) if kind.name else ""
            return ThingsHistory(str(kind.heading), about, [*_ids(kind, thing)])
    raise Http404


def _ids(kind: HasHistory, thing: Any) -> Iterable[UUID]:
    yield thing.pk
    if kind.with_others is not None:
        yield from kind.with_others(thing).values_list("pk", flat=True)
    for model, parent in kind.beneath:
        yield from model._default_manager.filter(**{parent: thing}).values_list("pk", flat=True)
