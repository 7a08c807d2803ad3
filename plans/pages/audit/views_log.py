"""`/databeskyttelse/adgangslog/`: who has looked, the same as a file, and flagged searching. All logged itself."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from enplan import clock
from enplan.accounts.auditors import auditors_only
from enplan.accounts.models import User
from plans.pages.audit.export import MOST_ROWS, csv_of
from plans.pages.audit.filters import Filter, read_filter
from plans.pages.audit.forms import FLAGGED, LogFilterForm, ReasonForm
from plans.pages.audit.logging_looks import log_supervision
from plans.pages.audit.page_log import filtered, log_line, log_page
from plans.register import looks_recorded, search_flags

MONTH = timedelta(days=30)
ON_A_PAGE = 50


@auditors_only
@require_safe
def access_log(request: HttpRequest, by: User) -> HttpResponse:
    """The newest looks of the last month, or those the filter asks for."""
    return _answer(request, by, _read(request, by), ReasonForm())


@auditors_only
@require_POST
def export(request: HttpRequest, by: User) -> HttpResponse:
    """The looks of the same filter as a file, for a stated purpose. 422 without one, and where there are too many."""
    chosen = _read(request, by)
    form = ReasonForm(request.POST)
    if not form.is_valid() or chosen.wanted is None:
        return _answer(request, by, chosen, form, status=422)
    looks = filtered(looks_recorded(by), chosen.wanted, search_flags(by))
    found = list(looks[: MOST_ROWS + 1])
    if len(found) > MOST_ROWS:
        form.add_error(None, "Der er flere end 10.000 linjer. Vælg en kortere periode eller en afdeling.")
        return _answer(request, by, chosen, form, status=422)
    log_supervision(
        by=by,
        what="Udtræk af adgangsloggen",
        citizens=[look.citizen_id for look in found],
        why=form.cleaned_data["reason"],
        page=f"Udtræk af adgangsloggen, {len(found)} linjer",
    )
    answer = HttpResponse(csv_of(log_line(look) for look in found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="adgangslog-{clock.today():%Y-%m-%d}.csv"'
    return answer


@auditors_only
@require_safe
def flagged_searches(request: HttpRequest, by: User) -> HttpResponse:
    """Who has found unusually many citizens they do not work with, and a way to those searches."""
    page = Paginator(search_flags(by), ON_A_PAGE).get_page(request.GET.get("side"))
    log_supervision(by=by, what="Usædvanlige søgninger", citizens=[])
    return render(request, "plans/audit/flags.html", {"page": page, "flagged": FLAGGED})


def _read(request: HttpRequest, by: User) -> Filter:
    return read_filter(request, by, LogFilterForm, initial={"fra": clock.today() - MONTH})


def _answer(
    request: HttpRequest, by: User, chosen: Filter, reason: ReasonForm, *, status: int = 200
) -> HttpResponse:
    looks = looks_recorded(by)
    looks = looks.none() if chosen.wanted is None else filtered(looks, chosen.wanted, search_flags(by))
    page = log_page(looks, request.GET.get("side"))
    log_supervision(
        by=by,
        what="Adgangsloggen",
        citizens=[look.citizen_id for look in page.looks],
        page=f"Adgangsloggen, side {page.number}",
    )
    context = {"filter": chosen, "page": page, "reason": reason, "most": MOST_ROWS}
    return render(request, "plans/audit/log.html", context, status=status)
