"""A plan's questions to leaders, for the team: the list, asking, one with its answer, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.excerpts import Excerpt, Thing, excerpt_of, title_for
from plans.lookups.questions import chosen_things, leaders_for, question_for, questions_of
from plans.models import LeaderQuestion
from plans.pages.disputes.forms import AskForm
from plans.pages.disputes.lines import dispute_line
from plans.pages.disputes.question_lines import question_line
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.questions import ask_leader, withdraw_question
from plans.standing import Action

QUESTIONS = "Spørgsmål og uenighed"


@require_safe
def questions(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Every question and every disagreement of the plan that one may read."""
    desk = desk_of(request, plan_id)
    may, active = desk.standing.may, desk.plan.is_active
    context = {
        "questions": [question_line(one, desk.reading) for one in questions_of(desk.user, desk.plan)],
        "disputes": [dispute_line(one, desk.reading) for one in desk.reading.disputes],
        "can_ask": active and may(Action.ASK_LEADER, desk.plan),
        "can_raise": active and may(Action.RAISE_DISAGREEMENT, desk.plan),
    }
    return desk.show("plans/disputes/questions.html", context, what=QUESTIONS)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A question to one leader, with what it is answered from."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.ASK_LEADER, desk.plan)
    form = AskForm(
        request.POST if desk.is_post else None,
        reading=desk.reading,
        leaders=leaders_for(desk.user, desk.plan),
    )
    sheet = FormSheet(desk, form, title="Spørg en leder", button="Send spørgsmålet", what=QUESTIONS)
    return sheet.answer(
        lambda: ask_leader(
            by=desk.user,
            plan=desk.plan,
            leader=form.cleaned_data["leader"],
            text=form.cleaned_data["text"],
            things=form.chosen,
        ),
        said="Spørgsmålet er sendt. Svaret kommer tilbage her og på din forside.",
        to=lambda: _to_questions(desk),
    )


@require_safe
def question(request: HttpRequest, plan_id: UUID, asked_id: UUID) -> HttpResponse:
    """One question: what it brings along, whether the leader can read it now, and the answer."""
    desk = desk_of(request, plan_id)
    found = question_for(desk.user, desk.plan, asked_id)
    things = chosen_things(desk.user, found)
    # What a leader is kept from is told to those who may know it: who asked, and who coordinates.
    knows = found.written_by_id == desk.user.pk or desk.standing.coordinates
    excerpt = excerpt_of(found) if knows and found.is_open else None
    context = {
        "question": question_line(found, desk.reading),
        "things": [title_for(desk.user, one) for one in things],
        "shown": _titles(desk, excerpt, things) if excerpt else [],
        "is_closed_to_leader": excerpt is not None and not _reaches(found, excerpt),
        "can_withdraw": found.is_open
        and desk.plan.is_active
        and desk.standing.may(Action.WITHDRAW_QUESTION, found),
        "dispute_id": found.to_be_decided_id,
    }
    return desk.show("plans/disputes/question.html", context, what=QUESTIONS)


@require_POST
def withdraw(request: HttpRequest, plan_id: UUID, asked_id: UUID) -> HttpResponse:
    """Taken back before it is answered."""
    desk = desk_of(request, plan_id)
    found = question_for(desk.user, desk.plan, asked_id)
    try:
        withdraw_question(by=desk.user, question=found)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, "Spørgsmålet er trukket tilbage. Lederen kan ikke læse det længere.")
    return _to_questions(desk)


def _titles(desk: Desk, excerpt: Excerpt, seen: list[Thing]) -> list[str]:
    """What the leader reads now, of what the reader of this page sees: who coordinates may see less of it."""
    things: list[Thing] = [*excerpt.goals, *excerpt.tasks, *excerpt.disagreements]
    return [title_for(desk.user, one) for one in things if one in seen]


def _reaches(found: LeaderQuestion, excerpt: Excerpt) -> bool:
    """Is the leader still it, and is something open to read?"""
    leader = found.asked_of
    leads = leader.role is not None and leader.role.can_supervise
    is_there = leader.is_active and leads and leader.department_id == found.department_id
    return is_there and not excerpt.is_empty


def _to_questions(desk: Desk) -> HttpResponse:
    response = redirect("questions", desk.plan.pk)
    response.status_code = 303
    return response
