"""`python -m tests.walking_in_production USERNAME`: with production's settings, what the demo's login page sends
is sent to every address of the program. Prints how many, and each that let somebody in or showed whom one could be.
"""

import logging
import sys
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import django
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver


def main() -> int:
    django.setup()
    from enplan.accounts.models import User

    logging.disable(logging.CRITICAL)  # a closed address says so each time
    user = User.objects.get(username=sys.argv[1])
    chosen = {"user_id": str(user.pk), "username": user.username, "password": ""}
    client = Client(headers={"host": "enplan.example"}, raise_request_exception=False)
    walked, wrong = 0, []
    for path in every_path():
        for ask, data in ((client.get, None), (client.post, chosen)):
            answer = ask(path, data, secure=True)
            walked += 1
            if SESSION_KEY in client.session:
                wrong.append(f"let in: {path}")
                client.logout()
            if not answer.streaming and user.name in answer.content.decode():
                wrong.append(f"shows whom one could be: {path}")
    sys.stdout.write(f"{walked} asked\n" + "".join(f"{one}\n" for one in wrong))
    return 1 if wrong else 0


def every_path(patterns: Any = None, before: str = "/") -> Iterator[str]:
    """Each address once, with something made up where it takes something."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        text = before + _filled(one)
        if isinstance(one, URLResolver):
            yield from every_path(one.url_patterns, text)
        elif isinstance(one, URLPattern):
            yield text


def _filled(one: Any) -> str:
    route = str(one.pattern)
    for name, converter in one.pattern.converters.items():
        kind = type(converter).__name__
        made_up = {"UUIDConverter": str(uuid4()), "IntConverter": "1"}.get(kind, "noget")
        start, _, rest = route.partition("<")
        _inside, _, end = rest.partition(">")
        assert name in _inside
        route = start + made_up + end
    return route


if __name__ == "__main__":
    sys.exit(main())
