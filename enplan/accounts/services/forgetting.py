"""What is forgotten of logins at night: it is nobody's history, and needs no trace of its going."""

from axes.models import AccessAttempt
from django.conf import settings

from enplan.accounts.logins import real_time
from enplan.accounts.models import Session
from enplan.audit.periods import Expired


def forget_old_logins(*, is_trial: bool = False) -> tuple[Expired, ...]:
    """Sessions that have run out, and wrong passwords that no longer count."""
    now = real_time.instant()
    since = now - settings.AXES_COOLOFF_TIME
    sessions = Session.objects.filter(expire_date__lt=now)
    attempts = AccessAttempt.objects.filter(attempt_time__lt=since)
    gone = (
        Expired("session", now, sessions.count()),
        Expired("accessattempt", since, attempts.count()),
    )
    if not is_trial:
        sessions.delete()
        attempts.delete()
    return gone
