"""The sweep: finds every row that is due. `manage.py sync` does the same in the foreground."""

from enplan import clock
from integrations.delivering import deliver_one
from integrations.models import Delivery
from integrations.wanting import want_after_lapses


def deliver_due(*, limit: int = 1000) -> int:
    """Deliver what is due, oldest first; answers how many rows were tried. A dead system delays only its own rows."""
    want_after_lapses()
    due = Delivery.objects.filter(state=Delivery.State.WAITING, next_try_at__lte=clock.now())
    tried = 0
    for pk in list(due.order_by("next_try_at").values_list("pk", flat=True)[:limit]):
        tried += deliver_one(pk)
    return tried
