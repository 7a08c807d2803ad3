"""What settings read of the environment and check before the program starts. ImproperlyConfigured for what is wrong."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def number(name: str, default: int) -> int:
    """A whole number from 1 to 999."""
    text = os.environ.get(name, str(default))
    if not text.isdecimal() or not 1 <= int(text) <= 999:
        raise ImproperlyConfigured(f"{name} must be a whole number from 1 to 999.")
    return int(text)


def one_of(name: str, known: tuple[str, ...]) -> str:
    """One of the words that are known; the first where it is left out."""
    text = os.environ.get(name, known[0])
    if text not in known:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(known)}.")
    return text


def https_address(name: str, default: str) -> str:
    """An address that is safe to lead people to: https, nobody's password, and nothing that means more in a page."""
    text = os.environ.get(name, default)
    parts = urlsplit(text)
    is_plain = text.isascii() and text.isprintable() and not set(text) & set(" \"'<>\\;,")
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or not is_plain:
        raise ImproperlyConfigured(f"{name} must be an address that begins with https://.")
    return text


LONGEST_LINE = 300


def line(name: str) -> str:
    """A line of words that people read, such as a telephone number and an e-mail address; "" where it is left out."""
    text = os.environ.get(name, "").strip()
    if len(text) > LONGEST_LINE or not text.isprintable():
        raise ImproperlyConfigured(f"{name} must be one line of at most {LONGEST_LINE} characters.")
    return text
