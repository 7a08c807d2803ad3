"""Messages between the citizen's side and whoever coordinates: sent once, and never changed or deleted afterwards."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from citizens.models import Representative
from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.models import Message, Plan
from plans.permissions import standing_of, visible_to
from plans.services.checks import WHY_NOT, NotAllowed, require
from plans.services.notices import tell_of_message
from plans.services.sections import place_of_plan
from plans.standing import Action

LONGEST = 4_000  # characters: more than a page of paper


@transaction.atomic
def send_message(
    *,
    by: User,
    plan: Plan,
    text: str,
    once: UUID,
    representative: Representative | None = None,
    about: str = "",
    must_do: bool = False,
    do_by: date | None = None,
    seen: datetime | None = None,
) -> Message:
    """From the citizen's side, or from who coordinates, to the citizen or to a `representative`.

    Sent again with the same `once` and the same text it is the message that was sent before. Who coordinates says what
    it is about, unless it answers something; what it answers is settled, but for what came after they looked (`seen`;
    None: now). ValidationError with the field.
    """
    require(by, Action.WRITE_MESSAGE, plan)
    standing = standing_of(by, plan)
    words = _checked(text)
    if (sent := _sent_before(by, plan, once, words)) is not None:
        return sent
    _check_may_get(by, plan, representative)
    if standing.is_citizens_side:
        own = None if standing.is_citizen else _acting(by, plan)
        return _write(by, plan, once, words, representative=own, from_citizen=True)
    waiting = _waiting(plan, representative)
    if not about.strip() and not waiting.exists():
        raise ValidationError({"about": "Skriv kort, hvad beskeden handler om."})
    if do_by is not None and not must_do:
        raise ValidationError(
            {"do_by": "En dag hører til noget, borgeren skal gøre. Vælg ja, eller slet dagen."}
        )
    if do_by is not None and do_by < clock.today():
        raise ValidationError({"do_by": "Dagen er gået. Vælg en dag fra i dag og frem."})
    for message in waiting.filter(written_at__lte=seen or clock.now()):
        _settle(by, message)
    message = Message(about=about.strip(), must_do=must_do, do_by=do_by)
    message = _write(by, plan, once, words, representative=representative, message=message)
    tell_of_message(message)
    return message


@transaction.atomic
def note_message(
    *,
    by: User,
    plan: Plan,
    text: str,
    heard: str,
    once: UUID,
    representative: Representative | None = None,
) -> Message:
    """What the citizen's side said in a letter, a call or a visit, for who coordinates. Any caseworker on the team."""
    require(by, Action.NOTE_MESSAGE, plan)
    words = _checked(text)
    if heard not in Message.Heard:
        raise ValidationError({"heard": "Vælg, hvordan du fik beskeden."})
    if (sent := _sent_before(by, plan, once, words)) is not None:
        return sent
    _check_may_get(by, plan, representative)
    return _write(
        by,
        plan,
        once,
        words,
        representative=representative,
        from_citizen=True,
        message=Message(heard=heard),
    )


@transaction.atomic
def settle_message(*, by: User, message: Message) -> None:
    """It needs no answer, or has had one elsewhere. Settled twice it stays as it was first."""
    require(by, Action.SETTLE_MESSAGE, message)
    current = Message.objects.select_for_update().get(pk=message.pk)
    if not current.is_from_citizen:
        raise ValidationError("Det er en besked til borgeren. Den venter ikke på dig.")
    if current.is_open:
        _settle(by, current)


def _checked(text: str) -> str:
    words = text.strip()
    if not words:
        raise ValidationError({"text": _("Skriv din besked.")})
    if len(words) > LONGEST:
        raise ValidationError(
            {"text": _("Beskeden er for lang. Der er plads til %(most)d tegn.") % {"most": LONGEST}}
        )
    return words


def _sent_before(by: User, plan: Plan, once: UUID, words: str) -> Message | None:
    """What a second tap on the same button sends again. The plan is locked, so the first is wholly there."""
    return Message.objects.filter(plan=plan, written_by=by, once=once, text=words).first()


def _acting(by: User, plan: Plan) -> Representative:
    now = clock.now()
    acting = Representative.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=now), citizen=plan.citizen_id, user=by, starts_at__lte=now
    )
    found = acting.order_by("starts_at", "pk").first()
    if found is None:
        raise NotAllowed(WHY_NOT[Action.WRITE_MESSAGE])
    return found


def _check_may_get(by: User, plan: Plan, representative: Representative | None) -> None:
    """Only who acts for this citizen now, and whom `by` may know of."""
    if representative is None:
        return
    now = clock.now()
    rows = Representative.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=now),
        pk=representative.pk,
        citizen=plan.citizen_id,
        starts_at__lte=now,
    )
    if not visible_to(by, rows).exists():
        raise NotAllowed("Personen handler ikke for borgeren nu.")


def _waiting(plan: Plan, representative: Representative | None) -> QuerySet[Message]:
    return Message.objects.filter(
        plan=plan, with_representative=representative, is_from_citizen=True, settled_at=None
    )


def _write(
    by: User,
    plan: Plan,
    once: UUID,
    words: str,
    *,
    representative: Representative | None,
    from_citizen: bool = False,
    message: Message | None = None,
) -> Message:
    written = message or Message()
    written.plan = plan
    written.with_representative = representative
    written.is_from_citizen = from_citizen
    written.text = words
    written.written_by = by
    written.written_at = clock.now()
    # The same form again with other words, by the browser's way back: another message.
    is_used = Message.objects.filter(written_by=by, once=once).exists()
    written.once = uuid4() if is_used else once
    written.save(force_insert=True)
    field = "heard" if written.heard else "text"
    on_behalf = from_citizen and not written.heard and representative is not None
    record_change(
        by=by,
        thing=written,
        place=place_of_plan(plan),
        fields={field: (None, words)},
        on_behalf=on_behalf,
    )
    return written


def _settle(by: User, message: Message) -> None:
    now = clock.now()
    Message.objects.filter(pk=message.pk, settled_at=None).update(settled_at=now, settled_by=by)
    record_change(by=by, thing=message, place=place_of_plan(message.plan), fields={"settled_at": (None, now)})
