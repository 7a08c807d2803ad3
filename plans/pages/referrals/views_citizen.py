"""`/min-henvisning/`: what has been written about oneself before there is a plan, and who may read it. For who acts for
the citizen as well, within their own areas; they read it, and what was said yes to is the citizen's own to take back.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_referrals
from plans.lookups.referrals import (
    grounds_on,
    parts_known,
    parts_of,
    referral_ground_for,
    referrals_on_citizens_side,
)
from plans.pages.referrals.page import referral_page
from plans.permissions import CITIZENS_SIDE, plans_as
from plans.services.referral_grounds import withdraw_from_referral


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything but what is not finished yet."""
    user = user_of(request)
    found = list(referrals_on_citizens_side(user))
    if user.is_employee or not (found or hasattr(user, "citizen")):
        raise Http404
    look_at_referrals(by=user, referrals=found, kind=Look.Kind.PAGE, what="Henvisningen")
    at = clock.now()
    pages = [
        referral_page(
            one,
            user,
            known=parts_known(user, one),
            read=parts_of(user, one),
            grounds=grounds_on(user, one),
            at=at,
        )
        for one in found
    ]
    context = {
        "pages": pages,
        "is_own": hasattr(user, "citizen"),
        "has_plan": plans_as(user, *CITIZENS_SIDE).exists(),
    }
    return render(request, "plans/referrals/mine.html", context)


@require_POST
def withdraw(request: HttpRequest, referral_ground_id: UUID) -> HttpResponse:
    """A yes taken back: closed at this moment."""
    user = _citizen(request)
    ground = referral_ground_for(user, referral_ground_id)
    if ground.referral.citizen.user_id != user.pk:
        raise Http404
    withdraw_from_referral(by=user, ground=ground)
    messages.success(request, _("Dit ja er taget tilbage. Det er lukket nu."))
    response = redirect("my-referrals")
    response.status_code = 303
    return response


def _citizen(request: HttpRequest) -> User:
    user = user_of(request)
    if not hasattr(user, "citizen"):
        raise Http404
    return user
