"""`/min-del/`: the part of a plan that the citizen has let a network person take part in."""

from http import HTTPStatus
from uuid import UUID

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizens.explaining import Glossary
from enplan.audit.models import Look
from enplan.audit.versions import Conflict
from enplan.web.requests import user_of
from plans.looks import look_at_list, look_at_plan
from plans.lookups.things import task_to_tick_for
from plans.models import Plan, Task
from plans.pages.citizen.answering import STAYS_HERE, is_htmx
from plans.pages.citizen.forms import TickForm
from plans.pages.network.finding import asked_for, followed_plan_for, followed_plans
from plans.pages.network.presenter import min_del, parts_of
from plans.pages.parts import PARAMETER
from plans.reading import read_plan
from plans.services.tasks import set_task_status


@require_safe
def min_del_page(request: HttpRequest) -> HttpResponse:
    """Own tasks, goals and agreements; a choice where one takes part in several plans."""
    plans = followed_plans(request)
    plan = asked_for(plans, request.GET.get("plan", ""))
    if plan is None:
        look_at_list(by=user_of(request), plans=plans, what="Valg mellem planer")
        return render(request, "plans/network/choose.html", {"plans": plans})
    return _answer(request, plan)


@require_http_methods(["GET", "HEAD", "POST"])
def tick(request: HttpRequest, plan_id: UUID, task_id: UUID) -> HttpResponse:
    """Tick or untick an own task; a GET leads back to the page."""
    plan = followed_plan_for(request, plan_id)
    back = f"{reverse('min-del')}?plan={plan.pk}"
    if request.method != "POST":
        return redirect(back)
    user = user_of(request)
    task = task_to_tick_for(user, plan, task_id)
    form = TickForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    status = Task.Status.DONE if form.cleaned_data["done"] else Task.Status.NOT_STARTED
    try:
        set_task_status(by=user, task=task, seen=form.cleaned_data["version"], status=status)
    except Conflict:
        notice = _("Aftalen er ændret, siden du åbnede siden. Her er den, som den er nu.")
        return _answer(request, plan, status=HTTPStatus.CONFLICT, notice=notice)
    except ValidationError as error:
        return _answer(request, plan, status=HTTPStatus.UNPROCESSABLE_ENTITY, notice=" ".join(error.messages))
    return _answer(request, plan) if is_htmx(request) else redirect(f"{back}#aftaler")


def _answer(
    request: HttpRequest, plan: Plan, *, status: HTTPStatus = HTTPStatus.OK, notice: str = ""
) -> HttpResponse:
    reading = read_plan(user_of(request), plan)
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what="Min del")
    page = min_del(reading, plans=followed_plans(request))
    page_parts = parts_of(page)
    if reading.user.reads_calmly:
        page_parts = page_parts.one_at_a_time(request.GET.get(PARAMETER, ""))
    context = {"page": page, "parts": page_parts, "notice": notice, "glossary": Glossary()}
    if is_htmx(request) and request.method == "POST":
        html = render_to_string("plans/network/parts/tasks.html", context, request)
        return HttpResponse(html, status=status, headers=STAYS_HERE)
    return render(request, "plans/network/min_del.html", context, status=status)
