"""The figures of each connection, read from the rows when they are asked for: the same from whichever process answers.

Numbers and codes alone: nothing of any plan, and no id of one.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Count, Min
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from enplan import clock
from integrations.circuits import is_paused
from integrations.models import Delivery, Fagsystem

LABELS = ("connection", "adapter", "name")
NOT_THERE_YET = (Delivery.State.WAITING, *Delivery.STUCK)


class Deliveries(Collector):
    """Asked once for each answer: four queries, however much there is."""

    def collect(self) -> Iterator[Metric]:
        systems = {one.pk: one for one in Fagsystem.objects.filter(is_active=True)}
        labels = {pk: [str(pk), one.adapter, one.name] for pk, one in systems.items()}
        yield from _of_deliveries(labels)
        yield _gauge(
            "failures", "Failures in a row", {tuple(labels[pk]): one.failures for pk, one in systems.items()}
        )
        now = clock.now()
        yield _gauge(
            "paused",
            "1 while the system is left alone",
            {tuple(labels[pk]): int(is_paused(one.paused_until, now)) for pk, one in systems.items()},
        )
        yield _gauge(
            "strange_receipts",
            "Receipts for what was never sent",
            {tuple(labels[pk]): one.strange_receipts for pk, one in systems.items()},
        )


def exposition() -> bytes:
    """In the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(Deliveries())
    return generate_latest(registry)


def _of_deliveries(labels: dict[UUID, list[str]]) -> Iterator[Metric]:
    rows = Delivery.objects.filter(fagsystem__is_active=True).order_by()
    counted = rows.values("fagsystem", "state").annotate(how_many=Count("pk"))
    yield _gauge(
        "deliveries",
        "Deliveries by state",
        {(*labels[row["fagsystem"]], row["state"]): row["how_many"] for row in counted},
        "state",
    )
    waiting = rows.filter(state__in=NOT_THERE_YET)
    failing = waiting.exclude(error_code="").values("fagsystem", "error_code").annotate(how_many=Count("pk"))
    yield _gauge(
        "failing",
        "Deliveries that are not there yet because something failed, by its code",
        {(*labels[row["fagsystem"]], row["error_code"]): row["how_many"] for row in failing},
        "code",
    )
    now = clock.now()
    oldest = waiting.values("fagsystem").annotate(since=Min("changed_at"))
    since = {row["fagsystem"]: (now - row["since"]).total_seconds() for row in oldest}
    yield _gauge(
        "oldest_waiting_seconds",
        "How long the oldest that is not there yet has waited",
        {tuple(names): since.get(pk, 0) for pk, names in labels.items()},
    )


def _gauge(name: str, what: str, values: dict[tuple[str, ...], float], *more: str) -> Metric:
    found = GaugeMetricFamily(f"enplan_fagsystem_{name}", what, labels=(*LABELS, *more))
    for labels, value in sorted(values.items()):
        found.add_metric(labels, value)
    return found
