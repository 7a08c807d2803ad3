"""What a browser says of itself, in the words of the person who is to know it again: "Firefox på computer"."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# The first that is found counts: most browsers also name those they are like.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
ON_PHONE, ON_TABLET, ON_COMPUTER = (
    gettext_noop("på telefon"),
    gettext_noop("på tablet"),
    gettext_noop("på computer"),
)
UNKNOWN = gettext_noop("Ukendt browser")


def in_words(user_agent: str) -> str:
    """Kept as it is in Danish; `told` says it in the reader's language."""
    name = next((name for mark, name in BROWSERS if mark in user_agent), UNKNOWN)
    return f"{name} {_where(user_agent)}" if user_agent else UNKNOWN


def told(kept: str) -> str:
    """The words kept with a session, in the language of who reads."""
    for where in (ON_PHONE, ON_TABLET, ON_COMPUTER):
        if kept.endswith(where):
            return f"{_told_name(kept.removesuffix(where).strip())} {_(where)}"
    return _(UNKNOWN)


def _told_name(name: str) -> str:
    return _(UNKNOWN) if name == UNKNOWN else name


def _where(user_agent: str) -> str:
    if "iPad" in user_agent or ("Android" in user_agent and "Mobile" not in user_agent):
        return ON_TABLET
    if "Mobile" in user_agent or "iPhone" in user_agent:
        return ON_PHONE
    return ON_COMPUTER
