"""Employees log in with the municipality's login, and become exactly what it says they are."""

from threading import Barrier, Thread

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client

from citizens.models import Citizen
from enplan import clock
from enplan.accounts.events import organisation_changed
from enplan.accounts.models import Department, Identity, User
from enplan.accounts.services.employees import edit_employee
from enplan.audit.models import Change
from plans.services.plans import start_plan
from tests.accounts_people import PASSWORD, employee, private_person, superuser
from tests.openid_provider import begin, log_in, running_idp
from tests.openid_staff import ADMIN, ADULTS, CASEWORKER, JOBS, LEADER, describe, give_meanings

pytestmark = pytest.mark.django_db
WORK = "medarbejder"


@pytest.fixture
def idp(settings):
    with running_idp() as idp:
        describe(idp, settings)
        yield idp


@pytest.fixture
def adults_and_jobs(db):
    return give_meanings()


@pytest.fixture
def adults(adults_and_jobs):
    return adults_and_jobs[0]


@pytest.fixture
def jobs(adults_and_jobs):
    return adults_and_jobs[1]


def whom(client):
    found = client.session.get(SESSION_KEY)
    return User.objects.select_related("role", "department").get(pk=found) if found else None


def come_in(idp, **claims):
    """As this is said of Sofie now, in a browser of its own."""
    idp.claims |= claims
    client = Client()
    assert log_in(client, WORK)["Location"] == "/"
    return client


def assert_refused(idp, why, **claims):
    idp.claims |= claims
    client = Client()
    answer = log_in(client, WORK)
    assert answer["Location"] == f"/login/medarbejder/ikke/{why}/"
    assert whom(client) is None
    return client.get(answer["Location"]).text


def changes_of(user):
    rows = Change.objects.filter(thing="user", thing_id=user.pk).order_by("at")
    return {row.field: (row.before, row.after) for row in rows}


# --- Who comes in, and as what ---


def test_first_login_makes_the_employee_as_it_is_said(client, idp, adults):
    log_in(client, WORK)
    sofie = whom(client)
    assert (sofie.name, sofie.username) == ("Sofie Lind", "solin")
    assert (sofie.role.key, sofie.department) == ("caseworker", adults)
    assert not sofie.has_usable_password()
    assert not sofie.is_superuser
    assert changes_of(sofie)["role"] == ("", "Sagsbehandler")
    assert client.get("/planer/").status_code == 200


def test_second_login_changes_nothing(idp, adults):
    sofie = whom(come_in(idp))
    again = whom(come_in(idp))
    assert (again.pk, again.version) == (sofie.pk, sofie.version)
    assert User.objects.count() == Identity.objects.count() == 1


def test_employee_that_an_administrator_has_added_is_found_by_username_once(idp, adults):
    added = employee("solin", "provider", adults, name="Sofie")
    sofie = whom(come_in(idp))
    assert sofie.pk == added.pk
    assert (sofie.role.key, sofie.name) == ("caseworker", "Sofie Lind")


def test_from_then_on_the_subject_says_who_it_is_and_not_the_username(idp, adults):
    sofie = whom(come_in(idp))
    assert whom(come_in(idp, preferred_username="gift-nu", name="Sofie Gift")).pk == sofie.pk
    assert whom(come_in(idp)).name == "Sofie Gift"


def test_another_who_is_given_the_username_is_not_the_one_who_had_it(idp, adults):
    sofie = whom(come_in(idp))
    text = assert_refused(idp, "name_taken", sub="ad-2", name="Sonja Lind")
    assert "brugernavn" in text
    sofie.refresh_from_db()
    assert sofie.name == "Sofie Lind"


@pytest.mark.parametrize("make", [private_person, superuser])
def test_username_of_somebody_who_is_no_employee_opens_nothing(idp, adults, make):
    make("solin")
    assert_refused(idp, "name_taken")


@pytest.mark.parametrize("missing", ["preferred_username", "sub"])
def test_missing_claims_are_refused(idp, adults, missing):
    assert_refused(idp, "not_trusted", **{missing: None})
    assert not User.objects.exists()


def test_words_may_stand_inside_another_claim(idp, adults, settings):
    describe(idp, settings, roles_claim="realm_access.roles")
    del idp.claims["roles"]
    assert whom(come_in(idp, realm_access={"roles": [CASEWORKER]})).role.key == "caseworker"


def test_level_of_the_login_is_asked_for_where_it_is_described(idp, adults, settings):
    describe(idp, settings, levels=frozenset({"mfa"}))
    assert "sikrere måde" in assert_refused(idp, "too_low")
    assert whom(come_in(idp, acr="mfa")) is not None


# --- Roles and departments follow what is said ---


def test_another_department_is_the_employees_with_the_next_login(idp, adults, jobs):
    sofie = whom(come_in(idp))
    told = []

    def listen(*, users, moved, **_signal):
        told.append(({user.pk for user in users}, moved))

    organisation_changed.connect(listen)
    try:
        moved = whom(come_in(idp, department=JOBS))
    finally:
        organisation_changed.disconnect(listen)
    assert moved.department == jobs
    assert told == [({sofie.pk}, {sofie.pk})]
    assert changes_of(moved)["department"][1] == "Beskæftigelse"


def test_of_several_roles_the_first_on_the_list_counts(idp, adults):
    """And never both: who administers reads no plans."""
    assert whom(come_in(idp, roles=[ADMIN, LEADER, CASEWORKER])).role.key == "caseworker"
    assert whom(come_in(idp, roles=[ADMIN, LEADER])).role.key == "leader"


def test_of_several_departments_the_present_one_stays(idp, adults, jobs):
    assert whom(come_in(idp, department=[JOBS])).department == jobs
    assert whom(come_in(idp, department=[ADULTS, JOBS])).department == jobs


def test_unknown_words_are_passed_over_and_logged(idp, adults, caplog):
    assert whom(come_in(idp, roles=["Kantine", CASEWORKER, 7, None, {"a": 1}])).role.key == "caseworker"
    assert "1 unknown roles, such as ['Kantine']" in caplog.text


def test_word_that_looks_like_a_number_of_somebody_is_not_logged(idp, adults, caplog):
    come_in(idp, roles=["740394-0012", CASEWORKER])
    assert "740394" not in caplog.text


@pytest.mark.parametrize(
    "said",
    [
        {"roles": []},
        {"roles": None},
        {"roles": "Kantine"},
        {"roles": [CASEWORKER.lower()]},
        {"department": None},
        {"department": "9999"},
        {"roles": {"sagsbehandler": True}},
    ],
    ids=str,
)
def test_who_has_no_role_or_department_never_comes_in(idp, adults, said):
    text = assert_refused(idp, "no_role", **said)
    assert "Spørg din leder" in text
    assert not User.objects.exists()


def test_department_that_is_not_in_use_is_none(idp, adults):
    Department.objects.update(is_active=False)
    assert_refused(idp, "no_role")


# --- What is taken away closes at once ---


def test_removed_role_closes_what_was_open(idp, adults):
    inside = come_in(idp)
    sofie = whom(inside)
    assert_refused(idp, "no_role", roles=[])
    sofie.refresh_from_db()
    assert not sofie.is_active
    assert sofie.shut_out_by == "login"
    assert changes_of(sofie)["is_active"] == ("True", "False")
    answer = inside.get("/planer/")
    assert answer.headers["Location"].startswith("/login/")


def test_role_that_comes_back_opens_again(idp, adults):
    come_in(idp)
    assert_refused(idp, "no_role", roles=[])
    sofie = whom(come_in(idp, roles=[CASEWORKER]))
    assert sofie.is_active
    assert (sofie.shut_out_at, sofie.shut_out_by) == (None, "")


def coordinates(sofie):
    citizen = Citizen.objects.create(name="Rasmus Ager", cpr="7403940012", registered_at=clock.now())
    start_plan(by=sofie, citizen=citizen, coordinator=sofie, started_on=clock.today())


def test_removed_role_of_who_coordinates_closes_without_leaving_the_plan(idp, adults):
    inside = come_in(idp)
    sofie = whom(inside)
    coordinates(sofie)
    assert_refused(idp, "no_role", roles=[])
    sofie.refresh_from_db()
    assert sofie.is_active, "the plan would have nobody"
    assert sofie.shut_out_at is not None
    assert inside.get("/planer/").headers["Location"].startswith("/login/")
    assert inside.get("/api/v1/plans/").status_code in (401, 403)


@pytest.mark.parametrize("said", [{"department": JOBS}, {"roles": [LEADER]}], ids=str)
def test_who_coordinates_and_is_said_elsewhere_keeps_nothing_of_before(idp, adults, jobs, said):
    inside = come_in(idp)
    sofie = whom(inside)
    coordinates(sofie)
    text = assert_refused(idp, "still_coordinates", **said)
    assert "give planerne videre" in text
    assert inside.get("/planer/").headers["Location"].startswith("/login/")
    sofie.refresh_from_db()
    assert (sofie.role_id, sofie.department_id) == ("caseworker", adults.pk)
    assert sofie.shut_out_by == "login"


def test_what_an_administrator_has_closed_no_login_opens(idp, adults):
    adam = employee("adam", "administrator", adults)
    sofie = whom(come_in(idp))
    edit_employee(by=adam, employee=sofie, seen=sofie.version, is_active=False)
    assert "administrator" in assert_refused(idp, "closed")
    sofie.refresh_from_db()
    assert not sofie.is_active


def test_what_the_login_closed_first_an_administrator_closes_for_good(idp, adults):
    adam = employee("adam", "administrator", adults)
    sofie = whom(come_in(idp))
    User.objects.filter(pk=sofie.pk).update(shut_out_at=clock.now(), shut_out_by="login")
    edit_employee(by=adam, employee=sofie, seen=sofie.version, is_active=False)
    assert_refused(idp, "closed")
    sofie.refresh_from_db()
    assert (sofie.is_active, sofie.shut_out_by) == (False, "administrator")


def test_password_is_no_way_past_the_login(client, idp, adults):
    sofie = whom(come_in(idp))
    sofie.set_password(PASSWORD)
    sofie.save()
    page = client.post("/login/", {"username": "solin", "password": PASSWORD})
    assert page.status_code == 422
    assert whom(client) is None


def test_private_person_of_the_same_subject_and_issuer_is_another(idp, adults):
    """One broker may serve both logins."""
    mads = private_person("mads")
    now = clock.now()
    Identity.objects.create(
        user=mads, issuer=idp.issuer, subject="ad-1", is_staff_login=False, first_at=now, last_at=now
    )
    sofie = whom(come_in(idp))
    assert sofie != mads
    assert whom(come_in(idp)).pk == sofie.pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_first_logins_at_once_make_one_employee(idp):
    give_meanings()
    answers, gate = [], Barrier(2)
    ready = [(client, begin(client, WORK)) for client in (Client(), Client())]

    def come_back(client, back):
        gate.wait()
        answers.append(client.get(back)["Location"])
        connection.close()

    threads = [Thread(target=come_back, args=one) for one in ready]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["/", "/"]
    assert User.objects.count() == Identity.objects.count() == 1
