"""Where two hold custody: a child's consent waits for the yes of each, and opens nothing before (domain.md, section 2).

Which consents need both is data (`GroundKind.needs_every_custody_holder`). In doubt it stays closed: somebody who has
got custody meanwhile is asked as well, and one holder's no makes the consent a no.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from citizens.ages import DECIDES_HEALTH_AT, has_turned, is_of_age
from citizens.models import Citizen, CustodyAnswer, Ground, GroundKind, Representative
from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import Plan
from plans.permissions import standing_of
from plans.regrant import regrant
from plans.services.checks import NotAllowed, require
from plans.services.sections import place_of_plan
from plans.standing import Action, Standing

Answer = CustodyAnswer.Answer
YOUNG_DECIDES = (
    "Fra 15 år bestemmer den unge selv over sine helbredsoplysninger. "
    "Kun den unge kan sige ja eller trække et ja tilbage."
)
NO_HOLDER = (
    "Du er under 15 år. En voksen, der har forældremyndigheden, skal også sige ja. "
    "Sig det til den, der holder trådene."
)
NO_HOLDER_NOTED = (
    "Borgeren er under 15 år. Skriv først på planen, hvem der har forældremyndigheden. De skal også sige ja."
)
NOT_ASKED = "Du er ikke blevet spurgt om dette samtykke."
NOTHING_TO_ANSWER = _(
    "Der er ikke længere noget at svare på. Samtykket er givet, afslået, trukket tilbage eller udløbet."
)


def custody_holders(citizen: Citizen, areas: Collection[str], *, at: datetime) -> list[Representative]:
    """Who holds custody at the instant and acts in any of the areas."""
    if is_of_age(citizen, at=at):
        return []
    holders = Representative.objects.filter(
        citizen=citizen, kind=Representative.Kind.CUSTODY, starts_at__lte=at, ends_at__gt=at, areas__in=areas
    )
    return list(holders.distinct().order_by("name", "pk"))


def answers_needed(standing: Standing, *, kind: GroundKind, areas: Collection[str]) -> list[CustodyAnswer]:
    """The answers a yes given now has and lacks; empty where it counts at once. They are not stored yet.

    A custody holder's yes waits for the others; that of a child below 15, also when a caseworker notes it, for all.
    """
    if not kind.is_consent:
        return []
    now = clock.now()
    own, others = who_must_say_yes(standing, areas)
    if not others or (own and not kind.needs_every_custody_holder):
        return []
    given = [
        CustodyAnswer(
            representative=holder,
            answer=Answer.YES,
            form=Ground.Form.DIGITAL,
            answered_at=now,
            answered_by=standing.user,
        )
        for holder in own
    ]
    return [*given, *(CustodyAnswer(representative=holder) for holder in others)]


def who_must_say_yes(
    standing: Standing, areas: Collection[str]
) -> tuple[list[Representative], list[Representative]]:
    """The custody holder who says yes (none where somebody else does), and those who must say yes beside them.

    NotAllowed for a child below 15 of whom nobody is known to hold custody.
    """
    citizen, now = standing.plan.citizen, clock.now()
    if not standing.is_representative and has_turned(citizen, DECIDES_HEALTH_AT, at=now):
        return [], []
    holders = custody_holders(citizen, areas, at=now)
    if not holders and not standing.is_representative:
        raise NotAllowed(NO_HOLDER if standing.is_citizen else NO_HOLDER_NOTED)
    own = [holder for holder in holders if standing.is_representative and holder.user_id == standing.user_id]
    return own, [holder for holder in holders if holder not in own]


def store_answers(ground: Ground, answers: Iterable[CustodyAnswer]) -> None:
    """Store what `answers_needed` gave. For services."""
    rows = list(answers)
    for row in rows:
        row.ground = ground
    CustodyAnswer.objects.bulk_create(rows)


@transaction.atomic
def answer_consent(*, by: User, plan: Plan, ground: Ground, answer: str) -> Ground:
    """A custody holder says yes or no, alone, to a consent that waits for them. With the last yes it opens."""
    require(by, Action.GIVE_CONSENT, plan)
    standing = standing_of(by, plan)
    current = _waiting(plan, ground)
    if not {area.pk for area in current.areas.all()} <= standing.areas:
        raise NotAllowed(NOT_ASKED)
    if (current.covers_health or current.kind.covers_health) and not standing.decides_health:
        raise NotAllowed(YOUNG_DECIDES)
    now = clock.now()
    row = current.custody_answers.filter(
        representative__user=by, representative__starts_at__lte=now, representative__ends_at__gt=now
    ).first()
    if row is None:
        raise NotAllowed(NOT_ASKED)
    return _answer(by=by, plan=plan, row=row, answer=answer, form=Ground.Form.DIGITAL, on_behalf=True)


@transaction.atomic
def note_answer(*, by: User, plan: Plan, answer_row: CustodyAnswer, answer: str, form: str) -> Ground:
    """A caseworker notes what a custody holder has said or signed."""
    require(by, Action.NOTE_GROUND, plan)
    _waiting(plan, answer_row.ground)
    if form not in (Ground.Form.ORAL, Ground.Form.WRITTEN):
        raise ValidationError({"form": _("Vælg, om svaret er givet mundtligt eller skriftligt.")})
    return _answer(by=by, plan=plan, row=answer_row, answer=answer, form=form, on_behalf=False)


def _waiting(plan: Plan, ground: Ground) -> Ground:
    """The ground as it is now, locked, so that two answers at once do not miss each other."""
    current = Ground.objects.select_for_update(of=("self",)).select_related("kind").get(pk=ground.pk)
    lapsed = current.valid_until is not None and current.valid_until <= clock.now()
    is_waiting = current.decision == Ground.Decision.WAITING and current.withdrawn_at is None and not lapsed
    if current.citizen_id != plan.citizen_id:
        raise NotAllowed(NOT_ASKED)
    if not is_waiting:
        raise ValidationError(NOTHING_TO_ANSWER, code="answered")
    return current


def _answer(*, by: User, plan: Plan, row: CustodyAnswer, answer: str, form: str, on_behalf: bool) -> Ground:
    if answer not in (Answer.YES, Answer.NO):
        raise ValidationError({"answer": _("Vælg ja eller nej.")})
    now = clock.now()
    CustodyAnswer.objects.filter(pk=row.pk).update(answer=answer, form=form, answered_at=now, answered_by=by)
    decision = _decision(row.ground, now)
    if decision != Ground.Decision.WAITING:
        starts = max(row.ground.valid_from, now)
        Ground.objects.filter(pk=row.ground_id).update(decision=decision, valid_from=starts)
    ground = Ground.objects.get(pk=row.ground_id)
    record_change(
        by=by,
        thing=ground,
        place=place_of_plan(plan),
        fields={
            "custody_answer": (None, answer),
            **({} if decision == Ground.Decision.WAITING else {"decision": ("waiting", decision)}),
        },
        on_behalf=on_behalf,
    )
    regrant(plan)
    announce(plan=plan, what="ground", by=by)
    return ground


def _decision(ground: Ground, now: datetime) -> str:
    """What the answers so far make of it; who has got custody meanwhile is asked too."""
    rows = {row.representative_id: row.answer for row in ground.custody_answers.all()}
    if Answer.NO in rows.values():
        return Ground.Decision.NO
    areas = [area.pk for area in ground.areas.all()]
    holders = custody_holders(ground.citizen, areas, at=now)
    said_yes = [holder for holder in holders if rows.get(holder.pk) == Answer.YES]
    store_answers(ground, (CustodyAnswer(representative=h) for h in holders if h.pk not in rows))
    every = ground.kind.needs_every_custody_holder
    is_given = len(said_yes) == len(holders) if every else bool(said_yes)
    return Ground.Decision.YES if said_yes and is_given else Ground.Decision.WAITING
