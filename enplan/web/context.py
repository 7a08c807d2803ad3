"""What every page's frame shows, whoever looks and whatever the page."""

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, str]:
    """Whose it is, in the header; where who leaves in a hurry goes; and what the law wants at the foot."""
    return {
        "municipality_name": settings.MUNICIPALITY,
        "way_out_address": settings.WAY_OUT,
        "accessibility_statement": settings.ACCESSIBILITY_STATEMENT,
    }
