"""A form that was sent to be shown again as it stands, in another language or another size: nothing of it is saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_switching: ContextVar[bool] = ContextVar("is_switching", default=False)


def is_switching() -> bool:
    """Whether the form at hand was sent to be read in another way, and not to be saved."""
    return _is_switching.get()


@contextmanager
def switching() -> Iterator[None]:
    token = _is_switching.set(True)
    try:
        yield
    finally:
        _is_switching.reset(token)
