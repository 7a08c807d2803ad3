"""What beat starts of the logins."""

from celery import shared_task

from enplan.accounts.services import forgetting


@shared_task
def forget_old_logins() -> None:
    """See enplan.accounts.services.forgetting."""
    forgetting.forget_old_logins()
