"""settings.SESSION_ENGINE: Django's sessions in the database, each with the columns that `Session` adds.

The way Django's documentation shows for it ("Extending database-backed session engines").
"""

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from enplan.accounts import real_time
from enplan.accounts.models import Session

# What a session holds of itself: seconds since 1970, and words.
BEGUN, USED, BROWSER = "begun", "used", "browser"


class SessionStore(DatabaseSessionStore):
    """Reads as Django's does; what is saved tells whose it is, since when, and when it was last used."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast("Session", super().create_model_instance(data))
        session.user_id = data.get(SESSION_KEY)
        session.begun_at = real_time.instant(data.get(BEGUN))
        session.used_at = real_time.instant(data.get(USED))
        session.browser = data.get(BROWSER, "")
        return session
