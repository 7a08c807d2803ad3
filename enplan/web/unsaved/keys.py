"""The key of a form on a page: for whom it was drawn, where it stands, and which fields it has.

It is signed and stands in the form. So only fields the form really has are kept, and whoever holds the page may keep
what is typed there, also when the login has run out meanwhile or the CSRF token is an old one: a key writes this
person's draft of this form, and reads nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core import signing

from enplan import clock

NAME = "kladde"  # of the hidden field that holds it
BEFORE = "initial-"  # what Django puts before the name of what stood in a field
DAYS = 2  # on which a page may still be typed in: the day it was drawn and the next
_SALT = "enplan.web.unsaved"


@dataclass(frozen=True)
class Key:
    """`texts` are those of the fields `names` in which people write. `form` tells the forms of one page apart."""

    user_id: UUID
    page: str
    form: str
    label: str
    texts: tuple[str, ...]
    names: tuple[str, ...]

    def signed(self) -> str:
        day = clock.today().toordinal()
        texts = len(self.texts)
        others = [name for name in self.names if name not in self.texts]
        whole = [self.user_id.hex, self.page, self.form, self.label, day, texts, *self.texts, *others]
        return signing.Signer(salt=_SALT).sign_object(whole, compress=True)

    def kept_of(self, sent: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """What was sent in the form's own fields, and what stood in them before. A field without anything is []."""
        kept = {name: list(sent.get(name, ())) for name in self.names}
        return kept | {
            BEFORE + name: list(sent[BEFORE + name]) for name in self.names if BEFORE + name in sent
        }

    def says_something(self, fields: Mapping[str, Sequence[str]]) -> bool:
        """Has the person written anything that is not saved? Line breaks are compared as they are stored."""
        for name in self.names:
            before = fields.get(BEFORE + name)
            if before is None and name not in self.texts:
                continue  # a choice in a new form is soon made again
            is_text = name in self.texts
            if _plain(fields[name], is_text=is_text) != _plain(before or (), is_text=is_text):
                return True
        return False


def read_key(text: str) -> Key | None:
    """The key that was signed, or None for what is none, and for one of a page that was drawn too long ago."""
    try:
        user, page, form, label, day, texts, *names = signing.Signer(salt=_SALT).unsign_object(text)
        if not 0 <= clock.today().toordinal() - day < DAYS:
            return None
        return Key(UUID(user), page, form, label, tuple(names[:texts]), tuple(names))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _plain(values: Sequence[str], *, is_text: bool) -> list[str]:
    """A box says “on” or nothing, and what stood in it before is written True or False."""
    said = [value.replace("\r\n", "\n").strip() for value in values]
    if not is_text:
        said = ["True" if value == "on" else value for value in said if value != "False"]
    return [value for value in said if value]
