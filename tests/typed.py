"""A form on a page as a person leaves it without saving: what the page's script would send."""

from typing import Any

from django.test import Client

from tests.scenario_runner.form_fields import fields_of_form

KEEP = "/kladder/gem/"


def form_on(answer: Any, having: str = "kladde") -> dict[str, str]:
    """The fields of the first form on the page that has the field named."""
    return fields_of_form(answer.content.decode(), having=having)


def type_in(
    client: Client, page: str, *, having: str = "kladde", to: str = KEEP, **texts: str
) -> dict[str, str]:
    """Open the page, write, and go away. Answers with everything that stood in the form."""
    typed = form_on(client.get(page), having) | texts
    answer = client.post(to, typed)
    assert answer.status_code == 200, answer.content
    return typed
