"""The one announced event: a plan has changed. Those who must know (integrations) listen; nobody is called by name."""

from uuid import UUID

from django.dispatch import Signal

from enplan.accounts.models import User
from plans.models import Plan

# Sent inside the transaction of the change, with `plan`, `what` (a short name, no personal data), `by`, and
# `document_id` where the change is a document of its own (a journal note or an addition, a summary).
plan_changed = Signal()


def announce(*, plan: Plan, what: str, by: User, document_id: UUID | None = None) -> None:
    """Tell the listeners, in the transaction of the change: a listener that fails takes the change with it."""
    plan_changed.send(sender=Plan, plan=plan, what=what, by=by, document_id=document_id)
