"""What of the plans is deleted because its time is over and nobody decided anything, and which plans have had theirs.

A plan itself is never deleted by a clock: what has ended long ago is told of, and goes when the archive has had it.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from enplan import clock
from enplan.audit.models import Deletion
from enplan.audit.periods import Expired, Period
from plans.files.storing import NEWEST_ORPHAN
from plans.models import ConversationDraft, Plan
from plans.models.booklets import KEPT as BOOKLET_KEPT
from plans.services.attachments import delete_orphan_files
from plans.services.booklets import delete_old_booklets
from plans.services.presence import OLD, delete_old_presence
from plans.services.unsaved import KEPT as UNSAVED_KEPT
from plans.services.unsaved import delete_old_unsaved

THE_PROGRAM = "the program"


def unconfirmed_since() -> datetime:
    """Answers last touched before this instant are deleted: midnight, the municipality's number of days ago."""
    return clock.start_of(clock.today() - timedelta(days=settings.CONVERSATION_DRAFT_DAYS))


@transaction.atomic
def delete_unconfirmed_answers(*, is_trial: bool = False) -> int:
    """Delete answers that nobody has gone on with for so long; answers how many, and leaves that count."""
    limit = unconfirmed_since()
    rows = ConversationDraft.objects.filter(saved_at__lt=limit)
    if is_trial:
        return rows.count()
    amount, _by_model = rows.delete()
    if amount:
        Deletion.objects.create(at=clock.now(), thing="conversationdraft", older_than=limit, amount=amount)
    return amount


def plans_past_their_time(**_is_trial: bool) -> tuple[Expired, ...]:
    """Plans that ended longer ago than ENPLAN_PLAN_KEPT_YEARS; nothing where the municipality has not decided."""
    if not settings.PLAN_KEPT_YEARS:
        return ()
    limit = clock.start_of(clock.months_after(clock.today(), -12 * settings.PLAN_KEPT_YEARS))
    return (Expired("plan", limit, Plan.objects.filter(ended_at__lt=limit).count()),)


def _conversations(*, is_trial: bool) -> tuple[Expired, ...]:
    limit = unconfirmed_since()
    return (Expired("conversationdraft", limit, delete_unconfirmed_answers(is_trial=is_trial)),)


def _drafts(*, is_trial: bool) -> tuple[Expired, ...]:
    now = clock.now()
    return (
        Expired("unsavedform", now - UNSAVED_KEPT, delete_old_unsaved(is_trial=is_trial)),
        Expired("presence", now - OLD, delete_old_presence(is_trial=is_trial)),
    )


def _files(*, is_trial: bool) -> tuple[Expired, ...]:
    amount = delete_orphan_files(is_trial=is_trial)
    return (Expired("file without a row", clock.now() - NEWEST_ORPHAN, amount),)


def _booklets(*, is_trial: bool) -> tuple[Expired, ...]:
    limit = clock.now() - BOOKLET_KEPT
    return (Expired("booklet and printed part", limit, delete_old_booklets(is_trial=is_trial)),)


PERIODS = (
    Period("ENPLAN_CONVERSATION_DRAFT_DAYS", "plans.tasks.delete_unconfirmed_answers", _conversations),
    Period(THE_PROGRAM, "plans.tasks.delete_old_drafts", _drafts),
    Period(THE_PROGRAM, "plans.tasks.delete_orphan_files", _files),
    Period(THE_PROGRAM, "plans.tasks.sweep_booklets", _booklets),
    Period("ENPLAN_PLAN_KEPT_YEARS", "", plans_past_their_time),
)
