"""What `manage.py check --deploy` says of the logins: it runs so, and a municipality should think it over."""

from typing import Any

from django.conf import settings
from django.core import checks

from enplan.login_providers import PREFIXES, STAFF


def staff_login_asks_for_a_level(**_options: Any) -> list[checks.CheckMessage]:
    """Plans are read by whoever the provider lets in: with a password alone, where nothing more is asked for."""
    provider = settings.LOGIN_PROVIDERS.get(STAFF)
    if provider is None or provider.levels:
        return []
    return [
        checks.Warning(
            f"{PREFIXES[STAFF]}_LEVELS is not set: employees come in with whatever proof.",
            hint="With it, only those who proved who they are as surely as it says (docs/login.md).",
            id="accounts.W001",
        )
    ]
