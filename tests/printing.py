"""What a test reads of a print: its text page by page with white space folded, and the tags' alternative texts."""

from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from enplan.accounts.models import User
from plans.models import Plan


def print_for(user: User, plan: Plan) -> Any:
    """The answer a professional gets to a print of the plan."""
    return logged_in(user).get(reverse("plan-pdf", args=[plan.pk]))


def own_print(user: User) -> Any:
    """The answer somebody on the citizen's side gets."""
    return logged_in(user).get(reverse("min-plan-pdf"))


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def reader_of(response: HttpResponse) -> PdfReader:
    assert response.status_code == 200, response.status_code
    return PdfReader(BytesIO(response.content))


def pages_of(response: HttpResponse) -> list[str]:
    assert response.status_code == 200, response.status_code
    return pages_in(response.content)


def pages_in(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def text_of(response: HttpResponse) -> str:
    return " ".join(pages_of(response))


def tags_of(reader: PdfReader) -> list[tuple[str, str]]:
    """Every element of the tag tree in reading order: its kind, and its alternative text."""
    found: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif hasattr(node, "get") and "/S" in node:
            found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            walk(node.get("/K", []))
        elif hasattr(node, "get") and "/K" in node:
            walk(node["/K"])

    root: Any = reader.trailer["/Root"]
    walk(root["/StructTreeRoot"])
    return found
