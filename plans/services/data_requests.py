"""A citizen asks to see the file or to have something put right; who coordinates answers, once.

Nothing is announced: a request is no part of the plan's content, and no fagsystem receives it. It can be asked and
answered after the plan has ended too: the rights are the citizen's as long as anything is kept.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.deadlines import answer_due_on
from plans.models import DataRequest, Plan
from plans.permissions import can, standing_of
from plans.rules.data_requests import somebody_answers
from plans.services.checks import WHY_NOT, NotAllowed, lock_plan
from plans.services.sections import place_of_plan
from plans.standing import Action

NOBODY_ANSWERS = _(
    "Der er ikke længere nogen, der holder trådene i planen og kan svare her. Skriv eller ring til kommunen, eller "
    "til kommunens databeskyttelsesrådgiver. Din tekst står stadig her, så du kan kopiere den."
)
Kind = DataRequest.Kind
LONGEST = 4000


@transaction.atomic
def ask_for_data(*, by: User, plan: Plan, kind: str, about: str, wanted: str = "") -> DataRequest:
    """The citizen, or who acts for them, asks. The same request that still waits is not written twice.

    NotAllowed for others; ValidationError for empty texts, and where nobody coordinates the plan any more.
    """
    lock_plan(plan)
    standing = standing_of(by, plan)
    _require(by, Action.ASK_FOR_DATA, plan)
    asked = DataRequest(plan=plan, kind=kind, asked_on=clock.today())
    asked.is_by_representative = not standing.is_citizen
    return _store(by, asked, about, wanted)


@transaction.atomic
def note_data_request(
    *, by: User, plan: Plan, kind: str, asked_on: date, about: str, wanted: str = ""
) -> DataRequest:
    """A caseworker on the team writes down what the citizen has asked for otherwise; the time runs from that day."""
    lock_plan(plan)
    _require(by, Action.NOTE_DATA_REQUEST, plan)
    if not plan.started_on <= asked_on <= clock.today():
        raise ValidationError({"asked_on": _("Vælg en dag, der er gået, siden planen begyndte.")})
    return _store(by, DataRequest(plan=plan, kind=kind, asked_on=asked_on, is_told=True), about, wanted)


@transaction.atomic
def answer_data_request(*, by: User, asked: DataRequest, outcome: str, text: str) -> DataRequest:
    """Answer it. The answer stands as it was given; ValidationError where somebody has answered already."""
    plan = lock_plan(asked.plan)
    _require(by, Action.ANSWER_DATA_REQUEST, asked)
    if outcome not in DataRequest.Outcome.values:
        raise ValidationError({"outcome": _("Vælg et svar.")})
    if not text.strip():
        raise ValidationError({"text": _("Skriv et svar til borgeren.")})
    now = clock.now()
    waiting = DataRequest.objects.filter(pk=asked.pk, answered_at__isnull=True)
    if not waiting.update(outcome=outcome, answer=text.strip(), answered_at=now, answered_by=by):
        raise ValidationError(_("Der er svaret allerede. Din tekst står stadig her, så du kan kopiere den."))
    asked.refresh_from_db()
    record_change(by=by, thing=asked, place=place_of_plan(plan), fields={"answered_at": (None, now)})
    return asked


@transaction.atomic
def add_own_view(*, by: User, asked: DataRequest, text: str) -> DataRequest:
    """The citizen's own view, to stand beside a correction that was refused. Once; it stands as it was written."""
    plan = lock_plan(asked.plan)
    _require(by, Action.ADD_OWN_VIEW, asked)
    if not text.strip():
        raise ValidationError({"text": _("Skriv, hvordan du ser det.")})
    current = DataRequest.objects.get(pk=asked.pk)
    if not current.takes_own_view:
        raise ValidationError(
            _("Der kan ikke skrives mere her. Din tekst står stadig her, så du kan kopiere den.")
        )
    current.own_view, current.own_view_at = text.strip(), clock.now()
    standing = standing_of(by, plan)
    current.own_view_is_told = not standing.is_citizens_side
    current.save(update_fields=["own_view", "own_view_at", "own_view_is_told"])
    record_change(
        by=by,
        thing=current,
        place=place_of_plan(plan),
        fields={"own_view_at": (None, current.own_view_at)},
        on_behalf=standing.is_representative and not standing.is_citizen,
    )
    return current


def _require(by: User, action: Action, thing: Plan | DataRequest) -> None:
    """As `checks.require`, of a plan that may have ended."""
    if not can(by, action, thing):
        raise NotAllowed(WHY_NOT[action])


def _store(by: User, asked: DataRequest, about: str, wanted: str) -> DataRequest:
    asked.about, asked.wanted = about.strip(), wanted.strip()
    _check_texts(asked)
    if not somebody_answers(asked.plan, at=clock.now()):
        raise ValidationError(NOBODY_ANSWERS)
    same = DataRequest.objects.filter(
        plan=asked.plan, written_by=by, kind=asked.kind, about=asked.about, wanted=asked.wanted
    )
    if (waiting := same.filter(answered_at__isnull=True).first()) is not None:
        return waiting  # a second tap, or the same once more: it is under way
    asked.written_at, asked.written_by = clock.now(), by
    asked.answer_due_on = answer_due_on(asked.kind, asked.asked_on)
    asked.save(force_insert=True)
    record_change(
        by=by,
        thing=asked,
        place=place_of_plan(asked.plan),
        fields={"asked_on": (None, asked.asked_on)},
        on_behalf=asked.is_by_representative,
    )
    return asked


def _check_texts(asked: DataRequest) -> None:
    wrong = {}
    if asked.kind not in Kind.values:
        wrong["kind"] = _("Vælg, hvad der bliver bedt om.")
    if not asked.about:
        wrong["about"] = _("Skriv, hvad det drejer sig om.")
    if asked.kind == Kind.CORRECTION and not asked.wanted:
        wrong["wanted"] = _("Skriv, hvad der skal stå i stedet.")
    for name in ("about", "wanted"):
        if len(getattr(asked, name)) > LONGEST:
            wrong[name] = _("Skriv det kortere.")
    if wrong:
        raise ValidationError(wrong)
