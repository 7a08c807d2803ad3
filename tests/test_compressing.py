"""A private person's pages are sent compressed where nothing of the request stands in them; nothing else is."""

import gzip

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def asking(user: object) -> Client:
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(user)  # type: ignore[arg-type]  # a user of the cast
    return client


def test_own_page_is_compressed_and_reads_the_same(cast: Cast):
    plain = Client()
    plain.force_login(cast.rasmus)
    page = asking(cast.rasmus).get("/min-plan/", {"plan": str(cast.plan.pk)})
    assert page["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page["Vary"]
    assert len(page.content) < len(gzip.decompress(page.content)) / 3
    heading = b"Hej Rasmus"
    assert heading in gzip.decompress(page.content)
    assert "Content-Encoding" not in plain.get("/min-plan/")


def test_what_holds_words_of_the_request_goes_out_as_it_is(cast: Cast):
    client = asking(cast.rasmus)
    ask = reverse("own-data-ask", args=[cast.plan.pk])
    for answer in (
        client.get("/min-plan/adgang/", {"fra": "et gæt"}),
        client.post(ask, {"about": ""}),
        client.get(reverse("min-plan-data", args=[cast.plan.pk])),
        client.get(f"/api/v1/plans/{cast.plan.pk}/"),
        asking(cast.sofie).get(reverse("workspace", args=[cast.plan.pk])),
        asking(cast.sofie).get("/soeg/"),
    ):
        assert "Content-Encoding" not in answer, answer.request["PATH_INFO"]
