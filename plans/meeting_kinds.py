"""What can be wrong in a kind of meeting, as it is sent from its form: each complaint at its field."""

from typing import Any

LONGEST_MEETING = 8 * 60  # minutes
LONGEST_RHYTHM = 60  # months
EARLIEST = 60  # days before


def wrong_in_kind(fields: dict[str, Any]) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not 1 <= (fields.get("minutes", 60) or 0) <= LONGEST_MEETING:
        errors["minutes"] = f"Skriv, hvor mange minutter mødet varer, fra 1 til {LONGEST_MEETING}."
    days, words = fields.get("prepare_days"), fields.get("prepare", "").strip()
    if days is not None and not 0 <= days <= EARLIEST:
        errors["prepare_days"] = f"Skriv et tal fra 0 til {EARLIEST}."
    elif words and days is None:
        errors["prepare_days"] = "Skriv, hvor mange dage før mødet det skal være klar."
    elif days is not None and not words:
        errors["prepare"] = "Skriv, hvad der skal være klar, eller slet dagene."
    lines, leave = len(fields.get("programme", "").splitlines()), fields.get("leave_after")
    if leave is not None and not 1 <= leave < max(lines, 1):
        errors["leave_after"] = "Skriv nummeret på et punkt i programmet, dog ikke det sidste."
    if not _is_rhythm(fields.get("rhythm", "")):
        errors["rhythm"] = f"Skriv måneder fra 1 til {LONGEST_RHYTHM} med komma imellem, fx 3, 6, 9."
    return errors


def _is_rhythm(text: str) -> bool:
    numbers = text.replace(",", " ").split()
    return all(one.isascii() and one.isdigit() and 1 <= int(one) <= LONGEST_RHYTHM for one in numbers)
