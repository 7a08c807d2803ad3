"""What is deleted because its time is over and nobody decided anything: answers of a conversation never confirmed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from enplan import clock
from enplan.audit.models import Deletion
from plans.models import ConversationDraft


def unconfirmed_since() -> datetime:
    """Answers last touched before this instant are deleted: midnight, the municipality's number of days ago."""
    return clock.start_of(clock.today() - timedelta(days=settings.CONVERSATION_DRAFT_DAYS))


@transaction.atomic
def delete_unconfirmed_answers() -> int:
    """Delete answers that nobody has gone on with for so long; answers how many, and leaves that count."""
    limit = unconfirmed_since()
    amount, _by_model = ConversationDraft.objects.filter(saved_at__lt=limit).delete()
    if amount:
        Deletion.objects.create(at=clock.now(), thing="conversationdraft", older_than=limit, amount=amount)
    return amount
