"""What a provider can be asked with again stands in the session table sealed: a copy of the table alone opens nothing.

By Fernet, with keys made from SECRET_KEY, and SECRET_KEY_FALLBACKS for what was sealed before the key was changed.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

_SALT = "enplan.accounts.openid.sealing"


def seal(token: str) -> str:
    """`token` as it may be stored; "" for none."""
    return _keys().encrypt(token.encode()).decode() if token else ""


def unseal(sealed: str) -> str:
    """The token again; "" where there was none, or none that these keys open."""
    try:
        return _keys().decrypt(sealed).decode() if sealed else ""
    except (InvalidToken, ValueError):  # the latter of what is not even ASCII
        return ""


def _keys() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str | bytes) -> Fernet:
    made = salted_hmac(_SALT, "refresh token", secret=secret, algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(made))
