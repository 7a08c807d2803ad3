"""Which machine a request comes from, for counting wrong passwords: kept until the next night, and told nowhere.

A machine with IPv6 has as many addresses as it likes within its own network, so there the network (/64) is what counts.
"""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest


def of(request: HttpRequest) -> str:
    """settings.AXES_CLIENT_IP_CALLABLE: the last one, which our own proxy wrote; the others anybody can write."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    told = forwarded.rsplit(",", 1)[-1].strip()
    return _machine(told) or _machine(str(request.META.get("REMOTE_ADDR", ""))) or "0.0.0.0"  # noqa: S104  # nobody's


def _machine(text: str) -> str:
    """The address that is counted by; "" for what is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, 64), strict=False).network_address)
