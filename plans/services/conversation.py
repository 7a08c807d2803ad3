"""The conversation about consent: its answers so far, and all its decisions stored at once.

An answer stands in place of what was said earlier about the same receiver and the same kind: the earlier yes or no is
closed in the same transaction. What was not answered changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from citizens.models import Ground, GroundKind, GroundParty
from enplan import clock
from enplan.accounts.models import Department, User
from enplan.audit.versions import Conflict
from plans.asking import AskedParty
from plans.facts import grounds_of
from plans.models import ConversationDraft, Plan
from plans.permissions import standing_of
from plans.services.checks import lock_plan, require
from plans.services.custody import answers_needed
from plans.services.grounds import Party, note_ground
from plans.services.plans import agree_to_plan, decline_plan
from plans.services.withdrawing import withdraw_ground
from plans.standing import Action, Standing


@dataclass(frozen=True)
class Answer:
    """A yes or a no about one receiver. `parties` is the receiver, or with a yes some named people of it alone."""

    asked: AskedParty
    kind: GroundKind
    decision: str  # Ground.Decision
    areas: tuple[str, ...]
    parties: tuple[Party, ...]
    sources: tuple[Department, ...]
    circumstances: str = ""

    @property
    def is_yes(self) -> bool:
        return self.decision == Ground.Decision.YES


@dataclass(frozen=True)
class Conversation:
    """All decisions of one conversation, and how it was held. `one_plan`: "yes", "no", or "" for not answered."""

    one_plan: str
    answers: tuple[Answer, ...]
    purpose: str
    form: str  # Ground.Form
    given_on: date
    starts_on: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        return not self.one_plan and not self.answers

    @property
    def begins_later(self) -> bool:
        return self.starts_on is not None and self.starts_on > clock.today()


@transaction.atomic
def hold_conversation(*, by: User, plan: Plan, conversation: Conversation, draft: ConversationDraft) -> None:
    """Store every decision, and let the draft go. By the citizen's side, or by a caseworker together with the citizen.

    Conflict when the draft has been changed or confirmed meanwhile: nothing is stored twice. ValidationError with the
    field, NotAllowed and PlanEnded as in the services for each decision.
    """
    standing = _require(by, plan)
    mine = ConversationDraft.objects.filter(pk=draft.pk, plan=plan, user=by, version=draft.version)
    if not mine.delete()[0]:
        raise Conflict(draft.version, ())
    if conversation.one_plan == Ground.Decision.YES and plan.agreed_on is None:
        agree_to_plan(by=by, plan=plan, on=conversation.given_on)
    elif conversation.one_plan == Ground.Decision.NO:
        decline_plan(by=by, plan=plan, on=conversation.given_on)
    for ground, parties in replaced_by(conversation, plan=plan, standing=standing, at=clock.now()):
        withdraw_ground(by=by, plan=plan, ground=ground, parties=parties)
    for answers in together(conversation.answers):
        first = answers[0]
        note_ground(
            by=by,
            plan=plan,
            kind=first.kind,
            areas=first.areas,
            parties=[party for answer in answers for party in answer.parties],
            sources=first.sources,
            purpose=conversation.purpose,
            form=conversation.form,
            given_on=conversation.given_on,
            starts_on=conversation.starts_on if first.is_yes else None,
            until=conversation.until if first.is_yes else None,
            decision=first.decision,
            circumstances=first.circumstances,
        )


@transaction.atomic
def keep_answers(*, by: User, plan: Plan, step: str, values: Mapping[str, Sequence[str]]) -> None:
    """Keep the answers of one step of the conversation, until it is confirmed or begun anew."""
    _require(by, plan)
    draft, _is_new = ConversationDraft.objects.select_for_update().get_or_create(
        plan=plan, user=by, defaults={"saved_at": clock.now()}
    )
    draft.answers = {**draft.answers, step: {name: list(chosen) for name, chosen in values.items()}}
    draft.saved_at = clock.now()
    draft.version += 1
    draft.save(update_fields=["answers", "saved_at", "version"])


@transaction.atomic
def drop_answers(*, by: User, plan: Plan) -> None:
    """Begin anew: the answers so far are deleted. They were never decisions, so there is nothing to record."""
    _require(by, plan)
    ConversationDraft.objects.filter(plan=plan, user=by).delete()


def replaced_by(
    conversation: Conversation, *, plan: Plan, standing: Standing, at: datetime
) -> list[tuple[Ground, list[GroundParty]]]:
    """Earlier answers that these stand in place of, as far as the person may close them. A yes that does not count yet
    (from a later day on, or waiting for who shares custody) leaves what is in force.
    """
    answers = [
        answer
        for answer in conversation.answers
        if not answer.is_yes or not (conversation.begins_later or waits_for(answer, standing))
    ]
    rows = (
        grounds_of(plan)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gt=at), withdrawn_at__isnull=True)
        .filter(kind__in={answer.kind.pk for answer in answers})
        .select_related("kind")
        .prefetch_related("areas", GroundParty.in_order())
    )
    found = [
        (ground, _meant(ground, answers)) for ground in rows if standing.may(Action.WITHDRAW_GROUND, ground)
    ]
    return [(ground, parties) for ground, parties in found if parties]


def waits_for(answer: Answer, standing: Standing) -> list[str]:
    """The names of those who hold custody and must say yes too before a yes opens anything."""
    if not answer.is_yes:
        return []
    rows = answers_needed(standing, kind=answer.kind, areas=answer.areas)
    return [row.representative.name for row in rows if row.answered_at is None]


def together(answers: Iterable[Answer]) -> list[list[Answer]]:
    """Answers that say the same of different receivers: one ground each."""
    alike: dict[Any, list[Answer]] = {}
    for answer in answers:
        said = (answer.kind.pk, answer.decision, answer.areas, answer.sources, answer.circumstances)
        alike.setdefault((said, answer.asked.is_network), []).append(answer)
    return list(alike.values())


def _meant(ground: Ground, answers: Iterable[Answer]) -> list[GroundParty]:
    return [
        party
        for party in ground.parties.all()
        if party.withdrawn_at is None
        and any(answer.kind.pk == ground.kind_id and answer.asked.is_meant_by(party) for answer in answers)
    ]


def _require(by: User, plan: Plan) -> Standing:
    """The citizen's side, or a caseworker who may know the whole team: the conversation names everybody on it."""
    lock_plan(plan)
    standing = standing_of(by, plan)
    if standing.is_citizens_side:
        require(by, Action.GIVE_CONSENT, plan)
    else:
        require(by, Action.NOTE_GROUND, plan)
        require(by, Action.SEE_TEAM_WHOLE, plan)
    return standing
