"""Everything that is measured, in the order in which it is told. A new figure is one more line."""

from collections.abc import Callable

from enplan.demo.bench.countries import Countries
from enplan.demo.bench.deliveries import measure_deliveries
from enplan.demo.bench.figures import Figure
from enplan.demo.bench.fullness import measure_fullness
from enplan.demo.bench.pages import measure_pages
from enplan.demo.bench.permission import measure_permission
from enplan.demo.bench.prints import measure_prints

Measure = Callable[[Countries, int], list[Figure]]


def _measure_pages(countries: Countries, rounds: int) -> list[Figure]:
    """Among more and more plans, and with more and more in the plan."""
    return [*measure_pages(countries, rounds), *measure_fullness(countries, rounds)]


MEASURES: dict[str, Measure] = {
    "pages": _measure_pages,
    "permission": measure_permission,
    "prints": measure_prints,
    "deliveries": measure_deliveries,
}
