"""`/databeskyttelse/spoergsmaal/`: what citizens ask about looks, with who it was, and answering them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.auditors import answerers_only
from enplan.accounts.models import User
from enplan.web.saving import attempt
from plans.pages.audit.forms import AnswerForm
from plans.pages.audit.logging_looks import ANSWERING, log_supervision
from plans.pages.audit.page_questions import question_line
from plans.register import questions_to
from plans.services.look_questions import answer_look_question

ON_A_PAGE = 50
WHAT = "Spørgsmål om et kig"


@answerers_only
@require_safe
def questions(request: HttpRequest, by: User) -> HttpResponse:
    """Those that wait for an answer first, the earliest due at the top."""
    page = Paginator(questions_to(by), ON_A_PAGE).get_page(request.GET.get("side"))
    lines = [question_line(one, by) for one in page.object_list]
    log_supervision(by=by, what=WHAT, citizens=[line.citizen_id for line in lines], why=ANSWERING)
    return render(request, "plans/audit/questions.html", {"page": page, "lines": lines})


@answerers_only
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, by: User, question_id: UUID) -> HttpResponse:
    """One question with the employees it is about, and the answer."""
    asked = get_object_or_404(questions_to(by), pk=question_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form, lambda: answer_look_question(by=by, question=asked, text=form.cleaned_data["answer"])
        )
        if tried.is_saved:
            messages.success(request, _("Svaret er sendt. Borgeren ser det i sin adgangslog."))
            return redirect("look-questions")
        status = tried.status
    log_supervision(by=by, what=WHAT, citizens=[asked.citizen_id], why=ANSWERING)
    context = {"line": question_line(asked, by), "form": form}
    return render(request, "plans/audit/question.html", context, status=status)
