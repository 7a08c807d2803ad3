"""The administration's pages about the municipality's login: what its words mean, and closing for somebody at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from citizens.models import Citizen
from enplan import clock
from enplan.accounts.models import ClaimMeaning, Identity, User
from enplan.accounts.services.meanings import add_meaning, edit_meaning, remove_meaning
from enplan.accounts.services.shutting_out import let_in, shut_out
from enplan.audit.models import Change
from enplan.audit.versions import Conflict
from plans.services.plans import start_plan
from tests.accounts_people import department, employee, private_person, superuser

pytestmark = pytest.mark.django_db
LIST = "/administration/login/"


@pytest.fixture
def social():
    return department("Socialafdelingen")


@pytest.fixture
def adam(social):
    return employee("adam", "administrator", social)


@pytest.fixture
def sofie(social):
    return employee("sofie", "caseworker", social, name="Sofie Lind")


@pytest.fixture
def meaning():
    return ClaimMeaning.objects.create(word="sagsbehandler", role_id="caseworker")


@pytest.fixture
def page(adam):
    client = Client()
    client.force_login(adam)
    return client


def changes(thing):
    rows = Change.objects.filter(thing_id=thing.pk).order_by("at")
    return [(row.field, row.before, row.after, row.by_name) for row in rows]


# --- What words mean ---


def test_word_is_given_a_meaning_and_recorded(page, social):
    answer = page.post(f"{LIST}ny/", {"word": " 1234-voksen ", "department": str(social.pk)})
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    meaning = ClaimMeaning.objects.get()
    assert (meaning.word, meaning.department, meaning.role) == ("1234-voksen", social, None)
    assert ("department", "", "Socialafdelingen", "Adam") in changes(meaning)
    text = page.get(LIST).text
    assert "1234-voksen" in text
    assert "Kommunens login er ikke sat op endnu" in text


def test_the_same_word_may_mean_a_role_and_a_department(page, social, meaning):
    page.post(f"{LIST}ny/", {"word": "sagsbehandler", "department": str(social.pk)})
    assert ClaimMeaning.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"word": "", "role": "leader"}, "Feltet skal udfyldes."),
        ({"word": "x"}, "Vælg enten en rolle eller en afdeling."),
        ({"word": "sagsbehandler", "role": "leader"}, "Ordet har allerede en betydning."),
        ({"word": "x", "role": "findes-ikke"}, "Vælg"),
        ({"word": "x" * 201, "role": "leader"}, "200"),
        ({"word": "x\x00", "role": "leader"}, "usynligt tegn"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(page, meaning, fields, said):
    answer = page.post(f"{LIST}ny/", fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert ClaimMeaning.objects.count() == 1


def test_both_a_role_and_a_department_is_refused(page, social):
    answer = page.post(f"{LIST}ny/", {"word": "x", "role": "leader", "department": str(social.pk)})
    assert answer.status_code == 422
    assert "Vælg enten" in answer.text


def test_meaning_is_changed_and_recorded(page, meaning):
    there = f"{LIST}{meaning.pk}/"
    answer = page.post(there, {"word": "sagsbehandler", "role": "leader", "version": "1"})
    assert answer["Location"] == LIST
    meaning.refresh_from_db()
    assert (meaning.role_id, meaning.version) == ("leader", 2)
    assert changes(meaning) == [("role", "Sagsbehandler", "Faglig leder", "Adam")]


def test_stale_change_shows_both(page, meaning, adam):
    edit_meaning(by=adam, meaning=meaning, seen=1, word="sb", role=meaning.role)
    answer = page.post(
        f"{LIST}{meaning.pk}/", {"word": "sagsbeh", "role": "caseworker", "version": "1", "initial-word": "x"}
    )
    assert answer.status_code == 409
    assert "sagsbeh" in answer.text


def test_word_is_removed_and_recorded(page, meaning):
    answer = page.post(f"{LIST}{meaning.pk}/fjern/", {"version": "1"})
    assert answer["Location"] == LIST
    assert not ClaimMeaning.objects.exists()
    assert ("word", "sagsbehandler", "", "Adam") in changes(meaning)


@pytest.mark.parametrize("version", ["7", "", "x"])
def test_word_that_was_changed_meanwhile_is_not_removed(page, meaning, version):
    answer = page.post(f"{LIST}{meaning.pk}/fjern/", {"version": version}, follow=True)
    assert "En anden har rettet ordet imens" in answer.text
    assert ClaimMeaning.objects.exists()


def test_change_is_asked_about_for_those_who_have_logged_in_there(adam, sofie, meaning, social):
    now = clock.now()
    Identity.objects.create(
        user=sofie, issuer="https://i", subject="1", is_staff_login=True, first_at=now, last_at=now
    )
    add_meaning(by=adam, word="x", department=social)
    sofie.refresh_from_db()
    adam.refresh_from_db()
    assert sofie.recheck_from >= now
    assert adam.recheck_from is None


OTHERS = {
    "caseworker": lambda social: employee("jan", "caseworker", social),
    "leader": lambda social: employee("lis", "leader", social),
    "auditor": lambda social: employee("dorte", "auditor", social),
    "private person": lambda _social: private_person("rasmus"),
    "superuser": lambda _social: superuser(),
}


@pytest.mark.parametrize("other", OTHERS)
def test_pages_are_not_there_for_others_and_services_refuse_them(social, sofie, meaning, other):
    person = OTHERS[other](social)
    client = Client()
    client.force_login(person)
    work = f"/administration/medarbejdere/{sofie.pk}/"
    for path in (LIST, f"{LIST}ny/", f"{LIST}{meaning.pk}/"):
        assert client.get(path).status_code == 404
    for path in (f"{LIST}{meaning.pk}/fjern/", f"{work}luk/", f"{work}luk-op/"):
        assert client.post(path, {"version": "1"}).status_code == 404
    for call in (
        lambda: add_meaning(by=person, word="x", role=meaning.role),
        lambda: edit_meaning(by=person, meaning=meaning, seen=1, word="x", role=meaning.role),
        lambda: remove_meaning(by=person, meaning=meaning, seen=1),
        lambda: shut_out(by=person, employee=sofie),
        lambda: let_in(by=person, employee=sofie),
    ):
        with pytest.raises(PermissionDenied):
            call()
    assert ClaimMeaning.objects.get().word == "sagsbehandler"


def test_removing_with_a_stale_version_is_a_conflict(adam, meaning):
    with pytest.raises(Conflict):
        remove_meaning(by=adam, meaning=meaning, seen=2)


# --- Closing at once ---


def test_close_now_ends_the_visit_and_the_login(page, adam, sofie):
    inside = Client()
    inside.force_login(sofie)
    assert inside.get("/planer/").status_code == 200
    answer = page.post(f"/administration/medarbejdere/{sofie.pk}/luk/", follow=True)
    assert "Personen er logget ud og kan ikke logge ind" in answer.text
    assert inside.get("/planer/").status_code == 302
    assert "Din adgang er lukket" in inside.get("/login/").text
    sofie.refresh_from_db()
    assert (sofie.is_active, sofie.shut_out_by) == (False, "administrator")
    assert ("is_active", "True", "False", "Adam") in changes(sofie)


def test_close_now_works_while_they_coordinate_and_says_what_is_left(page, sofie):
    citizen = Citizen.objects.create(name="Rasmus", cpr="7403940012", registered_at=clock.now())
    start_plan(by=sofie, citizen=citizen, coordinator=sofie, started_on=clock.today())
    inside = Client()
    inside.force_login(sofie)
    answer = page.post(f"/administration/medarbejdere/{sofie.pk}/luk/", follow=True)
    assert "give dem videre under Koordinatorer" in answer.text
    assert "Rasmus" not in answer.text
    assert inside.get("/planer/").status_code == 302
    assert inside.get("/api/v1/plans/").status_code == 401
    sofie.refresh_from_db()
    assert sofie.is_active, "the plan still has its coordinator"
    assert "adgang lukket" in page.get("/administration/medarbejdere/").text


@pytest.mark.parametrize("who", ["login", "administrator"])
def test_administrator_opens_again_whoever_had_closed(page, sofie, who):
    User.objects.filter(pk=sofie.pk).update(is_active=False, shut_out_at=clock.now(), shut_out_by=who)
    there = f"/administration/medarbejdere/{sofie.pk}/"
    assert "Luk op igen" in page.get(there).text
    answer = page.post(f"{there}luk-op/", follow=True)
    assert "Personen kan logge ind igen" in answer.text
    sofie.refresh_from_db()
    assert (sofie.is_active, sofie.shut_out_at, sofie.shut_out_by) == (True, None, "")


def test_tick_that_lets_in_opens_all_of_it(page, sofie):
    User.objects.filter(pk=sofie.pk).update(
        is_active=False, shut_out_at=clock.now(), shut_out_by="administrator"
    )
    there = f"/administration/medarbejdere/{sofie.pk}/"
    fields = {
        "name": "Sofie Lind",
        "username": "sofie",
        "role": "caseworker",
        "is_active": "on",
        "version": "1",
    }
    page.post(there, fields | {"department": str(sofie.department_id)})
    sofie.refresh_from_db()
    assert (sofie.is_active, sofie.shut_out_at) == (True, None)


def test_administrator_does_not_close_for_themselves(page, adam):
    answer = page.post(f"/administration/medarbejdere/{adam.pk}/luk/", follow=True)
    assert "Du kan ikke lukke for dig selv" in answer.text
    adam.refresh_from_db()
    assert adam.shut_out_at is None


def test_private_persons_are_not_closed_here(page, adam):
    rasmus = private_person("rasmus")
    assert page.post(f"/administration/medarbejdere/{rasmus.pk}/luk/").status_code == 404
    with pytest.raises(ValidationError):
        shut_out(by=adam, employee=rasmus)
