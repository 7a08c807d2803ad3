"""What every page's frame shows, whoever looks and whatever the page."""

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, str]:
    """The name of the municipality in the header, and where who leaves in a hurry goes."""
    return {"municipality_name": settings.MUNICIPALITY, "way_out_address": settings.WAY_OUT}
