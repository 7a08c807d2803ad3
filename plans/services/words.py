"""The citizen's own words: the dream and what matters. Added to, never overwritten."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import Conflict, FieldConflict
from plans.events import announce
from plans.models import CitizenWords, Plan
from plans.permissions import standing_of
from plans.regrant import regrant
from plans.services.checks import require
from plans.services.sections import place_of_plan
from plans.standing import Action

OWN_WORDS_STAND = (
    "Borgeren har selv skrevet sine ord her, og dem kan kun borgeren ændre. Hjælp borgeren med at rette dem på "
    "Min plan, eller gør linjen til et notat."
)


def current_words(plan: Plan, kind: str) -> CitizenWords | None:
    """The newest words of a kind, or None while nothing is written."""
    return CitizenWords.objects.filter(plan=plan, kind=kind).order_by("-number").first()


@transaction.atomic
def write_words(*, by: User, plan: Plan, kind: str, text: str, seen: int) -> CitizenWords:
    """Write new words; `seen` is the number the person saw (0: none yet). The earlier ones stay."""
    require(by, Action.EDIT_WORDS, plan)
    if kind not in CitizenWords.Kind:
        raise ValidationError(_("Vælg drøm eller det, der er vigtigt."), code="kind")
    last = current_words(plan, kind)
    number = last.number if last else 0
    if last is not None and number != seen:
        label = str(CitizenWords.Kind(kind).label)
        raise Conflict(number, (FieldConflict("text", label, text, last.text),))
    if last is not None and last.text == text:
        return last
    on_behalf = standing_of(by, plan).is_representative
    words = CitizenWords.objects.create(
        plan=plan,
        kind=kind,
        text=text,
        number=number + 1,
        written_by=by,
        written_at=clock.now(),
        is_by_representative=on_behalf,
    )
    record_change(
        by=by,
        thing=words,
        place=place_of_plan(plan),
        fields={"text": (last.text if last else None, text)},
        on_behalf=on_behalf,
    )
    announce(plan=plan, what="words", by=by)
    return words


@transaction.atomic
def tell_words(
    *, by: User, plan: Plan, kind: str, text: str, seen: int, how: str, told_at: datetime
) -> CitizenWords:
    """What the citizen told `by`, who read it back: in the citizen's words and marked as told, until the citizen's side
    writes their own. What they have written themselves is never put aside for it. Conflict when `seen` is stale.
    """
    require(by, Action.NOTE_TOLD, plan)
    if kind not in CitizenWords.Kind:
        raise ValidationError("Vælg drøm eller det, der er vigtigt.", code="kind")
    if not text.strip():
        raise ValidationError({"text": "Skriv, hvad borgeren har fortalt."})
    last = current_words(plan, kind)
    if last is not None and not last.is_told and (last.text or last.written_at > told_at):
        raise ValidationError({"text": OWN_WORDS_STAND}, code="own_words")
    number = last.number if last else 0
    if number != seen:
        label = str(CitizenWords.Kind(kind).label)
        raise Conflict(number, (FieldConflict("text", label, text, last.text if last else ""),))
    words = CitizenWords.objects.create(
        plan=plan,
        kind=kind,
        text=text,
        number=number + 1,
        written_by=by,
        written_at=clock.now(),
        is_told=True,
        told_how=how,
    )
    fields = {"told": (last.text if last else None, text)}
    record_change(by=by, thing=words, place=place_of_plan(plan), fields=fields)
    announce(plan=plan, what="words", by=by)
    return words


@transaction.atomic
def share_words(*, by: User, plan: Plan, coordinator_only: bool) -> None:
    """The citizen narrows who reads the dream to the coordinator, or opens it again to those a ground covers."""
    require(by, Action.EDIT_WORDS, plan)
    on_behalf = standing_of(by, plan).is_representative
    before = plan.words_for_coordinator_only
    Plan.objects.filter(pk=plan.pk).update(words_for_coordinator_only=coordinator_only)
    plan.refresh_from_db()
    record_change(
        by=by,
        thing=plan,
        place=place_of_plan(plan),
        fields={"words_for_coordinator_only": (before, coordinator_only)},
        on_behalf=on_behalf,
    )
    regrant(plan)
    announce(plan=plan, what="words", by=by)
