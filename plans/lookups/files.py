"""Scoped getters of attachments, and their content once a look is written. See `plans.lookups`."""

from uuid import UUID

from citizens.models import Ground
from enplan.accounts.models import User
from plans.files import storing
from plans.lookups.things import thing_for
from plans.models import Attachment, Plan
from plans.permissions import visible_to


def file_for(user: User, plan: Plan, file_id: UUID) -> Attachment:
    """A file of this plan, or 404; one that was taken out is not there."""
    rows = Attachment.objects.filter(plan=plan)
    return thing_for(user, rows.select_related("plan__citizen", "section__plan__citizen"), file_id)


def scans_for(user: User, plan: Plan, ground: Ground) -> list[Attachment]:
    """The signed forms of a ground, for those who see the ground."""
    rows = Attachment.objects.filter(plan=plan, ground=ground).select_related("written_by")
    return list(visible_to(user, rows).order_by("written_at"))


def stored_content(attachment: Attachment) -> bytes:
    """The file itself. Call it after the look is written."""
    return storing.content_of(attachment.stored_name)
