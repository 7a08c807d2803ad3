"""“Del ikke dette”, and sharing it again, from where the goal or the number stands."""

from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from enplan.audit.versions import Conflict
from enplan.web.requests import user_of
from plans.lookups.things import goal_for, rating_for
from plans.models import Goal, Plan, Rating
from plans.pages.citizen.answering import Part, answer, is_htmx, saved
from plans.pages.citizen.forms import PrivateForm
from plans.pages.citizen.posting import saves
from plans.services.private_marks import keep_private


@saves
def keep_goal(request: HttpRequest, plan: Plan, goal_id: UUID) -> HttpResponse:
    """Posts `private` and `version`."""
    return _keep(request, plan, goal_for(user_of(request), plan, goal_id), Part("goals"), "maal")


@saves
def keep_rating(request: HttpRequest, plan: Plan, rating_id: UUID) -> HttpResponse:
    """The same for a number on the ruler."""
    rating = rating_for(user_of(request), plan, rating_id)
    if rating.section is None:
        return _keep(request, plan, rating, Part("wellbeing"), "trivsel")
    return _keep(request, plan, rating, Part("wellbeing_areas"), "trivsel-omraader")


def _keep(request: HttpRequest, plan: Plan, thing: Goal | Rating, part: Part, anchor: str) -> HttpResponse:
    form = PrivateForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    private = form.cleaned_data["private"]
    try:
        keep_private(by=user_of(request), thing=thing, seen=form.cleaned_data["version"], is_private=private)
    except Conflict:
        text = _("Det er ændret, siden du åbnede siden. Her er det, som det er nu.")
        return _not_kept(request, plan, part, text, HTTPStatus.CONFLICT)
    except ValidationError as error:
        return _not_kept(request, plan, part, " ".join(error.messages), HTTPStatus.UNPROCESSABLE_ENTITY)
    return saved(request, plan, part, anchor=anchor, message=_said(private))


def _not_kept(request: HttpRequest, plan: Plan, part: Part, text: str, status: HTTPStatus) -> HttpResponse:
    if not is_htmx(request):
        messages.warning(request, text)
    return answer(request, plan, replace(part, note=text), status=status)


def _said(private: bool) -> str:
    if private:
        return _("Kun du kan se det nu. Det, andre har læst eller fået sendt før, kan ikke trækkes tilbage.")
    return _("Det deles igen.")
