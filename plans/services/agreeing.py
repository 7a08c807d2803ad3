"""A child's one plan where several hold custody: the yes waits for each of them, as a consent does."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from citizens.ages import is_of_age
from citizens.models import CustodyAnswer, Ground
from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import Plan, PlanAnswer
from plans.permissions import standing_of
from plans.services.checks import NotAllowed, require
from plans.services.custody import NOT_ASKED, custody_holders, who_must_say_yes
from plans.services.sections import place_of_plan
from plans.standing import Action, Standing

Answer = CustodyAnswer.Answer
SETTLED = _("Der er ikke længere noget at svare på. Der er svaret på, om der skal være én plan.")


def is_waiting(plan: Plan) -> bool:
    """Has one said yes, and another who holds custody not answered yet? No query for an adult or a settled plan."""
    is_settled = plan.agreed_on is not None or plan.declined_on is not None
    if is_settled or is_of_age(plan.citizen, at=clock.now()):
        return False
    return plan.custody_answers.filter(answer=Answer.WAITING).exists()


def awaited_for_plan(standing: Standing) -> list[str]:
    """The names of those who must say yes to one plan too, if the person says yes now. Empty: it counts at once."""
    return [holder.name for holder in who_must_say_yes(standing, _all_areas())[1]]


def ask_the_others(*, by: User, plan: Plan, standing: Standing) -> bool:
    """Keep a yes that others must say as well, and ask them. False where it counts at once. For services."""
    own, others = who_must_say_yes(standing, _all_areas())
    if not others:
        return False
    now = clock.now()
    plan.custody_answers.all().delete()
    PlanAnswer.objects.bulk_create(
        [
            *(
                PlanAnswer(
                    plan=plan,
                    representative=holder,
                    answer=Answer.YES,
                    form=Ground.Form.DIGITAL,
                    answered_at=now,
                    answered_by=by,
                )
                for holder in own
            ),
            *(PlanAnswer(plan=plan, representative=holder) for holder in others),
        ]
    )
    return True


@transaction.atomic
def answer_plan(*, by: User, plan: Plan, answer: str) -> Plan:
    """A custody holder says yes or no, alone, to the one plan that waits for them. With the last yes it is agreed."""
    require(by, Action.GIVE_CONSENT, plan)
    now = clock.now()
    row = plan.custody_answers.filter(
        representative__user=by, representative__starts_at__lte=now, representative__ends_at__gt=now
    ).first()
    if row is None or not standing_of(by, plan).is_representative:
        raise NotAllowed(NOT_ASKED)
    return _answer(by=by, plan=plan, row=row, answer=answer, form=Ground.Form.DIGITAL, on_behalf=True)


@transaction.atomic
def note_plan_answer(*, by: User, plan: Plan, answer_row: PlanAnswer, answer: str, form: str) -> Plan:
    """A caseworker notes what a custody holder has said or signed."""
    require(by, Action.NOTE_GROUND, plan)
    if answer_row.plan_id != plan.pk:
        raise NotAllowed(NOT_ASKED)
    if form not in (Ground.Form.ORAL, Ground.Form.WRITTEN):
        raise ValidationError({"form": _("Vælg, om svaret er givet mundtligt eller skriftligt.")})
    return _answer(by=by, plan=plan, row=answer_row, answer=answer, form=form, on_behalf=False)


def _answer(*, by: User, plan: Plan, row: PlanAnswer, answer: str, form: str, on_behalf: bool) -> Plan:
    plan.refresh_from_db()
    if not is_waiting(plan):
        raise ValidationError(SETTLED, code="answered")
    if answer not in (Answer.YES, Answer.NO):
        raise ValidationError({"answer": _("Vælg ja eller nej.")})
    now = clock.now()
    PlanAnswer.objects.filter(pk=row.pk).update(answer=answer, form=form, answered_at=now, answered_by=by)
    settled = _settled(plan, now)
    changed = {name: (None, day) for name, day in settled.items()}
    Plan.objects.filter(pk=plan.pk).update(**settled)
    plan.refresh_from_db()
    record_change(
        by=by,
        thing=plan,
        place=place_of_plan(plan),
        fields={"custody_answer": (None, answer), **changed},
        on_behalf=on_behalf,
    )
    announce(plan=plan, what="declined" if plan.declined_on else "agreed", by=by)
    return plan


def _settled(plan: Plan, now: datetime) -> dict[str, object]:
    """What the answers so far make of it; who has got custody meanwhile is asked too."""
    answers = {row.representative_id: row.answer for row in plan.custody_answers.all()}
    if Answer.NO in answers.values():
        return {"declined_on": clock.today()}
    holders = custody_holders(plan.citizen, _all_areas(), at=now)
    PlanAnswer.objects.bulk_create(
        [PlanAnswer(plan=plan, representative=holder) for holder in holders if holder.pk not in answers]
    )
    said_yes = all(answers.get(holder.pk) == Answer.YES for holder in holders)
    return {"agreed_on": clock.today()} if holders and said_yes else {}


def _all_areas() -> list[str]:
    return list(LifeArea.objects.values_list("pk", flat=True))
