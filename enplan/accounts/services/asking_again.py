"""One at a time asks the municipality's login about somebody: a refresh token may be good for one use only."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from enplan import clock
from enplan.accounts.models import Identity

AT_MOST = timedelta(seconds=60)  # longer than the provider is waited for


def claim_asking(*, issuer: str, subject: str) -> bool:
    """Is it ours to ask? Until `let_others_ask`, or until it is sure that who had it is gone."""
    now = clock.now()
    free = Q(asked_until__isnull=True) | Q(asked_until__lte=now)
    return bool(_rows(issuer, subject).filter(free).update(asked_until=now + AT_MOST))


def let_others_ask(*, issuer: str, subject: str) -> None:
    _rows(issuer, subject).update(asked_until=None)


def _rows(issuer: str, subject: str) -> QuerySet[Identity]:
    return Identity.objects.filter(issuer=issuer, subject=subject, is_staff_login=True)
