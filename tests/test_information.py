"""What the law wants a municipality to tell: reached from the first page by everybody, in the municipality's words."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from tests.citizen_pages import html_of
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
STATEMENT = "https://www.was.digst.dk/enplan-nordby"


def test_who_has_not_logged_in_reaches_it_from_the_login_page(client: Client) -> None:
    address = reverse("about-data")
    assert f'href="{address}"' in html_of(client.get("/login/"))
    assert client.get(address).status_code == 200


def test_it_says_what_the_municipality_has_decided(client: Client, settings: LazySettings) -> None:
    settings.DATA_ADVISER, settings.COMPLAINTS_TO = "40 50 60 70", "Borgerservice, Torvet 1"
    settings.DATA_BASIS, settings.DATA_KEPT = "Vores egen lov § 1", "Til du fylder hundrede"
    settings.LOOK_LOG_MONTHS, settings.MUNICIPALITY = 37, "Sønderby Kommune"
    html = html_of(client.get(reverse("about-data")))
    for said in ("40 50 60 70", "Borgerservice", "Vores egen lov § 1", "hundrede", "37 måneder", "Sønderby"):
        assert said in html


def test_years_are_said_where_there_are_no_words(client: Client, settings: LazySettings) -> None:
    settings.DATA_KEPT, settings.PLAN_KEPT_YEARS = "", 7
    assert "7 år efter, at planen er slut." in html_of(client.get(reverse("about-data")))


def test_citizen_reaches_it_from_own_data(cast: Cast, client: Client) -> None:
    client.force_login(cast.rasmus)
    main = html_of(client.get(reverse("own-data", args=[cast.plan.pk]))).partition("<footer")[0]
    assert f'href="{reverse("about-data")}"' in main


@pytest.mark.parametrize("who", ["nobody", "rasmus", "mads", "sofie", "adam"])
def test_accessibility_statement_is_linked_from_the_first_page_of_everybody(
    cast: Cast, client: Client, settings: LazySettings, who: str
) -> None:
    settings.ACCESSIBILITY_STATEMENT = STATEMENT
    if who != "nobody":
        client.force_login(getattr(cast, who))
    assert f'href="{STATEMENT}"' in html_of(client.get("/", follow=True))


def test_no_link_where_there_is_no_statement(client: Client, settings: LazySettings) -> None:
    settings.ACCESSIBILITY_STATEMENT = ""
    assert "Tilgængelighedserklæring" not in html_of(client.get("/login/"))
