"""Linking two plans of a family: one side asks with its own yes, then the other is asked, and either ends it at once.

Nothing is announced: no fagsystem receives anything of a link, and it opens nothing that could be sent. What is said to
one side never depends on what the other has answered, until both have said yes (ADR 0019).
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from citizens.models import Citizen, CustodyAnswer, Ground, Representative
from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.audit.record import record_change
from plans.families import Answering, answering_for, lapses_at
from plans.models import BlockedPerson, FamilyAnswer, FamilyLink, FamilySide, Plan
from plans.permissions import can, findable_by, standing_of
from plans.rules.families import in_force, still_asked
from plans.services.checks import WHY_NOT, NotAllowed, lock_plan, require
from plans.services.custody import NO_HOLDER, NO_HOLDER_NOTED, custody_holders
from plans.services.sections import place_of_plan
from plans.standing import Action, Standing

Answer = CustodyAnswer.Answer
Decision = FamilySide.Decision
LONGEST_NAME = 200
# The same words whatever the reason is: no such person, no plan, a block, or nobody who may answer.
CANNOT_ASK = (
    "Der kan ikke spørges her. Se, om CPR-nummeret er rigtigt. Er det det, så tal med den, du spurgte for, "
    "om at lade det ligge."
)
ONLY_THE_YOUNG = _("Fra 15 år svarer den unge selv på, om planen må knyttes sammen med andre i familien.")
NOT_FOR_ALL = _("Det gælder hele planen. Du handler kun for borgeren i nogle områder.")
OVER = _("Det er slut allerede.")


@transaction.atomic
def ask_for_family(*, by: User, plan: Plan, other_named: str, own_named: str) -> FamilySide:
    """Ask whether the plan may be linked with another in the family, named in words: whether there is such a plan is
    not looked up here and so not told. From the citizen's side the asking is its own yes.
    """
    lock_plan(plan)
    standing = standing_of(by, plan)
    require(by, Action.GIVE_CONSENT if standing.is_citizens_side else Action.LINK_FAMILY, plan)
    answering = answering_for(plan.citizen, at=clock.now())
    holders = _who_holds_custody(plan, answering, standing)
    _check_asker(standing, answering, holders)
    names = {"other_named": other_named.strip(), "own_named": own_named.strip()}
    for name, text in names.items():
        if not text or len(text) > LONGEST_NAME:
            raise ValidationError({name: _("Skriv det med få ord.")})
    now = clock.now()
    side = FamilySide(plan=plan, is_asking=True, answering=answering, **names)
    side.link = FamilyLink.objects.create(asked_at=now, asked_by=by, lapses_at=lapses_at([side], now))
    side.save()
    ask_each(side, holders)
    _record(by, side, "other_named", "", "asked", standing)
    if standing.is_citizens_side:
        own = side.answers.filter(Q(representative__user=by) | Q(representative__isnull=True)).first()
        if own is not None:  # a child asks, and the parents answer
            store_answer(by=by, answer=own, said=Answer.YES, form=Ground.Form.DIGITAL, standing=standing)
            if not side.answers.exclude(answer=Answer.YES).exists():
                FamilySide.objects.filter(pk=side.pk).update(decision=Decision.YES)
    side.refresh_from_db()
    return side


def _who_holds_custody(plan: Plan, answering: str, standing: Standing) -> list[Representative]:
    if answering != Answering.CUSTODY:
        return []
    holders = holders_of(plan)
    if not holders:
        raise NotAllowed(NO_HOLDER if standing.is_citizen else NO_HOLDER_NOTED)
    return holders


def _check_asker(standing: Standing, answering: str, holders: list[Representative]) -> None:
    if not standing.is_representative or standing.is_citizen:
        return
    if answering == Answering.YOUNG:
        raise NotAllowed(ONLY_THE_YOUNG)
    if answering == Answering.CUSTODY and standing.user_id not in {holder.user_id for holder in holders}:
        raise NotAllowed(WHY_NOT[Action.GIVE_CONSENT])
    check_acts_in_all(standing)


def check_acts_in_all(standing: Standing) -> None:
    if LifeArea.objects.exclude(pk__in=standing.areas).exists():
        raise NotAllowed(NOT_FOR_ALL)


@transaction.atomic
def ask_the_other_side(*, by: User, side: FamilySide, citizen: Citizen | None) -> None:
    """Put the question to the other side, who is found as a search finds them (rule 7; the caller writes that look).

    ValidationError with the same words for every reason why not. The asking side is told nothing of how it went.
    """
    plans = lock_both(side.plan, _active_plan_of(by, citizen))
    require(by, Action.LINK_FAMILY, side.plan)
    current = FamilySide.objects.select_related("link", "plan__citizen").get(pk=side.pk)
    if not can(by, Action.VIEW, current):
        raise NotAllowed(WHY_NOT[Action.LINK_FAMILY])
    if current.decision != Decision.YES or not current.is_asking or current.link.agreed_at:
        raise ValidationError("Der skal først være sagt ja til at spørge.", code="not_asked")
    if current.other_id is not None:
        raise ValidationError("Der er spurgt allerede.", code="asked")
    other = next((plan for plan in plans if plan.pk != current.plan_id), None)
    if other is None or not _may_be_asked(current.plan, other):
        raise ValidationError({"cpr": CANNOT_ASK})
    answering = answering_for(other.citizen, at=clock.now())
    asked = FamilySide.objects.create(
        link=current.link,
        plan=other,
        other=current.plan,
        is_asking=False,
        other_named=current.own_named,
        answering=answering,
    )
    ask_each(asked, holders_of(other) if answering == Answering.CUSTODY else [])
    FamilySide.objects.filter(pk=current.pk).update(other=other)
    lapses = min(current.link.lapses_at, lapses_at([current, asked], clock.now()))
    FamilyLink.objects.filter(pk=current.link_id).update(lapses_at=lapses)
    # A line of the link itself, which nobody is shown: the citizen here would learn by it that the other has a plan.
    fields = {"asked": ("", "asked")}
    record_change(by=by, thing=current.link, place=place_of_plan(current.plan), fields=fields)


def _active_plan_of(by: User, citizen: Citizen | None) -> Plan | None:
    if citizen is None or not findable_by(by, Citizen.objects.filter(pk=citizen.pk)).exists():
        return None
    return Plan.objects.filter(citizen=citizen, ended_at__isnull=True).select_related("citizen").first()


def _may_be_asked(plan: Plan, other: Plan) -> bool:
    """Nobody of the one side is kept out of the other's plan, somebody may answer, and the two are not asked twice."""
    if is_kept_apart(plan, other):
        return False
    is_child = answering_for(other.citizen, at=clock.now()) == Answering.CUSTODY
    if is_child and not holders_of(other):
        return False
    now = clock.now()
    return not FamilySide.objects.filter(in_force(now) | still_asked(now), plan=plan, other=other).exists()


def is_kept_apart(plan: Plan, other: Plan) -> bool:
    """Is the citizen, or who acts for them, on the block list of the other's plan?"""
    blocks = BlockedPerson.objects.filter(lifted_at__isnull=True)
    return any(
        blocks.filter(plan=closed, user__in=citizens_side_of(seeing)).exists()
        for closed, seeing in ((plan, other), (other, plan))
    )


def citizens_side_of(plan: Plan) -> set[UUID]:
    """The citizen and everybody who acts, or will act, for them: as user ids."""
    acting = Representative.objects.filter(citizen=plan.citizen_id)
    acting = acting.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now()))
    return {user for user in (plan.citizen.user_id, *acting.values_list("user", flat=True)) if user}


def holders_of(plan: Plan) -> list[Representative]:
    every = list(LifeArea.objects.values_list("pk", flat=True))
    return custody_holders(plan.citizen, every, at=clock.now())


def ask_each(side: FamilySide, holders: list[Representative]) -> None:
    """An answer is missing from the citizen, or from each of these. For services."""
    asked = [FamilyAnswer(side=side, representative=holder) for holder in holders]
    FamilyAnswer.objects.bulk_create(asked or [FamilyAnswer(side=side)])


def store_answer(
    *, by: User, answer: FamilyAnswer, said: str, form: str, standing: Standing, circumstances: str = ""
) -> None:
    """Store one answer with its line of history, at its own plan alone. For services."""
    answer.answer, answer.form, answer.circumstances = said, form, circumstances
    answer.answered_at, answer.answered_by = clock.now(), by
    answer.is_by_representative = standing.is_representative and not standing.is_citizen
    answer.save()
    place = place_of_plan(answer.side.plan)
    fields = {"answer": ("", said)}
    record_change(by=by, thing=answer, place=place, fields=fields, on_behalf=answer.is_by_representative)


@transaction.atomic
def end_family(*, by: User, side: FamilySide) -> None:
    """End the link, or take the question back, now: by the citizen's side or who coordinates, at either plan."""
    lock_plan(side.plan)
    standing = standing_of(by, side.plan)
    may = Action.GIVE_CONSENT if standing.is_citizens_side else Action.LINK_FAMILY
    require(by, may, side.plan)
    if not can(by, Action.VIEW, side):
        raise NotAllowed(WHY_NOT[may])
    current = FamilySide.objects.select_related("link", "plan__citizen").get(pk=side.pk)
    link = FamilyLink.objects.select_for_update().get(pk=current.link_id)
    if link.agreed_at is None and not current.is_asking:
        raise ValidationError(_("Svar nej i stedet."), code="answer")
    if link.ended_at is not None:
        raise ValidationError(OVER, code="over")
    _end(by, current, standing)


def _end(by: User, side: FamilySide, standing: Standing | None = None) -> None:
    FamilyLink.objects.filter(pk=side.link_id).update(ended_at=clock.now(), ended_by=by)
    _record(by, side, "ended_at", "", "ended", standing)


def store_end_of_links(*, by: User, plan: Plan) -> None:
    """With the plan, or with the yes to one plan, ends what it was linked with. For services.

    A question put to this plan is closed without the other side being told: there it lapses by itself.
    """
    open_links = Q(link__ended_at__isnull=True) & (Q(link__agreed_at__isnull=False) | Q(is_asking=True))
    for side in FamilySide.objects.filter(open_links, plan=plan).select_related("link", "plan"):
        _end(by, side)
    waiting = FamilySide.objects.filter(plan=plan, is_asking=False, link__agreed_at__isnull=True)
    waiting.filter(decision=Decision.WAITING).update(decision=Decision.CLOSED)


def store_parting(*, by: User, plan: Plan, user: User) -> None:
    """Somebody is kept out of the plan now: links with a plan of theirs, or of whom they act for, end. For services."""
    for side in FamilySide.objects.filter(plan=plan, other__isnull=False).select_related(
        "link", "plan", "other__citizen"
    ):
        is_theirs = side.other is not None and user.pk in citizens_side_of(side.other)
        if not is_theirs or side.link.ended_at is not None:
            continue
        if side.link.agreed_at is not None:
            _end(by, side)
        else:
            waiting = FamilySide.objects.filter(link=side.link, is_asking=False, decision=Decision.WAITING)
            waiting.update(decision=Decision.CLOSED)


def store_end_for_new_holder(*, by: User, plan: Plan) -> None:
    """Somebody has got custody: what the parents of a child have answered without them ends. For services."""
    children = FamilySide.objects.filter(
        plan=plan, answering=Answering.CUSTODY, link__agreed_at__isnull=False, link__ended_at__isnull=True
    )
    for side in children.select_related("link", "plan"):
        _end(by, side)


def lock_both(*plans: Plan | None) -> list[Plan]:
    """Both plans as they are now, always locked in the same order, so that two at once never wait for each other."""
    ids = [plan.pk for plan in plans if plan is not None]
    rows = Plan.objects.select_for_update(no_key=True, of=("self",)).select_related("citizen")
    return list(rows.filter(pk__in=ids).order_by("pk"))


def _record(
    by: User, side: FamilySide, field: str, before: str, after: str, standing: Standing | None = None
) -> None:
    """A line at this side's plan alone. It names nobody: it stands longer than the link does."""
    on_behalf = standing is not None and standing.is_representative and not standing.is_citizen
    place = place_of_plan(side.plan)
    record_change(by=by, thing=side, place=place, fields={field: (before, after)}, on_behalf=on_behalf)
