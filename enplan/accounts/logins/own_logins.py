"""Where somebody is logged in, as they are told of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from enplan.accounts.logins import real_time
from enplan.accounts.logins.browsers import told
from enplan.accounts.logins.limits import idle_minutes, longest_hours
from enplan.accounts.models import Session, User


@dataclass(frozen=True)
class OwnLogin:
    """One login that has not ended. `is_this`: the one that asks."""

    reference: str
    browser: str
    begun_at: datetime
    used_at: datetime
    is_this: bool


def own_logins(user: User, session_key: str | None) -> list[OwnLogin]:
    """This one first, then those used last."""
    now = real_time.instant()
    used_since = now - timedelta(minutes=idle_minutes(user))
    begun_since = now - timedelta(hours=longest_hours(user))
    found = Session.objects.filter(
        user=user, expire_date__gt=now, used_at__gt=used_since, begun_at__gt=begun_since
    ).order_by("-used_at")
    logins = [
        OwnLogin(one.reference, told(one.browser), one.begun_at, one.used_at, one.session_key == session_key)
        for one in found
    ]
    return sorted(logins, key=lambda one: not one.is_this)
