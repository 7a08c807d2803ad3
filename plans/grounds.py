"""The kinds of ground a page may offer. They are the municipality's data and say nothing of any citizen."""

from citizens.models import GroundKind


def kinds_to_note() -> list[GroundKind]:
    """Kinds that any caseworker on the team notes: consents first, then those the citizen is told of."""
    return list(GroundKind.objects.filter(is_by_owner=False, is_supervision=False))


def kinds_to_share_on() -> list[GroundKind]:
    """Kinds on which an owner shares its own information without consent."""
    return list(GroundKind.objects.filter(is_consent=False, is_supervision=False))
