"""What a connection may say of itself, by adapter, and whether it is said in a way that can be right."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

from integrations.models import Fagsystem
from integrations.states.meanings import MEANINGS, READ_STATES

KLE = re.compile(r"\d\d\.\d\d\.\d\d")
CVR = re.compile(r"\d{8}")
PREFIX = re.compile(r"[A-Z][A-Z0-9_]{1,59}")
OURS = (
    "ENPLAN",
    "DJANGO",
    "DATABASE",
    "CELERY",
    "PYTHON",
    "AWS",
)  # never sent anywhere as somebody's password
TOKEN = ("token_url",)

# Which settings each adapter reads, apart from KLE numbers.
SETTINGS: dict[str, tuple[str, ...]] = {
    Fagsystem.Adapter.SBSYS: TOKEN,
    Fagsystem.Adapter.NOVA: (*TOKEN, "author", "sensitivity", "document_type"),
    Fagsystem.Adapter.FASIT: ("tenant", "version"),
    Fagsystem.Adapter.NEXUS: (
        *TOKEN,
        "instance",
        "form",
        "form_title",
        "form_text",
        "form_action",
        "program",
        "view",
    ),
    Fagsystem.Adapter.SF2900: ("cvr", "routing_cvr", "facet", "receiver"),
}
# What the environment must hold for each: {prefix}_{name}.
SECRETS: dict[str, tuple[str, ...]] = {
    Fagsystem.Adapter.SBSYS: ("username", "password", "client_id", "client_secret"),
    Fagsystem.Adapter.NOVA: ("client_id", "client_secret"),
    Fagsystem.Adapter.FASIT: ("cert",),
    Fagsystem.Adapter.NEXUS: ("client_id", "client_secret"),
    Fagsystem.Adapter.SF2900: ("cert", "files", "receipt_secret"),
}


def settings_from(
    adapter: str, *, kle: str, kle_of_areas: str, states: str, details: str, areas: set[str]
) -> dict[str, Any]:
    """The settings that were written as lines. ValidationError at the field."""
    wrong: dict[str, str] = {}
    found: dict[str, Any] = {}
    if kle.strip():
        found["kle"] = kle.strip()
    if of_areas := _lines(kle_of_areas, "kle_of_areas", wrong):
        found["kle_of_areas"] = of_areas
    if of_states := _lines(states, "states", wrong):
        found["states"] = of_states
    found |= _lines(details, "details", wrong)
    if not wrong:
        wrong |= _complaints(adapter, found, areas)
    if wrong:
        raise ValidationError({field: [said] for field, said in wrong.items()})
    return found


def as_lines(said: Mapping[str, Any]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in said.items())


def check_address(address: str) -> None:
    """https, so that nobody reads along; plain http only where this is no production."""
    parts = urlsplit(address)
    schemes = ("https",) if settings.IS_PRODUCTION else ("https", "http")
    if parts.scheme not in schemes or not parts.hostname or parts.username or parts.password:
        raise ValidationError("Skriv en adresse, der begynder med https:// og ikke rummer en adgangskode.")


def check_prefix(prefix: str) -> None:
    if not PREFIX.fullmatch(prefix) or prefix.startswith(OURS):
        raise ValidationError("Skriv med store bogstaver, tal og _, fx SBSYS_JOB.")


def _complaints(adapter: str, found: Mapping[str, Any], areas: set[str]) -> dict[str, str]:
    wrong = _of_kle(found, areas) | _of_states(adapter, found)
    unknown = found.keys() - {"kle", "kle_of_areas", "states", *SETTINGS[adapter]}
    if unknown:
        known = ", ".join(SETTINGS[adapter])
        wrong["details"] = f"{', '.join(sorted(unknown))} kendes ikke. Det her kan stå: {known}."
    if adapter == Fagsystem.Adapter.SF2900:
        wrong = _of_routing(found) | wrong
    if "token_url" in found and "details" not in wrong:
        try:
            check_address(found["token_url"])
        except ValidationError as error:
            wrong["details"] = error.messages[0]
    return wrong


def _of_kle(found: Mapping[str, Any], areas: set[str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if "kle" in found and not KLE.fullmatch(found["kle"]):
        wrong["kle"] = "Skriv KLE-nummeret som 27.24.00."
    for area, number in found.get("kle_of_areas", {}).items():
        if area not in areas:
            wrong["kle_of_areas"] = f"Der er intet livsområde, der hedder {area}."
        elif not KLE.fullmatch(number):
            wrong["kle_of_areas"] = f"Skriv KLE-nummeret for {area} som 27.24.00."
    return wrong


def _of_states(adapter: str, found: Mapping[str, Any]) -> dict[str, str]:
    """Each of the system's words leads to one that we know."""
    states: Mapping[str, str] = found.get("states", {})
    if states and adapter not in READ_STATES:
        return {"states": "Det system fortæller ikke Én plan, hvor langt sagen er."}
    for word, meaning in states.items():
        if meaning.casefold() not in MEANINGS:
            return {"states": f"{word} kan betyde {', '.join(MEANINGS)}. Det gør “{meaning[:60]}” ikke."}
    return {}


def _of_routing(found: Mapping[str, Any]) -> dict[str, str]:
    """What the Fordelingskomponent needs to know where a thing goes."""
    wrong: dict[str, str] = {}
    if not CVR.fullmatch(str(found.get("cvr", ""))):
        wrong["details"] = "Skriv kommunens CVR-nummer på en linje: cvr: 12345678."
    if "kle" not in found and not found.get("receiver"):
        wrong["kle"] = "Skriv et KLE-nummer, eller navngiv en modtager under det øvrige."
    return wrong


def _lines(text: str, field: str, wrong: dict[str, str]) -> dict[str, str]:
    """ "cvr: 29189846" on each line."""
    found: dict[str, str] = {}
    for line in filter(None, (one.strip() for one in text.splitlines())):
        name, colon, value = line.partition(":")
        if not colon or not name.strip() or not value.strip():
            wrong[field] = f"Skriv navn, kolon og værdi på hver linje. Det gør “{line[:60]}” ikke."
            return {}
        found[name.strip()] = value.strip()
    return found
