"""Ticking and unticking an agreement, with one thumb."""

from http import HTTPStatus
from uuid import UUID

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from enplan.audit.versions import Conflict
from enplan.web.requests import user_of
from plans.lookups.things import task_to_tick_for
from plans.models import Plan, Task
from plans.pages.citizen.answering import Part, answer, saved
from plans.pages.citizen.forms import TickForm
from plans.pages.citizen.posting import saves
from plans.services.tasks import set_task_status


@saves
def tick(request: HttpRequest, plan: Plan, task_id: UUID) -> HttpResponse:
    """Posts `version` and `done`; a stale version shows the agreement as it is now."""
    user = user_of(request)
    task = task_to_tick_for(user, plan, task_id)
    form = TickForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    status = Task.Status.DONE if form.cleaned_data["done"] else Task.Status.NOT_STARTED
    parts = (Part("tasks"), Part("next", {"is_beside": True}))
    try:
        set_task_status(by=user, task=task, seen=form.cleaned_data["version"], status=status)
    except Conflict:
        notice = _("Aftalen er ændret, siden du åbnede siden. Her er den, som den er nu.")
        return answer(request, plan, *parts, status=HTTPStatus.CONFLICT, notices={"tasks": notice})
    except ValidationError as error:
        notice = " ".join(error.messages)
        return answer(
            request, plan, *parts, status=HTTPStatus.UNPROCESSABLE_ENTITY, notices={"tasks": notice}
        )
    return saved(request, plan, *parts, anchor="aftaler")
