"""The kinds of ground and the purposes that a page may offer: the municipality's data, about no citizen."""

from citizens.models import ConsentPurpose, GroundKind


def kinds_to_note() -> list[GroundKind]:
    """Kinds that any caseworker on the team notes: consents first, then those the citizen is told of."""
    return list(GroundKind.objects.filter(is_by_owner=False, is_supervision=False))


def kinds_to_share_on() -> list[GroundKind]:
    """Kinds on which an owner shares its own information without consent."""
    return list(GroundKind.objects.filter(is_consent=False, is_supervision=False))


def purposes_to_choose() -> list[ConsentPurpose]:
    """What a consent may be for, in the citizen's words and the municipality's order."""
    return list(ConsentPurpose.objects.filter(is_active=True))
