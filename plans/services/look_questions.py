"""A citizen asks about a line of the access log, and the one who answers such questions does so, once."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enplan import clock
from enplan.accounts.auditors import answers_about_looks
from enplan.accounts.models import User
from enplan.audit.lines import Line, line_of
from enplan.audit.models import Look, LookQuestion
from enplan.audit.record import Place, record_change
from plans.lookups.looks import look_listed, looks_listed
from plans.models import Plan
from plans.permissions import can
from plans.register import answerers, questions_to
from plans.services.checks import WHY_NOT, NotAllowed
from plans.standing import Action

ASKED_ALREADY = "Du har allerede spurgt om det. Spørgsmålet og svaret står på siden med, hvem der har kigget."
NOBODY_ANSWERS = "Kommunen har ikke sagt, hvem der svarer. Spørg den, der holder trådene i din plan."


@transaction.atomic
def ask_about_look(*, by: User, plan: Plan, look_id: UUID, text: str) -> LookQuestion:
    """Ask about the line that a look in the citizen's own log stands on. An ended plan can be asked about, too.

    NotAllowed for who is not the citizen; Http404 for a look that is not in this log; ValidationError without a text,
    where nobody answers, and for a line that has been asked about.
    """
    if not can(by, Action.ASK_ABOUT_LOOK, plan):
        raise NotAllowed(WHY_NOT[Action.ASK_ABOUT_LOOK])
    look = look_listed(by, plan, look_id)
    if not text.strip():
        raise ValidationError({"text": _("Skriv, hvad du gerne vil vide.")})
    if not answerers():
        raise ValidationError(NOBODY_ANSWERS)
    line = line_of(look)
    question = LookQuestion(
        plan_id=plan.pk,
        citizen_id=plan.citizen_id,
        asked_by_id=by.pk,
        asked_at=clock.now(),
        text=text.strip(),
        answer_due_on=clock.today() + timedelta(days=settings.LOOK_QUESTION_DAYS),
        line=line.key,
        look_day=line.day,
        department=line.department,
        role=line.role,
        kind=line.kind,
        what=line.what,
        why=line.why,
        lookers=_lookers(by, plan, line),
    )
    try:
        with transaction.atomic():
            question.save(force_insert=True)
    except IntegrityError:
        raise ValidationError(ASKED_ALREADY) from None
    record_change(
        by=by, thing=question, place=_place(question), fields={"asked_at": (None, question.asked_at)}
    )
    return question


@transaction.atomic
def answer_look_question(*, by: User, question: LookQuestion, text: str) -> LookQuestion:
    """Answer a citizen's question. Nobody answers about a look of their own. The answer stands as it was given."""
    if not answers_about_looks(by) or not questions_to(by).filter(pk=question.pk).exists():
        raise NotAllowed(_("Spørgsmål om, hvem der har kigget, besvares af den, kommunen har valgt til det."))
    if any(looker["id"] == str(by.pk) for looker in question.lookers):
        raise NotAllowed(_("Spørgsmålet handler om dit eget kig, så en anden skal svare på det."))
    if not text.strip():
        raise ValidationError({"answer": _("Skriv et svar til borgeren.")})
    now = clock.now()
    answered = LookQuestion.objects.filter(pk=question.pk, answered_at__isnull=True).update(
        answer=text.strip(), answered_at=now, answered_by_id=by.pk, answered_by_name=by.name
    )
    if not answered:
        raise ValidationError(
            _("Spørgsmålet er allerede besvaret. Din tekst står stadig her, så du kan kopiere den.")
        )
    question.refresh_from_db()
    record_change(by=by, thing=question, place=_place(question), fields={"answered_at": (None, now)})
    return question


def _lookers(by: User, plan: Plan, line: Line) -> list[dict[str, object]]:
    """Who stands behind the line, as the one who answers is told."""
    start, end = clock.start_of(line.day), clock.end_of(line.day)
    behind: dict[UUID, list[Look]] = {}
    for look in looks_listed(by, plan).filter(at__gte=start, at__lt=end).order_by("at"):
        if line_of(look) == line:
            behind.setdefault(look.user_id, []).append(look)
    return [
        {
            "id": str(user_id),
            "name": looks[0].user_name,
            "times": len(looks),
            "first": looks[0].at.isoformat(),
            "last": looks[-1].at.isoformat(),
        }
        for user_id, looks in behind.items()
    ]


def _place(question: LookQuestion) -> Place:
    return Place(plan_id=question.plan_id, citizen_id=question.citizen_id)
