"""`/om-dine-oplysninger/`: what the municipality tells of how it uses what is written (GDPR articles 13 and 14).

Open to everybody and about nobody, so that it can be read before one says yes. What stands of one citizen, kind by
kind, is `kept.py`'s. The words are a draft for the municipality's own: see docs/law.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from enplan.web import spoken
from plans.pages.own_data.kept import basis, kept_for
from plans.services.unsaved import KEPT


@login_not_required
@require_safe
def about_data(request: HttpRequest) -> HttpResponse:
    context = {
        "basis": basis(),
        "kept_for": kept_for(),
        "looks_kept": spoken.count(settings.LOOK_LOG_MONTHS, _("måned"), _("måneder")),
        "typed_kept": spoken.count(KEPT.days, _("dag"), _("dage")),
        "data_adviser": settings.DATA_ADVISER,
        "complaints_to": settings.COMPLAINTS_TO,
    }
    return render(request, "plans/own_data/citizen_information.html", context)
