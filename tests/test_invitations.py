"""The citizen invites somebody: a link that works once, a login of their own, a consent that begins with the yes."""

import logging
import re
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import mail
from django.db import connections
from django.test import Client
from django.urls import reverse

from citizens.models import Ground, Invitation, NetworkPerson
from enplan import clock
from enplan.accounts.models import Session, User
from enplan.audit.models import Look
from enplan.mail.models import OutgoingMail
from enplan.mail.outbox import send_due
from plans.grants import On
from plans.permissions import can, plans_as
from plans.regrant import regrant
from plans.services.accepting import (
    NoInvitation,
    accept_invitation,
    accept_with_new_login,
    hash_of,
    invitation_with,
)
from plans.services.goals import add_goal
from plans.services.invitations import end_network_access, invite, send_again, withdraw_invitation
from plans.services.people import change_representation
from plans.services.plans import end_plan
from plans.services.team import block_person
from plans.standing import Action
from tests.cast import ECONOMY, HOUSING, NOW, make_private_person
from tests.citizen_pages import html_of
from tests.test_representatives import CHILD, family

PASSWORD = "tre ænder i en dam"
EMAIL = "ea@eksempel.dk"
FOLLOW, ACCEPT = "/invitation/", "/invitation/sig-ja/"
DEAD = "Linket virker ikke"


@pytest.fixture(autouse=True)
def own_mailbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def invited(cast, **changed):
    fields = {
        "by": cast.rasmus,
        "plan": cast.plan,
        "name": "Ea Ager",
        "relation": "søster",
        "email": EMAIL,
        "areas": [HOUSING],
        "sources": [cast.social],
    }
    return invite(**fields | changed)


def secret_sent():
    """What stands after the # in the newest letter."""
    send_due()
    found = re.search(r"/invitation/#(\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


@pytest.fixture
def secret(cast):
    invited(cast)
    return secret_sent()


def follow(client, secret):
    return client.post(FOLLOW, {"code": secret})


def accept(client, secret):
    follow(client, secret)
    return client.post(ACCEPT, {"password": PASSWORD, "again": PASSWORD})


# From the letter to the page -----------------------------------------------------------------------------------------


def test_invited_person_makes_a_login_and_sees_what_was_chosen_from_then_on(client, cast, secret):
    goal = add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Beholde lejligheden")
    other = add_goal(by=cast.sofie, plan=cast.plan, area_id=ECONOMY, title="Betale gælden")
    assert client.get(FOLLOW).status_code == 200
    assert follow(client, secret)["Location"] == ACCEPT
    page = html_of(client.get(ACCEPT))
    assert "Rasmus har inviteret dig" in page
    assert "Ager" not in page
    assert not Ground.objects.exists()
    with clock.standing_at(NOW + timedelta(days=2)):
        answer = client.post(ACCEPT, {"password": PASSWORD, "again": PASSWORD}, follow=True)
        assert "Beholde lejligheden" in html_of(answer)
        assert "Betale gælden" not in html_of(answer)
    ea = User.objects.get(username=EMAIL)
    assert ea.check_password(PASSWORD)
    ground = Ground.objects.get()
    assert (ground.noted_by, ground.given_on) == (cast.rasmus, NOW.date())
    assert not can(ea, Action.VIEW, goal, at=NOW + timedelta(days=1))
    assert can(ea, Action.VIEW, goal, at=NOW + timedelta(days=2))
    assert not can(ea, Action.VIEW, other, at=NOW + timedelta(days=2))


def test_letter_tells_nothing_of_anybody(cast, secret):
    letter = mail.outbox[0]
    everything = f"{letter.subject}\n{letter.body}"
    for word in ("Rasmus", "Ager", "søster", "plan", "Social", "bolig", "kommune", "samtykke", "syg"):
        assert word.lower() not in everything.lower().replace("enplan", "")
    assert letter.to == [EMAIL]


def test_secret_is_kept_nowhere_and_logged_nowhere(client, cast, caplog):
    caplog.set_level(logging.DEBUG)
    invited(cast)
    secret = secret_sent()
    accept(client, secret)
    follow(Client(), secret)
    assert secret not in caplog.text
    for model in apps.get_models():
        assert secret not in str(list(model._base_manager.values()))
    decoded = [session.get_decoded() for session in Session.objects.all()]
    assert secret not in str(decoded)


def test_opening_the_link_is_a_look_the_citizen_can_see(client, cast, secret):
    follow(client, secret)
    client.get(ACCEPT)
    look = Look.objects.get()
    assert (look.user_name, look.role, look.citizen_id) == ("Ea Ager", "Inviteret", cast.citizen.pk)


def test_one_who_has_a_login_accepts_with_it(client, cast, secret):
    client.force_login(cast.kirsten)
    follow(client, secret)
    assert client.post(ACCEPT).status_code == 302
    assert plans_as(cast.kirsten, On.FOLLOW).get() == cast.plan


def test_known_address_is_asked_to_log_in_and_gets_no_second_login(client, cast):
    make_private_person(EMAIL, "Ea Ager")
    invited(cast, email="EA@eksempel.dk")
    secret = secret_sent()
    assert "Du har allerede et login" in html_of(accept(client, secret))
    assert not Ground.objects.exists()


@pytest.mark.parametrize(
    ("password", "again"), [("kort", "kort"), (PASSWORD, "en anden"), ("", ""), (EMAIL, EMAIL)]
)
def test_bad_password_is_refused_and_the_link_still_works(client, cast, secret, password, again):
    follow(client, secret)
    assert client.post(ACCEPT, {"password": password, "again": again}).status_code == 422
    assert not User.objects.filter(username=EMAIL).exists()
    assert accept(client, secret).status_code == 302


# Dead links ----------------------------------------------------------------------------------------------------------


def dead_pages(client, secret):
    answer = follow(client, secret)
    assert answer.status_code == 404
    return re.sub(r'value="[^"]*"|"X-CSRFToken": "[^"]*"', "", answer.content.decode())


def test_used_withdrawn_expired_and_guessed_links_get_the_same_page(cast):
    invited(cast)
    secret = secret_sent()
    pages = {dead_pages(Client(), f"{secret}x"), dead_pages(Client(), "x"), dead_pages(Client(), "æ" * 200)}
    with clock.standing_at(NOW + timedelta(days=7)):
        pages.add(dead_pages(Client(), secret))
    with clock.standing_at(NOW + timedelta(days=7, seconds=-1)):
        assert follow(Client(), secret).status_code == 302
    accept(Client(), secret)
    pages.add(dead_pages(Client(), secret))
    other = invited(cast, name="Bo", email="bo@eksempel.dk")
    secret = secret_sent()
    withdraw_invitation(by=cast.rasmus, plan=cast.plan, invitation=other)
    pages.add(dead_pages(Client(), secret))
    assert len(pages) == 1
    assert DEAD in pages.pop()


def test_link_that_dies_while_the_page_is_open_is_dead_there_too(client, cast):
    invitation = invited(cast)
    follow(client, secret_sent())
    send_again(by=cast.rasmus, plan=cast.plan, invitation=invitation)
    answer = client.post(ACCEPT, {"password": PASSWORD, "again": PASSWORD})
    assert DEAD in html_of(answer)
    assert not User.objects.filter(username=EMAIL).exists()


def test_nobody_is_let_in_who_is_employed_kept_out_or_the_citizen(cast, secret):
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.kirsten)
    for user in (cast.sofie, cast.ulla, cast.adam, cast.root, cast.rasmus, cast.kirsten):
        with pytest.raises(NoInvitation):
            accept_invitation(by=user, proof=hash_of(secret))
    assert not Ground.objects.exists()


def test_link_is_dead_when_the_plan_has_ended(cast, secret):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    with pytest.raises(NoInvitation):
        invitation_with(hash_of(secret))


def test_accept_page_without_a_link_is_the_dead_page(client, db):
    assert DEAD in client.get(ACCEPT).content.decode()
    assert client.post(ACCEPT, {"password": PASSWORD, "again": PASSWORD}).status_code == 404


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_link_used_twice_at_once_lets_one_in(cast):
    invited(cast)
    proof = hash_of(secret_sent())
    people = [make_private_person(f"p{number}", f"Person {number}") for number in range(6)]
    start, results = threading.Barrier(len(people)), []

    def use(person):
        start.wait()
        try:
            with clock.standing_at(NOW):
                accept_invitation(by=person, proof=proof)
            results.append(person)
        except NoInvitation:
            results.append(None)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=use, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == len(people)
    winners = [person for person in results if person is not None]
    assert len(winners) == 1
    assert [party.user for ground in Ground.objects.all() for party in ground.parties.all()] == winners


# The citizen's page --------------------------------------------------------------------------------------------------


def test_citizen_invites_on_the_page_and_closes_with_a_tap(client, cast):
    client.force_login(cast.rasmus)
    page = html_of(client.get("/min-plan/netvaerk/"))
    assert "Mads Ager" in page
    sent = {"name": "Ea Ager", "relation": "søster", "email": EMAIL, "areas": [HOUSING], "until": "1/6"}
    assert client.post(reverse("invite-new", args=[cast.plan.pk]), sent).status_code == 302
    assert "Mailen er på vej" in html_of(client.get("/min-plan/netvaerk/"))
    secret = secret_sent()
    assert "Linket virker til" in html_of(client.get("/min-plan/netvaerk/"))
    accept(Client(), secret)
    ea = NetworkPerson.objects.get(name="Ea Ager")
    page = html_of(client.get("/min-plan/netvaerk/"))
    assert "Ea kan se mål og aftaler om bolig" in page
    assert "til og med 1. juni 2026" in page
    assert client.post(reverse("network-end", args=[cast.plan.pk, ea.pk])).status_code == 302
    assert not plans_as(User.objects.get(username=EMAIL), On.FOLLOW).exists()
    page = html_of(client.get("/min-plan/netvaerk/"))
    assert "Ea kan se" not in page


def test_contact_without_a_login_is_invited(client, cast):
    person = NetworkPerson.objects.create(citizen=cast.citizen, name="Jonna", relation="nabo")
    client.force_login(cast.rasmus)
    address = reverse("invite-known", args=[cast.plan.pk, person.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"email": EMAIL, "areas": [HOUSING]}).status_code == 302
    assert client.post(address, {"email": EMAIL, "areas": [HOUSING]}).status_code == 422  # invited already
    assert client.get(reverse("invite-known", args=[cast.plan.pk, cast.brother.pk])).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("email", "ikke en adresse"),
        ("email", ""),
        ("areas", []),
        ("until", "i går"),
        ("areas", ["x"]),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(client, cast, field, value):
    client.force_login(cast.rasmus)
    sent = {"name": "Ea Ager", "relation": "søster", "email": EMAIL, "areas": [HOUSING], field: value}
    answer = client.post(reverse("invite-new", args=[cast.plan.pk]), sent)
    assert answer.status_code == 422
    assert "søster" in html_of(answer)
    assert not Invitation.objects.exists()


def test_others_ids_are_not_found_on_any_of_the_forms(client, cast):
    invitation = invited(cast)
    person = invitation.person
    mine = [
        reverse("invite-known", args=[cast.plan.pk, person.pk]),
        reverse("network-end", args=[cast.plan.pk, person.pk]),
        reverse("invitation-again", args=[cast.plan.pk, invitation.pk]),
        reverse("invitation-withdraw", args=[cast.plan.pk, invitation.pk]),
        reverse("invite-new", args=[cast.plan.pk]),
    ]
    for user in (cast.kirsten, cast.mads, cast.sofie, cast.jan):
        client.force_login(user)
        assert {client.post(address).status_code for address in mine} == {404}
    client.force_login(cast.kirsten)
    for name, key in (
        ("network-end", person.pk),
        ("invitation-again", invitation.pk),
        ("invitation-withdraw", invitation.pk),
        ("invite-known", person.pk),
        ("network-end", uuid4()),
    ):
        assert client.post(reverse(name, args=[cast.kirstens_plan.pk, key])).status_code == 404
    client.force_login(cast.anne)  # acts for the citizen, and has not sent it herself
    assert {client.post(address).status_code for address in mine[:4]} == {404}
    assert Invitation.objects.get().is_waiting


def test_representative_invites_only_within_own_areas(client, cast):
    client.force_login(cast.anne)
    address = reverse("invite-new", args=[cast.plan.pk])
    sent = {"name": "Ea Ager", "relation": "søster", "email": EMAIL}
    assert client.post(address, sent | {"areas": [ECONOMY]}).status_code == 422
    assert client.post(address, sent | {"areas": [HOUSING]}).status_code == 302
    assert Invitation.objects.get().is_by_representative
    assert "Ea Ager" in html_of(client.get(f"/min-plan/netvaerk/?plan={cast.plan.pk}"))


def test_childs_invitation_waits_for_both_parents(client, cast):
    child = family(cast, CHILD)
    invited(cast, by=child.child, plan=child.plan)
    accept(client, secret_sent())
    ea = User.objects.get(username=EMAIL)
    assert Ground.objects.get().decision == Ground.Decision.WAITING
    assert not plans_as(ea, On.FOLLOW).exists()


def test_ending_closes_every_yes_to_the_person(cast, secret):
    ea = accept_with_new_login(proof=hash_of(secret), password=PASSWORD)
    person = NetworkPerson.objects.get(user=ea)
    assert end_network_access(by=cast.rasmus, plan=cast.plan, person=person)
    assert not plans_as(ea, On.FOLLOW).exists()
    assert not end_network_access(by=cast.rasmus, plan=cast.plan, person=person)  # tapped twice


# The outbox ----------------------------------------------------------------------------------------------------------


def test_letter_is_sent_once_whatever_finds_it(cast, secret):
    send_due()
    send_due()
    assert len(mail.outbox) == 1


def test_letter_waits_while_the_server_is_down_and_is_sent_afterwards(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    invited(cast)
    send_due()
    row = OutgoingMail.objects.get()
    assert (row.state, row.error) == ("waiting", "no_server")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_due()
    assert not mail.outbox  # not due yet
    with clock.standing_at(NOW + timedelta(minutes=2)):
        send_due()
    assert len(mail.outbox) == 1


def test_letter_of_a_worker_that_died_is_not_sent_again_by_itself(cast):
    invited(cast)
    OutgoingMail.objects.update(state="sending", leased_until=NOW)
    with clock.standing_at(NOW + timedelta(days=1)):
        send_due()
    assert not mail.outbox
    assert OutgoingMail.objects.get().state == "unknown"


def test_withdrawn_invitation_sends_nothing(cast):
    invitation = invited(cast)
    withdraw_invitation(by=cast.rasmus, plan=cast.plan, invitation=invitation)
    send_due()
    assert not mail.outbox


def test_invitation_reaches_no_further_than_who_sent_it_acts_when_it_is_accepted(cast):
    cast.mother.areas.add(ECONOMY)
    regrant(cast.plan)
    invited(cast, by=cast.anne, areas=[HOUSING, ECONOMY])
    secret = secret_sent()
    change_representation(
        by=cast.sofie,
        plan=cast.plan,
        person=cast.mother,
        seen=cast.mother.version,
        areas=[HOUSING],
        until=None,
        basis="",
        document="",
    )
    with pytest.raises(NoInvitation):
        accept_with_new_login(proof=hash_of(secret), password=PASSWORD)
    assert not Ground.objects.exists()
    assert not User.objects.filter(username=EMAIL).exists()
