"""Scoped getters of the conversation about consent. See `plans.lookups`."""

from citizens.models import GroundKind
from enplan.accounts.models import User
from plans.models import ConversationDraft, Plan
from plans.permissions import visible_to

SHARING = "sharing_consent"
HEALTH = "health_consent"


def draft_of(user: User, plan: Plan) -> ConversationDraft | None:
    """The person's own answers so far on this plan."""
    return visible_to(user, ConversationDraft.objects.filter(plan=plan, user=user)).first()


def consent_kinds() -> dict[str, GroundKind]:
    """The two kinds of consent the conversation is about, with their areas, as far as the municipality uses them."""
    rows = GroundKind.objects.filter(pk__in=(SHARING, HEALTH), is_consent=True, is_active=True)
    return {kind.pk: kind for kind in rows.prefetch_related("areas")}
