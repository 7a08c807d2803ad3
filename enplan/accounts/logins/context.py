"""What every page knows of the login it is shown in."""

from django.http import HttpRequest

from enplan.accounts.logins import limits
from enplan.accounts.models import User


def login_time(request: HttpRequest) -> dict[str, int]:
    """About how many seconds until this login ends by itself, for when to ask how long it is. Nothing for nobody."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    left, why = limits.seconds_left(limits.session_of(request), user)
    # Who gets a page has just asked for it; not to the second, so that the same page is the same.
    return {"login_seconds_left": limits.idle_minutes(user) * 60 if why is limits.Why.IDLE else left}
