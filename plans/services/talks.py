"""The running conversation with the citizen: its lines kept as they are written. Nothing of it is in the plan yet, so
there is nothing to record; who sees it is its writer alone. Sorting it into the plan is `plans.services.talk_sorting`.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.versions import Conflict, FieldConflict
from plans.models import FamilyLink, Plan, Talk, TalkLine
from plans.services.checks import NotAllowed, require
from plans.standing import Action


@transaction.atomic
def add_line(*, by: User, plan: Plan, kind: str, text: str, area_id: str | None = None) -> TalkLine:
    """One line more; the first one begins the conversation."""
    require(by, Action.HOLD_TALK, plan)
    return store_line(by=by, plan=plan, kind=kind, text=text, area_id=area_id)


def store_line(
    *,
    by: User,
    plan: Plan,
    kind: str,
    text: str,
    area_id: str | None = None,
    together: FamilyLink | None = None,
) -> TalkLine:
    """The same for services that have asked already; `together` where a family held the conversation."""
    _check(kind, text)
    now = clock.now()
    talk, _is_new = Talk.objects.get_or_create(
        plan=plan, user=by, defaults={"begun_at": now, "saved_at": now}
    )
    _touch(talk)
    last = talk.lines.aggregate(last=Max("position"))["last"] or 0
    return TalkLine.objects.create(
        talk=talk,
        kind=kind,
        text=text,
        area_id=area_id,
        position=last + 1,
        written_at=now,
        together=together,
    )


@transaction.atomic
def edit_line(
    *, by: User, line: TalkLine, seen: int, kind: str, text: str, area_id: str | None = None
) -> None:
    """Write the line anew; what was corrected of where it goes is forgotten with it. Conflict when stale."""
    require_own(by, line.talk)
    _check(kind, text)
    current = TalkLine.objects.select_for_update().get(pk=line.pk)
    if current.version != seen:
        raise Conflict(current.version, (FieldConflict("text", "Linjen", text, current.text),))
    current.kind, current.text, current.area_id = kind, text, area_id
    current.landing, current.version = {}, seen + 1
    current.save(update_fields=["kind", "text", "area", "landing", "version"])
    _touch(current.talk)


@transaction.atomic
def strike_line(*, by: User, line: TalkLine, is_struck: bool) -> None:
    """Leave the line out, or take it in again. It stays readable until the conversation is sorted."""
    require_own(by, line.talk)
    TalkLine.objects.filter(pk=line.pk).update(is_struck=is_struck, version=F("version") + 1)
    _touch(line.talk)


@transaction.atomic
def keep_landings(
    *, by: User, talk: Talk, how: str, is_read_back: bool, landings: Mapping[UUID, Mapping[str, Any]]
) -> None:
    """Keep what has been corrected of where the lines go, also where it cannot be stored yet."""
    require_own(by, talk)
    for line in TalkLine.objects.select_for_update().filter(talk=talk, pk__in=landings):
        line.landing = dict(landings[line.pk])
        line.save(update_fields=["landing"])
    Talk.objects.filter(pk=talk.pk).update(how=how, is_read_back=is_read_back, saved_at=clock.now())


@transaction.atomic
def drop_talk(*, by: User, plan: Plan) -> None:
    """Delete the conversation unsorted. One's own text alone, so it needs no standing on the plan."""
    Talk.objects.filter(plan=plan, user=by).delete()


def require_own(by: User, talk: Talk) -> None:
    """Raise NotAllowed for another's conversation, or where `by` holds none any more. For services about them."""
    require(by, Action.HOLD_TALK, talk.plan)
    if talk.user_id != by.pk:
        raise NotAllowed(
            "Samtalen er en andens. Kun den, der skriver den, kan rette i den og lægge den i planen."
        )


def _touch(talk: Talk) -> None:
    Talk.objects.filter(pk=talk.pk).update(saved_at=clock.now(), version=F("version") + 1)


def _check(kind: str, text: str) -> None:
    if kind not in TalkLine.Kind:
        raise ValidationError({"kind": "Vælg, hvad linjen er."})
    if not text.strip():
        raise ValidationError({"text": "Skriv, hvad I taler om."})
