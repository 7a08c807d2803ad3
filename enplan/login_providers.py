"""The logins outside the program, as the environment describes them: one for citizens, one for employees.

Here is only what is read and checked before the program starts. `enplan.accounts.openid` logs people in with it.
"""

import os
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

from enplan.environment import line, number, one_of
from enplan.starting import complain

CITIZENS, STAFF = "citizens", "staff"
PREFIXES = {CITIZENS: "ENPLAN_CITIZEN_LOGIN", STAFF: "ENPLAN_STAFF_LOGIN"}
# Signed with the provider's own key: with HS256 whoever knows our secret could sign, and with “none” anybody.
ALGORITHMS = ("RS256", "RS384", "RS512", "ES256", "ES384", "ES512")
# What we say ourselves when a login begins; a setting that said it too could undo a check.
OURS = frozenset(
    (
        "response_type",
        "response_mode",
        "scope",
        "client_id",
        "redirect_uri",
        "state",
        "nonce",
        "acr_values",
        "max_age",
        "prompt",
        "code_challenge",
        "code_challenge_method",
        "request",
        "request_uri",
    )
)


@dataclass(frozen=True)
class Provider:
    """One provider: where it is, who we are to it, and what its claims are called."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: str = "openid"
    algorithm: str = "RS256"
    acr_values: str = ""
    levels: frozenset[str] = frozenset()
    level_claim: str = "acr"
    max_age: int | None = None  # seconds since the person proved who they are
    parameters: tuple[tuple[str, str], ...] = ()
    name_claim: str = "name"
    cpr_claim: str = "cpr"
    username_claim: str = "preferred_username"
    roles_claim: str = "roles"
    departments_claim: str = "department"
    recheck_seconds: int = 15 * 60
    grace_seconds: int = 60 * 60


def providers_from_environment(*, is_production: bool) -> dict[str, Provider]:
    """Those that are described. What is half described, or unsafe, is said to enplan.starting."""
    found = {}
    for key, read in ((CITIZENS, _citizens), (STAFF, _staff)):
        try:
            provider = read(is_production)
        except ImproperlyConfigured as error:
            complain(str(error))
            continue
        if provider is not None:
            found[key] = provider
    return found


def _citizens(is_production: bool) -> Provider | None:
    prefix = PREFIXES[CITIZENS]
    if not _is_described(prefix):
        return None
    levels = frozenset(line(f"{prefix}_LEVELS").split())
    if not levels:
        raise ImproperlyConfigured(
            f"{prefix}_LEVELS must name the levels of assurance that are high enough, separated by spaces."
        )
    return Provider(
        issuer=_issuer(prefix, is_production),
        client_id=_needed(prefix, "CLIENT_ID"),
        client_secret=_needed(prefix, "CLIENT_SECRET"),
        scopes=_scopes(prefix, "openid"),
        algorithm=one_of(f"{prefix}_ALGORITHM", ALGORITHMS),
        acr_values=line(f"{prefix}_ACR_VALUES"),
        levels=levels,
        level_claim=line(f"{prefix}_LEVEL_CLAIM") or "acr",
        max_age=_max_age(prefix),
        parameters=_parameters(prefix),
        name_claim=line(f"{prefix}_NAME_CLAIM") or "name",
        cpr_claim=line(f"{prefix}_CPR_CLAIM") or "cpr",
    )


def _staff(is_production: bool) -> Provider | None:
    prefix = PREFIXES[STAFF]
    if not _is_described(prefix):
        return None
    return Provider(
        issuer=_issuer(prefix, is_production),
        client_id=_needed(prefix, "CLIENT_ID"),
        client_secret=_needed(prefix, "CLIENT_SECRET"),
        scopes=_scopes(prefix, "openid profile offline_access"),
        algorithm=one_of(f"{prefix}_ALGORITHM", ALGORITHMS),
        acr_values=line(f"{prefix}_ACR_VALUES"),
        levels=frozenset(line(f"{prefix}_LEVELS").split()),
        level_claim=line(f"{prefix}_LEVEL_CLAIM") or "acr",
        parameters=_parameters(prefix),
        name_claim=line(f"{prefix}_NAME_CLAIM") or "name",
        username_claim=line(f"{prefix}_USERNAME_CLAIM") or "preferred_username",
        roles_claim=line(f"{prefix}_ROLES_CLAIM") or "roles",
        departments_claim=line(f"{prefix}_DEPARTMENTS_CLAIM") or "department",
        recheck_seconds=60 * number(f"{prefix}_RECHECK_MINUTES", 15),
        grace_seconds=60 * number(f"{prefix}_GRACE_MINUTES", 60),
    )


def _is_described(prefix: str) -> bool:
    """Anything at all: what is half described is a mistake to be told of, not a login that is quietly away."""
    return any(name.startswith(f"{prefix}_") and value for name, value in os.environ.items())


def _needed(prefix: str, name: str) -> str:
    text = line(f"{prefix}_{name}")
    if not text:
        raise ImproperlyConfigured(f"{prefix}_{name} is missing.")
    return text


def _issuer(prefix: str, is_production: bool) -> str:
    """As the provider writes itself in its tokens, to the letter. Without TLS only while trying the program."""
    text = _needed(prefix, "ISSUER")
    parts = urlsplit(text)
    schemes = {"https"} if is_production else {"https", "http"}
    if parts.scheme not in schemes or not parts.hostname or parts.query or parts.fragment or "@" in text:
        raise ImproperlyConfigured(f"{prefix}_ISSUER must be an address that begins with https://.")
    return text


def _scopes(prefix: str, default: str) -> str:
    text = line(f"{prefix}_SCOPES") or default
    if "openid" not in text.split():
        raise ImproperlyConfigured(f"{prefix}_SCOPES must hold “openid”.")
    return text


def _max_age(prefix: str) -> int | None:
    """Seconds. “off” for a provider that does not say when the person proved who they are (auth_time)."""
    name = f"{prefix}_MAX_AGE_MINUTES"
    return None if line(name) == "off" else 60 * number(name, 5)


def _parameters(prefix: str) -> tuple[tuple[str, str], ...]:
    """What the provider wants besides when a login begins, written as in an address: a=1&b=2."""
    name = f"{prefix}_PARAMETERS"
    text = os.environ.get(name, "")
    try:
        found = tuple(parse_qsl(text, strict_parsing=True)) if text else ()
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be written as in an address: a=1&b=2.") from None
    if taken := OURS & {key for key, _value in found}:
        raise ImproperlyConfigured(f"{name} may not hold {', '.join(sorted(taken))}.")
    return found
