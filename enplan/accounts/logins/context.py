"""What every page knows of the login it is shown in."""

from django.http import HttpRequest

from enplan.accounts.logins import limits
from enplan.accounts.models import User


def login_time(request: HttpRequest) -> dict[str, int]:
    """Seconds until this login ends by itself, for the warning before it does. Nothing for nobody."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    return {"login_seconds_left": limits.seconds_left(limits.session_of(request), user)[0]}
