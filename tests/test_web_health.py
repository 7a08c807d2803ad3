"""The two addresses for whoever runs the program."""

import pytest
from django.db import OperationalError, connection


def test_healthz_answers_without_login_and_without_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.mark.django_db
@pytest.mark.smoke
def test_readyz_asks_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.mark.django_db
def test_readyz_says_503_when_the_database_is_away(client, monkeypatch):
    def away():
        raise OperationalError("could not connect to server at 10.0.0.7 with password hunter2")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "database\n")


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_only_read(client, address):
    assert client.post(address).status_code == 405
