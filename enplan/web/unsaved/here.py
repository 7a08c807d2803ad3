"""The request at hand, for the forms that are drawn while it is answered: who asks, and which page they will see."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import urlsplit

from django.http import HttpRequest

from enplan.accounts.models import User
from enplan.web.choosing import left_out
from enplan.web.unsaved.keeping import Typed, keeper
from enplan.web.unsaved.keys import NAME, Key, read_key


class Here:
    """One request. What was typed on the page is asked for once, and only where a form is drawn."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.page = _page_of(request)
        self._found: dict[str, dict[str, Typed]] = {}
        self._is_dealt_with = False  # once for each request

    @property
    def is_theirs(self) -> bool:
        """Was the form that was sent drawn for who sends it?"""
        return self.user is not None and all(key.user_id == self.user.pk for key in self.keys())

    @property
    def user(self) -> User | None:
        return self.request.user if isinstance(self.request.user, User) else None

    def typed_in(self, form: str) -> Typed | None:
        store = keeper()
        if self.user is None or store is None:
            return None
        if self.page not in self._found:
            self._found[self.page] = {one.form: one for one in store.find(self.user, self.page)}
        return self._found[self.page].get(form)

    def keys(self) -> list[Key]:
        """The keys of the form that was sent: one for each of Django's forms in it."""
        found = (read_key(text) for text in self.request.POST.getlist(NAME))
        return [key for key in found if key is not None]

    def keep(self) -> bool:
        """Keep what was sent as a draft of whoever the form was drawn for. Answers whether there was anything to keep.
        Raises TooLong.
        """
        store, keys = keeper(), self.keys()
        if store is None or self._is_dealt_with:
            return False
        self._is_dealt_with = True
        sent = dict(self.request.POST.lists())
        is_kept = False
        for key in keys:
            fields = key.kept_of(sent)
            if key.says_something(fields):
                store.keep(key, fields)
                is_kept = True
            else:
                store.forget([key])
        return is_kept

    def saved(self) -> None:
        """What was sent is saved for good, so it is no draft any more."""
        store, keys = keeper(), self.keys()
        if store is None or self._is_dealt_with or not keys or not self.is_theirs:
            return
        self._is_dealt_with = True
        store.forget(keys)
        self._found.clear()
        for key in keys:
            texts = left_out(self.request.POST, key.texts)
            if texts:
                store.set_aside(key, texts)


_here: ContextVar[Here | None] = ContextVar("here", default=None)


def here() -> Here | None:
    """None outside requests: a form that a command or a test makes has no page."""
    return _here.get()


@contextmanager
def answering(request: HttpRequest) -> Iterator[Here]:
    at = Here(request)
    token = _here.set(at)
    try:
        yield at
    finally:
        _here.reset(token)


def page_is(address: str) -> None:
    """The page that is drawn has another address than the one asked for: a form was sent to a place of its own, or the
    address does not say which plan it is.
    """
    at = _here.get()
    if at is not None:
        at.page = address


def is_typed(form: str) -> bool:
    """Has who asks typed something on this page in the form of this name (its `auto_id`), and not saved it?"""
    at = _here.get()
    return at is not None and at.typed_in(form) is not None


def form_saved() -> None:
    """The form that was sent has been saved."""
    at = _here.get()
    if at is not None and at.request.method == "POST":
        at.saved()


def _page_of(request: HttpRequest) -> str:
    """For htmx the page in the browser, of which it asks for a part."""
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    if request.headers.get("HX-Request") == "true" and shown.netloc == request.get_host():
        return shown.path
    return request.path
