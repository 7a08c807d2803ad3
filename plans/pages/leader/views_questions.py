"""`/tilsyn/spoergsmaal/<uuid>/`: a question put to a leader, answered from its excerpt alone (rule 8)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from enplan.accounts.models import User
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.excerpts import Excerpt
from plans.looks import look_at_question
from plans.lookups.questions import question_put_to, responsibles_for
from plans.models import LeaderQuestion
from plans.pages.leader.forms import AnswerForm, DecisionForm
from plans.pages.leader.page_questions import question_sheet
from plans.services.checks import NotAllowed
from plans.services.questions import answer_question

CLOSED = "plans/leader/question_closed.html"


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """The question with what may be read of the plan to answer it, and the answer; afterwards the answer for some days.

    What is typed when it closes meanwhile comes back, on a page that tells nothing of what is closed.
    """
    user = user_of(request)
    data = request.POST if request.method == "POST" else None
    try:
        asked, excerpt = question_put_to(user, asked_id)
    except Http404:
        if data is None:
            raise
        return _closed(request)
    if excerpt.is_empty:
        return _closed(request)
    form = _form(asked, data) if asked.is_open or data is not None else None
    status = 200
    if data is not None and form is not None:
        try:
            tried = attempt(form, lambda: answer_question(by=user, question=asked, **form.cleaned_fields))
        except NotAllowed:
            return _closed(request)
        if tried.is_saved:
            messages.success(request, "Dit svar er sendt til den, der spurgte.")
            response = redirect("supervision")
            response.status_code = 303
            return response
        status = tried.status
    return _show(request, user, asked, excerpt, {"form": form}, status)


def _form(asked: LeaderQuestion, data: Any) -> AnswerForm | DecisionForm:
    if asked.to_be_decided_id is None:
        return AnswerForm(data)
    return DecisionForm(data, asked=asked, people=responsibles_for(asked))


def _show(
    request: HttpRequest,
    user: User,
    asked: LeaderQuestion,
    excerpt: Excerpt,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    look_at_question(by=user, question=asked)
    # Once it is answered nothing of the plan is shown any longer: only what was asked and answered.
    sheet = question_sheet(asked, excerpt if asked.is_open else Excerpt())
    return render(request, "plans/leader/question.html", context | {"sheet": sheet}, status=status)


def _closed(request: HttpRequest) -> HttpResponse:
    """Not there for who asks, now or at all. Their own text is theirs."""
    return render(request, CLOSED, {"typed": request.POST.get("text", "")[:20_000]}, status=404)
