"""Which systems know that something stood on the wrong citizen, in a sentence each; by the id of what was taken out."""

from collections.abc import Iterable
from uuid import UUID

from enplan.web import danish
from integrations.models import Delivery
from integrations.panels.journal import may_know
from integrations.panels.wording import reason
from plans.reading import Reading


def recall_states(ids: Iterable[UUID], reading: Reading | None) -> dict[UUID, list[str]]:
    """One query. A system that never had it is not named, nor one whose department who reads may not know."""
    found: dict[UUID, list[str]] = {}
    rows = Delivery.objects.filter(kind=Delivery.Kind.RECALL, document_id__in=list(ids))
    for row in rows.select_related("fagsystem").order_by("fagsystem__name"):
        if reading is None or may_know(reading, row.fagsystem.department_id):
            found.setdefault(row.document_id, []).append(_in_words(row))
    return found


def _in_words(row: Delivery) -> str:
    name = row.fagsystem.name
    match row.state:
        case Delivery.State.DELIVERED if row.delivered_at:
            return f"{name} har fået en rettelse, {danish.moment(row.delivered_at)}. Tag det ud af sagen dér."
        case Delivery.State.DELIVERED:
            return f"{name} nåede ikke at få det"
        case Delivery.State.REJECTED:
            return f"{name} har afvist rettelsen: {reason(row.error_code)}. Ret det i {name} selv."
        case Delivery.State.SENT:
            return f"{name} har fået en rettelse og har ikke kvitteret endnu"
        case Delivery.State.DROPPED:
            return f"Opgivet at sende en rettelse til {name}. Ret det i {name} selv."
        case Delivery.State.WAITING:
            return f"En rettelse er på vej til {name}"
    return f"Uafklaret, om rettelsen er nået til {name}. Se efter dér."
