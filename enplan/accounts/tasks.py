"""What is forgotten of logins at night."""

from axes.models import AccessAttempt
from celery import shared_task
from django.conf import settings

from enplan.accounts import real_time
from enplan.accounts.models import Session


@shared_task
def forget_old_logins() -> None:
    """Delete sessions that have run out, and wrong passwords that no longer count."""
    now = real_time.instant()
    Session.objects.filter(expire_date__lt=now).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()
