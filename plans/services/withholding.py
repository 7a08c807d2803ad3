"""Keeping something from the citizen until a date: asked by its writer, approved by a second person, ended early.

In doubt nothing is shown and nothing is hidden: it stays its writer's draft until it is approved. What the citizen can
see already is not taken from them.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.lookups.drafts import Draft
from plans.lookups.withholdings import approvers_for, thing_of
from plans.models import JournalNote, Withholding
from plans.permissions import can, plan_of
from plans.services.checks import NotAllowed, PlanEnded, lock_plan, require
from plans.services.sections import place_of, place_of_plan
from plans.standing import Action


@transaction.atomic
def ask_to_withhold(*, by: User, draft: Draft, until: date, ground: str, asked_of: User) -> Withholding:
    """Ask `asked_of` to approve that the citizen sees `draft` after the day `until`. It stays a draft till then."""
    require(by, Action.WITHHOLD, draft)
    plan = plan_of(draft)
    if until <= clock.today():
        raise ValidationError({"until": "Skriv en dag, der ikke er forbi."})
    if not ground.strip():
        raise ValidationError({"ground": "Skriv lov og paragraf, og hvorfor borgeren ikke må se det endnu."})
    if asked_of not in approvers_for(by, plan):
        raise ValidationError({"asked_of": "Vælg en anden sagsbehandler eller leder i din egen afdeling."})
    if Withholding.objects.filter(thing_id=draft.pk, decided_at__isnull=True).exists():
        raise ValidationError("Der er allerede spurgt.", code="asked")
    return Withholding.objects.create(
        plan=plan,
        thing=str(draft._meta.model_name),
        thing_id=draft.pk,
        until=clock.end_of(until),
        ground=ground,
        asked_by=by,
        asked_at=clock.now(),
        asked_of=asked_of,
    )


@transaction.atomic
def answer_withholding(*, by: User, asking: Withholding, seen: int, is_approved: bool) -> None:
    """Say yes: the team sees it now and the citizen from the date. Say no: it stays a draft. Conflict when changed."""
    current = lock_plan(asking.plan)  # a block, the plan's end or another answer is wholly before or after
    if not can(by, Action.VIEW, asking) or asking.asked_of_id != by.pk:
        raise NotAllowed("Du er ikke blevet spurgt, eller du har allerede svaret.")
    if not current.is_active:
        raise PlanEnded
    draft = thing_of(asking)
    if draft is None or not draft.is_draft or draft.taken_out_at is not None:
        raise ValidationError("Kladden er der ikke længere.", code="no_draft")
    Withholding.objects.filter(pk=asking.pk).update(decided_at=clock.now(), is_approved=is_approved)
    if not is_approved:
        return
    place = place_of_plan(asking.plan) if draft.section is None else place_of(draft.section)
    fields = {
        "is_draft": False,
        "withheld_until": asking.until,
        "withheld_ground": asking.ground,
        "withheld_approved_by": by,
    }
    save_seen(draft, seen=seen, fields=fields, by=by, place=place)
    note_id = draft.pk if isinstance(draft, JournalNote) else None
    announce(plan=asking.plan, what="withheld", by=by, document_id=note_id)


@transaction.atomic
def end_withholding(*, by: User, thing: Draft, seen: int) -> None:
    """Let the citizen see it from now on: by any caseworker of its owner. Conflict when stale."""
    require(by, Action.END_WITHHOLDING, thing)
    if thing.withheld_until is None or thing.withheld_until <= clock.now():
        raise ValidationError("Borgeren kan allerede se det.", code="not_withheld")
    place = place_of_plan(plan_of(thing)) if thing.section is None else place_of(thing.section)
    save_seen(thing, seen=seen, fields={"withheld_until": clock.now()}, by=by, place=place)
    announce(plan=plan_of(thing), what="withholding_ended", by=by)
