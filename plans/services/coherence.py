"""Answering the three questions about coherence, or not now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import CoherenceAnswer, CoherenceLater, Plan
from plans.permissions import standing_of
from plans.services.checks import NotAllowed, require
from plans.services.sections import place_of_plan
from plans.standing import Action

ASKED_AGAIN = timedelta(days=30)


@dataclass(frozen=True)
class Said:
    """0–10, or None: "ved ikke"; and a line if one likes."""

    value: int | None
    note: str = ""


@transaction.atomic
def answer_coherence(
    *, by: User, plan: Plan, answers: Mapping[str, Said], is_private: bool = False
) -> list[CoherenceAnswer]:
    """The citizen's side answers, by question; what is left out is not answered. ValidationError for nothing at all."""
    require(by, Action.RATE_SELF, plan)
    standing = standing_of(by, plan)
    if is_private and not standing.is_citizen:
        raise NotAllowed(_("Kun borgeren selv kan bestemme, at noget ikke skal deles."))
    if not standing.reads_words:
        raise NotAllowed(_("Kun borgeren kan svare på det her."))
    return store_coherence(
        by=by, plan=plan, answers=answers, is_private=is_private, on_behalf=standing.is_representative
    )


@transaction.atomic
def ask_coherence_later(*, by: User, plan: Plan) -> None:
    """ "Ikke nu": asked again in a month. Nothing of the plan changes, and nobody else is told."""
    require(by, Action.RATE_SELF, plan)
    until = clock.today() + ASKED_AGAIN
    CoherenceLater.objects.update_or_create(plan=plan, defaults={"until": until, "by": by})


def store_coherence(
    *,
    by: User,
    plan: Plan,
    answers: Mapping[str, Said],
    answered_on: date | None = None,
    is_private: bool = False,
    on_behalf: bool = False,
    is_told: bool = False,
) -> list[CoherenceAnswer]:
    """Store each answer. For services and loading; asks nobody's permission."""
    if not answers:
        raise ValidationError(_("Svar på mindst ét af de tre spørgsmål, eller gå tilbage."), code="empty")
    for question, said in answers.items():
        if question not in CoherenceAnswer.Question:
            raise ValidationError(_("Det spørgsmål er der ikke."), code="question")
        if said.value is not None and not 0 <= said.value <= 10:
            raise ValidationError({question: _("Vælg et tal fra 0 til 10.")})
    stored = [
        CoherenceAnswer.objects.create(
            plan=plan,
            question=question,
            value=said.value,
            note=said.note.strip(),
            answered_on=answered_on or clock.today(),
            is_private=is_private,
            is_by_representative=on_behalf,
            is_told=is_told,
            written_by=by,
            written_at=clock.now(),
        )
        for question, said in answers.items()
    ]
    for answer in stored:
        value = "ved ikke" if answer.value is None else answer.value
        field = "told" if is_told else "value"
        place = place_of_plan(plan)
        record_change(by=by, thing=answer, place=place, fields={field: (None, value)}, on_behalf=on_behalf)
    announce(plan=plan, what="coherence", by=by)
    return stored
