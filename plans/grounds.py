"""The kinds of ground and the purposes that a page may offer: the municipality's data, about no citizen."""

from collections.abc import Collection

from citizens.models import ConsentPurpose, GroundKind
from enplan.accounts.models import User
from enplan.web.parts_in_danish import is_danish, said
from plans.facts import health_departments

# The two kinds that have a page of their own; all others are told apart by what stands in them.
VISITATION = "visitation"
SUPERVISION = "supervision"


def longest_supervision() -> int | None:
    """How many days a leader's supervision can last; None where the municipality has set no limit in days."""
    return GroundKind.objects.filter(pk=SUPERVISION).values_list("longest_days", flat=True).first()


def kinds_to_note(*, coordinates: bool = True) -> list[GroundKind]:
    """The consents that are noted on the common form; some by who coordinates alone."""
    kinds = GroundKind.objects.filter(is_active=True, is_consent=True, names_information=False)
    return list(kinds if coordinates else kinds.exclude(used_by=GroundKind.UsedBy.COORDINATOR))


def kinds_to_obtain() -> list[GroundKind]:
    """The consents that name which information is obtained, from whom, and for which matter."""
    return list(GroundKind.objects.filter(is_active=True, is_consent=True, names_information=True))


def kinds_to_share_on(user: User) -> list[GroundKind]:
    """The kinds on which this person can share what the own department has written, without a consent."""
    used_by = [GroundKind.UsedBy.OWNER]
    if user.department_id in health_departments():
        used_by.append(GroundKind.UsedBy.HEALTH)
    return list(GroundKind.objects.filter(is_active=True, is_consent=False, used_by__in=used_by))


def said_purposes(texts: Collection[str]) -> dict[str, str]:
    """What consents were given for, each in the language of the page. No query on a Danish page."""
    rows = () if is_danish() else ConsentPurpose.objects.filter(text__in=texts).values_list("text", "text_en")
    english = dict(rows)
    return {text: said(text, english.get(text, "")) for text in texts}


def purposes_to_choose() -> list[ConsentPurpose]:
    """What a consent may be for, in the citizen's words and the municipality's order."""
    return list(ConsentPurpose.objects.filter(is_active=True))
