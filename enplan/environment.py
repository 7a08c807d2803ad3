"""What settings read of the environment and check before the program starts. What is wrong is said to enplan.starting,
which tells all of it at once; asked by others than settings, it raises ImproperlyConfigured.
"""

import os
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from enplan.starting import complain


def number(name: str, default: int, *, most: int = 999) -> int:
    """A whole number from 1 to `most`."""
    text = os.environ.get(name, str(default))
    if not text.isdecimal() or not 1 <= int(text) <= most:
        complain(f"{name} must be a whole number from 1 to {most}.")
        return default
    return int(text)


def one_of(name: str, known: tuple[str, ...]) -> str:
    """One of the words that are known; the first where it is left out."""
    text = os.environ.get(name, known[0])
    if text not in known:
        complain(f"{name} must be one of {', '.join(known)}.")
        return known[0]
    return text


def https_address(name: str, default: str) -> str:
    """An address that is safe to lead people to: https, nobody's password, and nothing that means more in a page.

    "" is left out, where that is what it is by default.
    """
    text = os.environ.get(name, default)
    if text == default == "":
        return ""
    parts = urlsplit(text)
    is_plain = text.isascii() and text.isprintable() and not set(text) & set(" \"'<>\\;,")
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or not is_plain:
        complain(f"{name} must be an address that begins with https://.")
        return default
    return text


LONGEST_LINE = 300


def line(name: str) -> str:
    """A line of words that people read, such as a telephone number and an e-mail address; "" where it is left out."""
    text = os.environ.get(name, "").strip()
    if len(text) > LONGEST_LINE or not text.isprintable():
        complain(f"{name} must be one line of at most {LONGEST_LINE} characters.")
        return ""
    return text


def database(default: str) -> Any:
    """DATABASE_URL as Django wants it. What is wrong with it is said without its words: a password stands in it."""
    try:
        return dj_database_url.parse(
            os.environ.get("DATABASE_URL") or default, conn_max_age=600, conn_health_checks=True
        )
    except ValueError:
        complain("DATABASE_URL must be an address such as postgres://name@host/database.")
        return dj_database_url.parse("sqlite://:memory:")
