"""`/databeskyttelse/`: the auditor's start. Numbers only; what stands behind them is a click and a look away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enplan import clock
from enplan.accounts.auditors import auditors_only
from enplan.accounts.models import User
from enplan.audit.retention import kept_since
from plans.pages.audit.ground_states import STATES, count_states
from plans.pages.audit.page_deletions import deletion_line
from plans.pages.audit.views_log import MONTH
from plans.register import deletions, grounds_registered, plans_without_consent, questions_to, search_flags

LAST_DELETIONS = 5


@auditors_only
@require_safe
def overview(request: HttpRequest, by: User) -> HttpResponse:
    now = clock.now()
    waiting = questions_to(by).filter(answered_at__isnull=True)
    counts = count_states(grounds_registered(by), now)
    context = {
        "states": [(state, label, counts[state]) for state, label in STATES.items()],
        "without": plans_without_consent(by).count(),
        "waiting": waiting.count(),
        "late": waiting.filter(answer_due_on__lt=clock.today()).count(),
        "flags": search_flags(by).filter(at__gt=now - MONTH).count(),
        "deletions": [deletion_line(one) for one in deletions(by)[:LAST_DELETIONS]],
        "kept_since": kept_since(),
    }
    return render(request, "plans/audit/overview.html", context)
