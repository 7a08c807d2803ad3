"""Closing for everything about health, or for one area in every yes, after seeing what closes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.closing import closing_of
from plans.looks import look_at_plan
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.presenters.closing_together import Together, together_of, was_meant
from plans.pages.citizen.presenters.saying_no import saying_no
from plans.pages.citizen.views_withdraw import around, is_over_already
from plans.reading import Reading, read_plan
from plans.services.withdrawing import withdraw_grounds


@require_http_methods(["GET", "HEAD", "POST"])
def close_together(request: HttpRequest, plan_id: UUID, number: UUID) -> HttpResponse:
    """GET tells what closes and for whom; POST closes it at once, in every yes."""
    reading = read_plan(user_of(request), own_plan_for(request, plan_id))
    together = together_of(reading, number)
    if together is None:
        if not was_meant(reading, number):
            raise Http404
        return is_over_already(request, reading)
    if request.method == "POST":
        is_closed = withdraw_grounds(
            by=reading.user, plan=reading.plan, grounds=together.grounds, areas=together.areas
        )
        if not is_closed:  # somebody else did it at the same moment
            return is_over_already(request, reading)
        messages.success(request, _("Det er lukket fra nu af. Du kan sige ja igen, når du vil."))
        return redirect("withdrawn-consent", reading.plan.pk, together.grounds[0].pk)
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what="Samtykker")
    return render(request, "plans/citizen/withdraw.html", _before(reading, together))


def _before(reading: Reading, together: Together) -> dict[str, Any]:
    parties = [party.pk for party in together.parties]
    return {
        **around(reading, closing_of(reading.plan, parties, together.areas, at=reading.at)),
        "withdrawal": None,
        "words": together.words,
        "areas": together.said_areas,
        "saying_no": saying_no(together.grounds),
        "fewer_receivers": [],
        "fewer_areas": [],
    }
