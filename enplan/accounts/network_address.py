"""Which machine a request comes from, for counting wrong passwords: kept until the next night, and told nowhere."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def of(request: HttpRequest) -> str:
    """settings.AXES_CLIENT_IP_CALLABLE: the last one, which our own proxy wrote; the others anybody can write."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    told = forwarded.rsplit(",", 1)[-1].strip()
    return told if _is_address(told) else str(request.META.get("REMOTE_ADDR", ""))


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
