"""Saying how one is, overall and by area."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from enplan.accounts.models import User
from enplan.web.forms import WellbeingField
from enplan.web.requests import user_of
from plans.models import Plan, Rating
from plans.pages.citizen.answering import Part, answer, saved
from plans.pages.citizen.forms import AreaRatingForm, RatingForm
from plans.pages.citizen.keeping import keep
from plans.pages.citizen.lookups import areas_for
from plans.pages.citizen.posting import saves
from plans.permissions import standing_of
from plans.services.progress import rate


@saves
def rate_overall(request: HttpRequest, plan: Plan) -> HttpResponse:
    """A number, and a line if one likes."""
    user = user_of(request)
    may_hide = standing_of(user, plan).is_citizen
    added: list[Rating] = []
    form = RatingForm(request.POST, prefix="overall", may_hide=may_hide)
    status = keep(form, lambda data: added.append(_rate(user, plan, None, data)), plan=plan, model=Rating)
    part = Part("wellbeing")
    if status is not None:
        return answer(request, plan, part, form=("overall", form), status=status)
    return saved(
        request,
        plan,
        part,
        anchor="trivsel",
        message=_("Tak. Tallet er gemt."),
        added=added,
    )


@saves
def rate_area(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The same for one area."""
    user = user_of(request)
    standing = standing_of(user, plan)
    areas = areas_for(standing)
    added: list[Rating] = []
    form = AreaRatingForm(request.POST, prefix="area", areas=areas, may_hide=standing.is_citizen)
    status = keep(
        form, lambda data: added.append(_rate(user, plan, data["area"], data)), plan=plan, model=Rating
    )
    part = Part("wellbeing_areas")
    if status is not None:
        return answer(request, plan, part, form=("area", form), status=status)
    return saved(
        request,
        plan,
        part,
        anchor="trivsel-omraader",
        message=_("Tak. Tallet er gemt."),
        added=added,
    )


def _rate(user: User, plan: Plan, area_id: str | None, data: Mapping[str, Any]) -> Rating:
    value = None if data["value"] == WellbeingField.UNKNOWN else data["value"]
    return rate(
        by=user,
        plan=plan,
        area_id=area_id,
        value=value,
        note=data["note"],
        is_private=data.get("is_private", False),
    )
