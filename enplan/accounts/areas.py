"""The municipality's life areas, as every page lists them."""

from enplan.accounts.models import LifeArea


def every_area() -> list[LifeArea]:
    """All life areas in their order."""
    return list(LifeArea.objects.all())
