"""settings.SESSION_ENGINE: Django's sessions in the database, each with the columns that `Session` adds.

The way Django's documentation shows for it ("Extending database-backed session engines"). When it was used is written
by itself (`use`), so that two pages of one person do not write over what the other has put in the session.
"""

from datetime import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from enplan.accounts.logins import real_time
from enplan.accounts.models import Session


class SessionStore(DatabaseSessionStore):
    """Reads as Django's does; what is saved tells whose it is, since when, when it was last used, and on what."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._begun_at = self._used_at = real_time.instant()
        self._browser = ""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    @property
    def begun_at(self) -> datetime:
        self._read()
        return self._begun_at

    @property
    def used_at(self) -> datetime:
        self._read()
        return self._used_at

    def begin(self, browser: str) -> None:
        """A login begins: everything counts from now."""
        self._read()
        self._begun_at = self._used_at = real_time.instant()
        self._browser = browser
        self.modified = True

    def use(self) -> None:
        """Note that somebody is there."""
        self._used_at = real_time.instant()
        Session.objects.filter(pk=self.session_key).update(used_at=self._used_at)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast("Session", super().create_model_instance(data))
        session.user_id = data.get(SESSION_KEY)
        session.begun_at, session.used_at, session.browser = self._begun_at, self._used_at, self._browser
        return session

    def _get_session_from_db(self) -> Session | None:
        session = cast("Session | None", super()._get_session_from_db())  # type: ignore[misc]  # the stubs lack it
        if session is not None:
            self._begun_at, self._used_at = session.begun_at, session.used_at
            self._browser = session.browser
        return session

    def _read(self) -> None:
        self._get_session()  # type: ignore[attr-defined]  # the stubs lack it
