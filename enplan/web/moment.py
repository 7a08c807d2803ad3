"""One moment for everything that is read: what changes meanwhile comes wholly before a page or wholly after it.

A page asks twenty questions. A consent withdrawn between two of them must not give a page that is half before and half
after. PostgreSQL gives such a transaction its own picture of the database; SQLite, for trying the program, is left as
it is: its transactions would wait for each other.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


@contextmanager
def one_moment() -> Iterator[None]:
    """Inside, the database stands still as it was at the first question. Inside a transaction already: nothing new."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


class OneMomentMiddleware:
    """Pages, prints and API answers are read in one moment. Only what asks for a login reads of people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.method not in ("GET", "HEAD") or not getattr(view, "login_required", True):
            return None
        with one_moment():
            return view(request, *args, **kwargs)
