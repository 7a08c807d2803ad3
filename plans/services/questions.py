"""Questions to leaders: put with chosen things of the plan, answered from these alone, taken back."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.events import announce
from plans.excerpts import Thing, closed_to, excerpt_of, title_for
from plans.lookups.disagreements import disagreement_for
from plans.lookups.questions import deciders_for, leaders_for, responsibles_for
from plans.models import (
    DecisionRule,
    Disagreement,
    Item,
    LeaderQuestion,
    Plan,
    QuestionItem,
    Section,
    Settlement,
)
from plans.permissions import standing_of, visible_to
from plans.services.checks import NotAllowed, require
from plans.services.decision_rule import decision_rule
from plans.services.disagreements import store_settled
from plans.services.sections import place_of, section_of
from plans.standing import Action

CLOSED_AGAIN = "Spørgsmålet er lukket for dig. Din tekst står stadig her, så du kan kopiere den."


@transaction.atomic
def ask_leader(*, by: User, plan: Plan, leader: User, text: str, things: Iterable[Thing]) -> LeaderQuestion:
    """Put a question to a leader with `things` of one area to answer it from: goals, tasks, disagreements.

    ValidationError at “leader” or “things” for who cannot be asked, and for what the leader may not be shown.
    """
    require(by, Action.ASK_LEADER, plan)
    return _ask(by=by, plan=plan, leader=leader, text=text, things=list(things))


@transaction.atomic
def bring_to_leaders(
    *, by: User, disagreement: Disagreement, leaders: Iterable[User], text: str
) -> list[LeaderQuestion]:
    """Bring a disagreement to those who decide it by the municipality's rule. Each answer is a decision on it."""
    require(by, Action.BRING_TO_LEADERS, disagreement)
    if not Disagreement.objects.filter(pk=disagreement.pk, settled_at__isnull=True).exists():
        raise ValidationError("Uenigheden er afsluttet.", code="settled")
    rule = decision_rule()
    chosen = list(dict.fromkeys(leaders))
    about = disagreement_for(by, disagreement.plan, disagreement.pk)
    if rule.goes_to == DecisionRule.GoesTo.TEAM:
        raise ValidationError("I jeres kommune afgør teamet det selv.", code="team_decides")
    if not chosen:
        raise ValidationError({"leaders": "Vælg mindst én leder."})
    if not set(chosen) <= set(deciders_for(by, about, rule)):
        raise ValidationError({"leaders": "I jeres kommune afgøres uenigheden af en anden. Vælg fra listen."})
    things: list[Thing] = [disagreement, *([disagreement.goal] if disagreement.goal else [])]
    return [
        _ask(
            by=by,
            plan=disagreement.plan,
            leader=leader,
            text=text,
            things=things,
            to_be_decided=disagreement,
        )
        for leader in chosen
    ]


@transaction.atomic
def answer_question(
    *,
    by: User,
    question: LeaderQuestion,
    text: str,
    takes_effect_on: date | None = None,
    responsible: User | None = None,
) -> LeaderQuestion:
    """The leader's answer, given once. On a disagreement it is a decision: with the day it counts from and who sees to
    it. NotAllowed when it was put to somebody else, or nothing of the excerpt is open any longer.
    """
    require(by, Action.ANSWER_QUESTION, question)
    question = LeaderQuestion.objects.select_related("section__plan", "to_be_decided").get(pk=question.pk)
    if not question.is_open:
        raise ValidationError("Spørgsmålet er allerede besvaret eller trukket tilbage.", code="closed")
    if excerpt_of(question).is_empty:
        raise NotAllowed(CLOSED_AGAIN)
    if not text.strip():
        raise ValidationError({"text": "Skriv dit svar."})
    now = clock.now()
    decision = _decide(by, question, text, takes_effect_on, responsible, now)
    LeaderQuestion.objects.filter(pk=question.pk).update(
        answer=text.strip(), answered_at=now, decision=decision
    )
    record_change(
        by=by, thing=question, place=place_of(question.section), fields={"answer": (None, text.strip())}
    )
    _settle_if_last(by, question)
    announce(plan=question.plan, what="answer", by=by)
    question.refresh_from_db()
    return question


@transaction.atomic
def withdraw_question(*, by: User, question: LeaderQuestion) -> None:
    """Take a question back before it is answered: the leader can no longer read it."""
    require(by, Action.WITHDRAW_QUESTION, question)
    now = clock.now()
    withdrawn = LeaderQuestion.objects.filter(
        pk=question.pk, answered_at__isnull=True, withdrawn_at__isnull=True
    ).update(withdrawn_at=now, withdrawn_by=by)
    if not withdrawn:
        raise ValidationError("Spørgsmålet er allerede besvaret eller trukket tilbage.", code="closed")
    place = place_of(question.section)
    record_change(by=by, thing=question, place=place, fields={"withdrawn_at": (None, now)})
    _settle_if_last(by, question)
    announce(plan=question.plan, what="question", by=by)


def _ask(
    *,
    by: User,
    plan: Plan,
    leader: User,
    text: str,
    things: list[Thing],
    to_be_decided: Disagreement | None = None,
) -> LeaderQuestion:
    field = "leader" if to_be_decided is None else "leaders"
    if not text.strip():
        raise ValidationError({"text": "Skriv dit spørgsmål."})
    department = leader.department
    if department is None or leader not in leaders_for(by, plan):
        raise ValidationError({field: "Vælg en leder fra listen."})
    if to_be_decided is not None and _is_asked(leader, to_be_decided):
        raise ValidationError({field: f"{leader.name} er allerede spurgt og har ikke svaret endnu."})
    section = _place_for(by, plan, things)
    _check_shown(by, plan, leader, things, field=field if to_be_decided else "things")
    question = LeaderQuestion.objects.create(
        section=section,
        asked_of=leader,
        department=department,
        to_be_decided=to_be_decided,
        text=text.strip(),
        written_by=by,
        written_at=clock.now(),
        **_kept_from_citizen(things),
    )
    QuestionItem.objects.bulk_create(
        [QuestionItem(question=question, **{str(thing._meta.model_name): thing}) for thing in things]
    )
    fields = {"text": (None, question.text), "asked_of": (None, leader)}
    record_change(by=by, thing=question, place=place_of(section), fields=fields)
    announce(plan=plan, what="question", by=by)
    return question


def _is_asked(leader: User, disagreement: Disagreement) -> bool:
    return LeaderQuestion.objects.filter(
        to_be_decided=disagreement, asked_of=leader, answered_at__isnull=True, withdrawn_at__isnull=True
    ).exists()


def _place_for(by: User, plan: Plan, things: list[Thing]) -> Section:
    """The asker's part of the one area that the things are of: who acts for the citizen there reads the question."""
    if not things:
        raise ValidationError({"things": "Vælg det i planen, lederen skal kunne svare ud fra."})
    areas = {thing.section.area_id for thing in things}
    if len(areas) > 1:
        raise ValidationError(
            {"things": "Spørg om ét område ad gangen. Stil et spørgsmål til for det andet."}
        )
    return section_of(plan, area_id=areas.pop(), owner_id=by.department_id)


def _check_shown(by: User, plan: Plan, leader: User, things: list[Thing], *, field: str) -> None:
    """The asker sees all of it, and the leader's department may be shown all of it."""
    for thing in things:
        rows: Any = type(thing)._default_manager.filter(pk=thing.pk, section__plan=plan)
        if not visible_to(by, rows).exists():
            raise ValidationError({field: "Vælg noget, du selv kan se i planen."})
    third = [thing for thing in things if not _may_ask_about(by, plan, leader, thing.section.owner_id)]
    if third:
        raise ValidationError(
            {field: "Kun den koordinerende sagsbehandler kan tage noget med fra en tredje afdeling."}
        )
    closed = closed_to(leader.department_id, plan, things) if leader.department_id else things
    if closed:
        said = ", ".join(f"“{title_for(by, thing)}”" for thing in closed)
        raise ValidationError(
            {
                field: f"{leader.name} må ikke se {said}. Det er kun åbent for {leader.department} med et grundlag."
            }
        )


def _may_ask_about(by: User, plan: Plan, leader: User, owner_id: UUID | None) -> bool:
    """Who does not coordinate would else be told by the refusal what the citizen has said yes to between others."""
    are_concerned = leader.department_id == by.department_id or owner_id in (
        by.department_id,
        leader.department_id,
    )
    return are_concerned or standing_of(by, plan).coordinates


def _kept_from_citizen(things: list[Thing]) -> dict[str, Any]:
    """A question about what the citizen may not see yet is there for the citizen when the last of it is."""
    above = [getattr(thing, name, None) for thing in things for name in ("goal", "measure")]
    guards: list[Item] = [*things, *(one for one in above if one is not None)]
    late = [
        (one.withheld_until, one) for one in guards if one.withheld_until and one.withheld_until > clock.now()
    ]
    if not late:
        return {}
    _until, last = max(late, key=lambda pair: pair[0])
    names = ("withheld_until", "withheld_ground", "withheld_approved_by")
    return {name: getattr(last, name) for name in names}


def _decide(
    by: User,
    question: LeaderQuestion,
    text: str,
    takes_effect_on: date | None,
    responsible: User | None,
    now: datetime,
) -> Settlement | None:
    """What a leader decides on a disagreement; None for a question that only asks."""
    disagreement = question.to_be_decided
    if disagreement is None:
        return None
    if takes_effect_on is None:
        raise ValidationError({"takes_effect_on": "Skriv, fra hvilken dag det gælder."})
    if responsible is None or responsible not in responsibles_for(question):
        raise ValidationError({"responsible": "Vælg, hvem der sørger for det."})
    return Settlement.objects.create(
        disagreement=disagreement,
        how=Settlement.How.LEADER,
        text=text.strip(),
        takes_effect_on=takes_effect_on,
        responsible=responsible,
        by=by,
        at=now,
    )


def _settle_if_last(by: User, question: LeaderQuestion) -> None:
    """A disagreement is settled when every leader it was brought to and who is still asked has decided."""
    disagreement = question.to_be_decided
    if disagreement is None or not disagreement.is_open:
        return
    waiting = disagreement.questions.filter(answered_at__isnull=True, withdrawn_at__isnull=True)
    if not waiting.exists() and disagreement.settlements.exists():
        store_settled(by=by, disagreement=disagreement)
