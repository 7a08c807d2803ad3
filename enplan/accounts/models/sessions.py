"""A login that has not ended: whose it is, since when, and on what. Django's session, with what a person asks of it."""

import hashlib

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """`user` is None for who has not logged in yet. No address of the network is kept: nobody needs it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    begun_at = models.DateTimeField("begyndt")
    used_at = models.DateTimeField("sidst brugt")
    browser = models.CharField("browser", max_length=60, blank=True)

    class Meta(AbstractBaseSession.Meta):
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls) -> type:
        """Asked for by Django's own manager."""
        from enplan.accounts.logins.store import SessionStore

        return SessionStore

    @property
    def reference(self) -> str:
        """What stands on a page in the key's place: who has the key is logged in."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:20]
