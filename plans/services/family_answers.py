"""Answering whether two plans of a family may be linked: on one's own page, or told to who coordinates and noted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from citizens.cpr import clean_cpr
from citizens.models import CustodyAnswer, Ground, Representative
from enplan import clock
from enplan.accounts.models import User
from plans.families import Answering, answering_for, holds_until
from plans.models import BlockedPerson, FamilyAnswer, FamilyLink, FamilySide, Plan
from plans.permissions import can, standing_of
from plans.rules.families import still_asked
from plans.services.checks import WHY_NOT, NotAllowed, require
from plans.services.families import (
    check_acts_in_all,
    holders_of,
    is_kept_apart,
    lock_both,
    store_answer,
)
from plans.standing import Action, Standing

Answer = CustodyAnswer.Answer
Decision = FamilySide.Decision
SETTLED = _("Der er ikke længere noget at svare på her.")
NOT_ASKED = _("Du er ikke blevet spurgt om det her.")
# The same whether nothing is asked, or the number is another's: it tells nothing to who tries numbers out.
NOTHING_ASKED = (
    "Der venter ikke noget svar om den person. Se, om CPR-nummeret er rigtigt, og spørg den, der har spurgt."
)


@transaction.atomic
def answer_family(*, by: User, side: FamilySide, answer: str) -> FamilySide:
    """The citizen, or who answers for them, says yes or no alone. With the last yes the link is in force."""
    lock_both(side.plan, side.other)
    require(by, Action.GIVE_CONSENT, side.plan)
    standing = standing_of(by, side.plan)
    if not can(by, Action.VIEW, side):
        raise NotAllowed(NOT_ASKED)
    current = _waiting(side)
    row = _own_row(current, standing)
    return _answer(by, current, row, answer, form=Ground.Form.DIGITAL, standing=standing)


def _own_row(side: FamilySide, standing: Standing) -> FamilyAnswer:
    rows = side.answers.all()
    if side.answering == Answering.CUSTODY:
        now = clock.now()
        row = rows.filter(
            representative__user=standing.user,
            representative__starts_at__lte=now,
            representative__ends_at__gt=now,
        ).first()
    elif standing.is_citizen:
        row = rows.filter(representative__isnull=True).first()
    else:
        if side.answering == Answering.YOUNG:
            raise NotAllowed(NOT_ASKED)
        check_acts_in_all(standing)
        row = rows.filter(representative__isnull=True).first()
    if row is None:
        raise NotAllowed(NOT_ASKED)
    return row


@transaction.atomic
def note_family_answer(
    *, by: User, row: FamilyAnswer, answer: str, form: str, circumstances: str = ""
) -> FamilySide:
    """Who coordinates the asking side notes what one of those asked there has said or signed."""
    side = row.side
    lock_both(side.plan, side.other)
    require(by, Action.LINK_FAMILY, side.plan)
    if not can(by, Action.VIEW, row):
        raise NotAllowed(WHY_NOT[Action.LINK_FAMILY])
    _check_form(form)
    standing = standing_of(by, side.plan)
    return _answer(by, _waiting(side), row, answer, form=form, standing=standing, circumstances=circumstances)


@transaction.atomic
def note_told_answer(
    *,
    by: User,
    plan: Plan,
    cpr: str,
    representative: Representative | None,
    answer: str,
    form: str,
    circumstances: str = "",
) -> FamilySide:
    """Who coordinates a plan that is asked notes an answer without being shown who asks: they give the number of the
    one it was about, which they have from whoever answers. `representative`: the custody holder who answered.
    """
    side = _asked_by(by, plan, cpr)
    lock_both(plan, side.other if side else None)
    require(by, Action.LINK_FAMILY, plan)
    _check_form(form)
    rows = side.answers.filter(representative=representative) if side else FamilyAnswer.objects.none()
    row = rows.filter(answer=Answer.WAITING).first()
    if side is None or row is None:
        raise ValidationError({"cpr": NOTHING_ASKED})
    standing = standing_of(by, plan)
    return _answer(by, _waiting(side), row, answer, form=form, standing=standing, circumstances=circumstances)


def _asked_by(by: User, plan: Plan, cpr: str) -> FamilySide | None:
    """The question put to this plan from that of the citizen with this number; not where `by` is kept out of that."""
    rows = FamilySide.objects.filter(
        still_asked(clock.now()),
        plan=plan,
        is_asking=False,
        decision=Decision.WAITING,
        other__citizen__cpr=clean_cpr(cpr),
    ).exclude(other__blocked__in=BlockedPerson.objects.filter(user=by, lifted_at__isnull=True))
    return rows.select_related("plan", "other").first()


def _check_form(form: str) -> None:
    if form not in (Ground.Form.ORAL, Ground.Form.WRITTEN):
        raise ValidationError({"form": _("Vælg, om svaret er givet mundtligt eller skriftligt.")})


def _waiting(side: FamilySide) -> FamilySide:
    """The side as it is now, if it still waits. A child who has turned 15 meanwhile is asked anew."""
    rows = FamilySide.objects.filter(still_asked(clock.now()), pk=side.pk, decision=Decision.WAITING)
    current = rows.select_related("link", "plan__citizen", "other__citizen").first()
    is_child = current is not None and current.answering == Answering.CUSTODY
    if current is None or (
        is_child and answering_for(current.plan.citizen, at=clock.now()) != Answering.CUSTODY
    ):
        raise ValidationError(SETTLED, code="answered")
    return current


def _answer(
    by: User,
    side: FamilySide,
    row: FamilyAnswer,
    answer: str,
    *,
    form: str,
    standing: Standing,
    circumstances: str = "",
) -> FamilySide:
    if answer not in (Answer.YES, Answer.NO):
        raise ValidationError({"answer": _("Vælg ja eller nej.")})
    store_answer(by=by, answer=row, said=answer, form=form, standing=standing, circumstances=circumstances)
    side.decision = _decision(side)
    side.save(update_fields=["decision"])
    if side.decision == Decision.YES and not side.is_asking:
        _put_in_force(side)
    return side


def _decision(side: FamilySide) -> str:
    """What the answers so far make of it; who has got custody meanwhile is asked too, and one no is a no."""
    answers = {row.representative_id: row.answer for row in side.answers.all()}
    if Answer.NO in answers.values():
        return Decision.NO
    if side.answering != Answering.CUSTODY:
        return Decision.YES
    holders = holders_of(side.plan)
    FamilyAnswer.objects.bulk_create(
        [FamilyAnswer(side=side, representative=one) for one in holders if one.pk not in answers]
    )
    is_given = bool(holders) and all(answers.get(holder.pk) == Answer.YES for holder in holders)
    return Decision.YES if is_given else Decision.WAITING


def _put_in_force(side: FamilySide) -> None:
    """Both have said yes. Not where somebody has been kept out of the other's plan since it was asked, or the asking
    side has become another's to answer for: then it stays as it is and lapses, and nobody is told why.
    """
    asking = FamilySide.objects.select_related("plan__citizen").get(link=side.link, is_asking=True)
    if not asking.plan.is_active or is_kept_apart(side.plan, asking.plan) or not _still_said(asking):
        return
    now = clock.now()
    FamilyLink.objects.filter(pk=side.link_id).update(agreed_at=now, valid_until=holds_until([side, asking]))


def _still_said(asking: FamilySide) -> bool:
    """Has everybody who holds custody now said yes at the asking side too?"""
    if asking.answering != Answering.CUSTODY:
        return True
    said = set(asking.answers.filter(answer=Answer.YES).values_list("representative", flat=True))
    holders = holders_of(asking.plan)
    return bool(holders) and all(holder.pk in said for holder in holders)
