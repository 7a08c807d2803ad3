"""Which system has a note and which does not yet, in a sentence each, for those who may know of the system."""

from collections.abc import Iterable
from uuid import UUID

from enplan.web import danish
from integrations.models import Delivery
from integrations.panels.wording import reason
from plans.reading import Reading


def note_states(ids: Iterable[UUID], reading: Reading) -> dict[UUID, list[str]]:
    """By the id of a note or an addition. One query."""
    found: dict[UUID, list[str]] = {}
    rows = Delivery.objects.filter(
        plan=reading.plan, kind=Delivery.Kind.JOURNAL, document_id__in=list(ids), fagsystem__is_active=True
    )
    for row in rows.select_related("fagsystem").order_by("fagsystem__name"):
        if may_know(reading, row.fagsystem.department_id):
            found.setdefault(row.document_id, []).append(_in_words(row))
    return found


def may_know(reading: Reading, department_id: UUID) -> bool:
    standing = reading.standing
    if standing.is_citizen or standing.coordinates or department_id == reading.user.department_id:
        return True
    return any(section.owner_id == department_id for section in reading.sections)


def _in_words(row: Delivery) -> str:
    name = row.fagsystem.name
    match row.state:
        case Delivery.State.DELIVERED if row.delivered_at:
            return f"{name} har det, {danish.moment(row.delivered_at)}"
        case Delivery.State.DELIVERED:
            return f"{name} skal ikke have det"
        case Delivery.State.REJECTED:
            return f"{name} har afvist det: {reason(row.error_code)}"
        case Delivery.State.WAITING if row.attempts:
            return f"På vej til {name}, prøver igen {danish.moment(row.next_try_at)}"
        case Delivery.State.WAITING:
            return f"På vej til {name}"
        case Delivery.State.SENT:
            return f"Sendt til {name}, venter på kvittering"
        case Delivery.State.DROPPED:
            return f"Opgivet at sende til {name}"
        case Delivery.State.GIVEN_UP:
            return f"{name} har ikke svaret i ti dage"
    return f"Uafklaret, om {name} har det"
