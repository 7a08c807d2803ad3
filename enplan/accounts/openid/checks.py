"""What an ID token must say before anybody is let in (OpenID Connect Core 1.0, section 3.1.3.7). All fails closed.

The library checks that the nonce is the one that was sent, PyJWT the signature and that the algorithm is ours. Where
both are silent it is checked here: for whom the token is, from whom, when, how surely, and about somebody at all.
"""

from collections.abc import Mapping
from typing import Any

from enplan import clock
from enplan.accounts.openid.refusals import Refused, Why
from enplan.login_providers import Provider

SLACK = 60  # seconds that two clocks may differ
LONGEST = 255
OLDEST = 10 * 60  # a token comes straight from the provider: one that was made long ago has been kept

Claims = Mapping[str, Any]


def check_token(claims: Claims, provider: Provider) -> None:
    """Refused unless the token is from this provider, for us, about somebody, and for now."""
    now = clock.now().timestamp()
    if claims.get("iss") != provider.issuer:
        raise _wrong("iss")
    if claims.get("aud") not in (provider.client_id, [provider.client_id]):
        raise _wrong("aud")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise _wrong("azp")
    if not _instant(claims, "exp") > now - SLACK:
        raise _wrong("exp")
    if not now - OLDEST <= _instant(claims, "iat") <= now + SLACK:
        raise _wrong("iat")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST or "\x00" in subject:
        raise _wrong("sub")


def check_proof(claims: Claims, provider: Provider) -> None:
    """Refused unless the person has just shown who they are, as surely as we ask for."""
    if provider.max_age is not None:
        shown_at = _instant(claims, "auth_time")
        if not shown_at >= clock.now().timestamp() - provider.max_age - SLACK:
            raise _wrong("auth_time")
    if not provider.levels:
        return
    level = value_of(claims, provider.level_claim)
    if not isinstance(level, str) or level not in provider.levels:
        raise Refused(Why.TOO_LOW, "no level" if level is None else "level")


def value_of(claims: Claims, name: str) -> Any:
    """A claim by its name; with dots, also one inside another (`realm_access.roles`). None where it is not there."""
    if name in claims:
        return claims[name]
    value: Any = claims
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def words_of(claims: Claims, name: str) -> list[str]:
    """A claim that holds one word or a list of them; what is no word is passed over."""
    value = value_of(claims, name)
    words = value if isinstance(value, list) else [value]
    return [word for word in words if isinstance(word, str) and word]


def _instant(claims: Claims, name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(name)
    return float(value)


def _wrong(claim: str) -> Refused:
    return Refused(Why.NOT_TRUSTED, claim)
