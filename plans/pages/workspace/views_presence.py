"""Who else has the plan open just now: a page says so itself and is told of the others (static/enplan/presence.js).

The team alone. The citizen's side is told of nobody and shown to nobody: that somebody works late on one's plan, or
reads in it at night, is for no one to follow. The look-log is where the citizen sees who has been there.
"""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from enplan.accounts.logins.limits import is_no_activity
from enplan.web import danish
from enplan.web.requests import user_of
from plans.lookups.presence import Present, others_present
from plans.lookups.things import plan_for
from plans.pages.workspace.desk import TEAM
from plans.services.presence import be_present, leave


@is_no_activity
@require_POST
def presence(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    user = user_of(request)
    plan = plan_for(user, plan_id, *TEAM)
    if "forlader" in request.POST:
        leave(by=user, plan=plan)
        return HttpResponse(status=204)
    front = reverse("workspace", args=[plan.pk])
    asked = request.POST.get("side", "")
    page = asked if asked.startswith(front) else front
    be_present(by=user, plan=plan, page=page)
    others = others_present(user, plan)
    on_this = [one for one in others if one.page == page != front]
    said = [
        _said(on_this, "har også denne side åben lige nu."),
        _said([one for one in others if one not in on_this], "er her også lige nu."),
    ]
    return JsonResponse({"said": " ".join(filter(None, said))})


def _said(people: Sequence[Present], does: str) -> str:
    """ "Mette Holm og 2 andre fagpersoner er her også lige nu." """
    named = [one.name for one in people if one.name]
    unnamed = len(people) - len(named)
    if unnamed:
        other = "en anden fagperson" if unnamed == 1 else f"{unnamed} andre fagpersoner"
        named.append(other)
    who = danish.listing(named)
    return f"{who[:1].upper()}{who[1:]} {does}" if who else ""
