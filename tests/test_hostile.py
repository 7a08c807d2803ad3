"""Somebody hostile who may log in, or has somebody who may press a link: every address with the tricks of the trade.

Somebody else's ids are in test_every_address.py, formulas in exports in test_audit_pages.py, files that are not what
they say in test_files_checked.py, and guessing passwords in test_login_code.py.
"""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client

from enplan.accounts.models import User
from enplan.audit.models import Change
from plans.models import Goal
from tests.conftest import Cast
from tests.test_every_address import (
    addresses,
    full_plan,  # noqa: F401  # a fixture
    open_address,
)

pytestmark = pytest.mark.django_db

EVIL = "evil.example"
# What may be posted without a token of ours: receipts of the fagsystemer, which sign what they send.
WITHOUT_TOKEN = {"receipts"}
TRICKS = {
    "next": f"https://{EVIL}/",
    "side": f"//{EVIL}/",
    "q": f"x\r\nX-Evil: {EVIL}",
    "sprog": f"en\r\nSet-Cookie: evil={EVIL}",
}


def complaint_about(name: str, answer: Any) -> str | None:
    """What a page gives away to who put the tricks in its address or form."""
    location = answer.headers.get("Location", "") + answer.headers.get("HX-Redirect", "")
    if urlsplit(location).netloc not in ("", "testserver"):
        return f"{name}: leads to {location}"
    if any("evil" in header.lower() for header in answer.headers) or "evil" in answer.cookies:
        return f"{name}: a header was put in"
    if answer.status_code >= 500:
        return f"{name}: fails with {answer.status_code}"
    if answer.headers.get("X-Frame-Options") != "DENY" or "Content-Security-Policy" not in answer.headers:
        return f"{name}: lacks the strict headers"
    return None


@pytest.fixture
def of_both_sides(cast: Cast) -> list[User]:
    return [cast.sofie, cast.rasmus]


def test_no_address_leads_elsewhere_or_lets_a_header_in(
    cast: Cast,
    full_plan: dict[str, Any],  # noqa: F811  # the fixture
    of_both_sides: list[User],
) -> None:
    wrong: list[str] = []
    for user in of_both_sides:
        client = Client()
        client.force_login(user)
        for name, takes in addresses():
            for answer in (
                client.get(open_address(name, takes, full_plan), TRICKS),
                client.post(open_address(name, takes, full_plan), TRICKS),
            ):
                wrong += filter(None, [complaint_about(name, answer)])
            if SESSION_KEY not in client.session:
                client.force_login(user)
    assert not wrong, "\n".join(wrong)


def test_no_address_takes_a_post_that_another_site_made(
    cast: Cast,
    full_plan: dict[str, Any],  # noqa: F811  # the fixture
    of_both_sides: list[User],
) -> None:
    """Not even with a token that the other site has made up, and whatever the browser says of where it comes from."""
    wrong: list[str] = []
    changes = Change.objects.count()
    for user in of_both_sides:
        client = Client(
            enforce_csrf_checks=True, headers={"Origin": f"https://{EVIL}", "Sec-Fetch-Site": "cross-site"}
        )
        client.force_login(user)
        for name, takes in addresses():
            answer = client.post(
                open_address(name, takes, full_plan), TRICKS | {"csrfmiddlewaretoken": "x" * 64}
            )
            if answer.status_code not in (403, 404, 405) and name not in WITHOUT_TOKEN:
                wrong.append(f"{name}: {answer.status_code}")
            assert SESSION_KEY in client.session, f"{name} ended the login"
    assert not wrong, "\n".join(wrong)
    assert Change.objects.count() == changes


def test_session_somebody_else_planted_is_not_the_one_that_is_logged_in(cast: Cast) -> None:
    planted = Client()
    planted.get("/login/")
    session = planted.session
    session["planted"] = True
    session.save()
    key = session.session_key
    cast.sofie.set_password("en-lang-adgangskode")
    cast.sofie.email = "sofie@nordby.example"
    cast.sofie.save()
    victim = Client()
    victim.cookies[settings.SESSION_COOKIE_NAME] = str(key)
    victim.post("/login/", {"username": "sofie", "password": "en-lang-adgangskode"})
    assert victim.session.session_key != key
    assert SESSION_KEY not in planted.session
    assert "awaits_code" not in planted.session


@pytest.mark.parametrize("host", [EVIL, f"testserver.{EVIL}", f"testserver@{EVIL}", "", "testserver:80:80"])
def test_name_of_another_host_is_refused(client: Client, host: str) -> None:
    answer = client.get("/login/", headers={"Host": host})
    assert answer.status_code == 400
    assert EVIL not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../enplan/settings.py",
        "/static/%2e%2e/enplan/settings.py",
        "/static/..%2f..%2fetc/passwd",
        "/static//etc/passwd",
        "/static/enplan/..%5c..%5cmanage.py",
        "/etc/passwd",
        "/.git/config",
        "/var/files/",
    ],
)
def test_path_that_climbs_finds_nothing(cast: Cast, path: str) -> None:
    client = Client()
    client.force_login(cast.sofie)
    answer = client.get(path)
    assert answer.status_code == 404
    assert "SECRET_KEY" not in answer.text
    assert "root:" not in answer.text


def test_form_that_is_too_large_is_refused_before_it_is_read(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.sofie)
    address = f"/planer/{cast.plan.pk}/maal/nyt/"
    large = client.post(address, {"title": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    many = client.post(address, {f"f{number}": "1" for number in range(1001)})
    assert (large.status_code, many.status_code) == (400, 400)
    assert not Goal.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["/findes-ikke/", "/planer/x/", "/planer/00000000-0000-0000-0000-000000000000/", "/login/?next=%00"],
)
def test_page_for_an_error_tells_nothing_of_the_inside(cast: Cast, address: str) -> None:
    client = Client()
    client.force_login(cast.sofie)
    text = client.get(address).text
    for inside in (
        "Traceback",
        "Exception",
        "Resolver",
        "urlpatterns",
        "Django",
        "Python",
        str(settings.BASE_DIR),
    ):
        assert inside not in text


def test_page_for_a_failure_tells_nothing_of_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("a secret of Rasmus Ager")

    monkeypatch.setattr("enplan.accounts.logins.views_sessions.own_logins", fail)
    client = Client(raise_request_exception=False)
    client.force_login(cast.sofie)
    answer = client.get("/mine-login/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "RuntimeError" not in answer.text
