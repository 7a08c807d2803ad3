"""What the demo municipality shows: everybody meets a page of their own, and each page is filled.

It is loaded once and stays in one transaction until the module is done; what a test does in it is taken back.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Change
from enplan.demo.municipal import load_demo
from plans.models import Goal, Plan, Rating, Referral
from plans.permissions import visible_to

TUESDAY = datetime(2027, 2, 16, 10, 0)  # noqa: DTZ001  # standing_at means Danish time


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.standing_at(TUESDAY):
            load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), clock.standing_at(TUESDAY), transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_demo_stands_in_this_week_with_nothing_written_in_the_future(demo):
    assert Rating.objects.latest("rated_on").rated_on <= clock.today()
    assert Rating.objects.latest("rated_on").rated_on > clock.today() - timedelta(weeks=2)
    assert not Change.objects.filter(at__gt=clock.now()).exists()
    assert not Goal.objects.filter(written_at__gt=clock.now()).exists()


def test_demo_opens_to_each_what_is_theirs(demo):
    dennis, mille = (Plan.objects.get(citizen__user__username=name) for name in ("dennis", "mille"))
    birgitte, henrik, sabrina = (
        User.objects.get(username=name) for name in ("birgitte", "henrik", "sabrina")
    )
    assert set(visible_to(henrik, Plan.objects.all())) >= {dennis, mille}
    assert mille not in visible_to(birgitte, Plan.objects.all())
    assert visible_to(sabrina, Goal.objects.all()).exists()


def shown(username: str, name: str, *args: Any) -> str:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client.get(reverse(name, args=args)).content.decode()


def test_demo_shows_each_page_of_the_course_filled(demo):
    silas, rigmor, torben = (
        Plan.objects.get(citizen__user__username=name) for name in ("silas", "rigmor", "torben")
    )
    assert "Vil du tage over?" in shown("birgitte", "caseload")
    assert "Ny afdeling tager over: Holde et møde, hvor begge afdelinger er med" in shown("line", "caseload")
    assert "1 af 4 er gjort" in shown("line", "transitions", silas.pk)
    assert "Det skifter" in shown("silas", "min-plan")
    taken = shown("jesper", "workspace-takeover", rigmor.pk)
    for text in (
        "høre fuglene",
        "Henrik Thorup har givet planen videre",
        "Gennemgå budgettet igen",
        "Det er I uenige om",
        "Tre formiddage om ugen",
        "udløber",
        "Sende kontrakten",
    ):
        assert text in taken, text
    for text in ("selvforsørgende i job", "Skal laves igen: Handleplan for voksne", "Tag planen op igen"):
        assert text in shown("birgitte", "workspace", torben.pk), text
    referral = Referral.objects.get()
    told_of_parts = shown("birgitte", "referral", referral.pk)
    for text in ("To praktikker", "Tre værelser på to år", "Yrsa Klitgaard"):
        assert text in told_of_parts, text
    assert "To praktikker" in shown("yrsa", "my-referrals")


def test_demo_has_two_of_a_family_and_tells_it_to_those_who_may_know(demo):
    dennis, lone = (Plan.objects.get(citizen__user__username=name) for name in ("dennis", "lone"))
    known = shown("birgitte", "workspace", dennis.pk)
    assert "Lone, min moster" in known
    assert f"/planer/{lone.pk}/" not in known
    assert f"/planer/{lone.pk}/" in shown("henrik", "workspace", dennis.pk)
    assert "Lone, min moster" not in shown("soeren", "workspace", dennis.pk)
    assert "Sabrina, din søster" in shown("dennis", "my-family", dennis.pk)


def test_demo_people_are_told_one_a_line_with_who_they_are(demo):
    out = StringIO()
    call_command("demo_people", stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == 10 + 9 + 9
    assert any(line.startswith("Birgitte Sønderby") and "Voksen og Handicap" in line for line in lines)
    assert any(line.startswith("Sabrina Overby") and "Dennis" in line for line in lines)


def test_everybody_in_the_demo_meets_a_page_of_their_own(demo):
    for user in User.objects.all():
        client = Client()
        client.force_login(user)
        response = client.get("/", follow=True)
        assert response.status_code == 200, user.username
        assert "UDEFINERET" not in response.content.decode(), user.username
    for plan in Plan.objects.all():
        client = Client()
        client.force_login(plan.members.get(capacity="coordinator", ends_at=None).user)
        response = client.get(f"/planer/{plan.pk}/")
        assert response.status_code == 200
        assert plan.citizen.name in response.content.decode()
        assert "UDEFINERET" not in response.content.decode()
