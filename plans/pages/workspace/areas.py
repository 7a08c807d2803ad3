"""The life areas in which the viewer works on the plan, as choices."""

from enplan.accounts.areas import every_area
from plans.reading import Reading


def own_areas(reading: Reading) -> list[tuple[str, str]]:
    """Key and name of each area that one works in; all of them for who coordinates."""
    return [(area.pk, area.name) for area in every_area() if reading.standing.works_in(area.pk)]
