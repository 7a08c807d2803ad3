"""Where a provider takes what: read from the provider itself, once an hour."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from django.core.cache import cache

from enplan.accounts.openid.refusals import Refused, Why
from enplan.login_providers import Provider

TIMEOUT = 4  # seconds: a process that waits answers nobody else
KEPT = 60 * 60
AWAY_FOR = 60  # a provider that did not answer is not asked by everybody who comes


@dataclass(frozen=True)
class Endpoints:
    """The provider's addresses. Not every provider tells more than what stands in the token (`userinfo` is "")."""

    authorization: str
    token: str
    keys: str
    userinfo: str
    takes_secret_in_body: bool


def endpoints_of(provider: Provider) -> Endpoints:
    """Refused where the provider does not answer, or says that it is another."""
    key = f"openid:{provider.issuer}"
    found: Endpoints | str | None = cache.get(key)
    if found is None:
        try:
            found = _read(provider)
            cache.set(key, found, KEPT)
        except Refused as refused:
            found = refused.detail
            cache.set(key, found, AWAY_FOR)
    if isinstance(found, str):
        raise Refused(Why.UNREACHABLE, found)
    return found


def _read(provider: Provider) -> Endpoints:
    address = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    try:
        answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
        said = answer.json()
        if said["issuer"] != provider.issuer:
            raise Refused(Why.UNREACHABLE, "the provider says that it is another")
        return Endpoints(
            authorization=_safe(said["authorization_endpoint"], provider),
            token=_safe(said["token_endpoint"], provider),
            keys=_safe(said["jwks_uri"], provider),
            userinfo=_safe(said["userinfo_endpoint"], provider) if "userinfo_endpoint" in said else "",
            takes_secret_in_body="client_secret_post"
            in said.get("token_endpoint_auth_methods_supported", ()),
        )
    except requests.RequestException as error:
        raise Refused(Why.UNREACHABLE, type(error).__name__) from None
    except (KeyError, TypeError, ValueError):
        raise Refused(Why.UNREACHABLE, "the provider does not say where it takes what") from None


def _safe(address: Any, provider: Provider) -> str:
    """With TLS wherever the provider itself is reached with it."""
    wanted = urlsplit(provider.issuer).scheme
    if not isinstance(address, str) or urlsplit(address).scheme not in {wanted, "https"}:
        raise ValueError
    return address
