"""The administration's pages: what administrators do there, and that nobody else finds a sign of them."""

import pytest
from django.utils.html import escape

from enplan.accounts.models import Department, LifeArea, Role, User
from enplan.audit.models import Change, Look
from tests.accounts_people import department, employee, private_person, superuser

NOBODYS_ID = "00000000-0000-4000-8000-000000000000"

pytestmark = pytest.mark.django_db

EMPLOYEES = "/administration/medarbejdere/"
DEPARTMENTS = "/administration/afdelinger/"
ROLES = "/administration/roller/"
AREAS = "/administration/livsomraader/"
STRANGE = ["👩‍🦽 Ærø", "שלום עולם", "\u202eevil", "<script>alert(1)</script>", "{{ 7|add:7 }}"]


@pytest.fixture
def social():
    return department("Socialafdelingen")


@pytest.fixture
def job():
    return department("Beskæftigelse")


@pytest.fixture
def adam(social, client):
    adam = employee("adam", "administrator", social)
    client.force_login(adam)
    return adam


@pytest.fixture
def jan(job):
    return employee("jan", "caseworker", job, name="Jan Falk", phone="65 00 00 11")


def of_employee(user, **changed):
    fields = {
        "name": user.name,
        "username": user.username,
        "role": user.role_id,
        "department": user.department_id,
        "email": user.email,
        "phone": user.phone,
        "version": user.version,
    }
    if user.is_active:
        fields["is_active"] = "on"
    fields |= changed
    return {name: value for name, value in fields.items() if value is not None}


def of_department(found, **changed):
    fields = {
        "name": found.name,
        "parent": found.parent_id or "",
        "version": found.version,
        "is_active": "on",
    }
    return {name: value for name, value in (fields | changed).items() if value is not None}


def again(thing):
    return type(thing).objects.get(pk=thing.pk)


def every_page(person, at):
    return [
        ("/administration/", {}),
        (EMPLOYEES, {}),
        (f"{EMPLOYEES}ny/", of_employee(person, username="ny")),
        (f"{EMPLOYEES}{person.pk}/", of_employee(person, name="Ændret")),
        (DEPARTMENTS, {}),
        (f"{DEPARTMENTS}ny/", {"name": "Ny"}),
        (f"{DEPARTMENTS}{at.pk}/", of_department(at, name="Ændret")),
        (AREAS, {}),
        (f"{AREAS}housing/", {"name": "Ændret", "short_name": "ændret", "version": 1}),
        (ROLES, {}),
        (f"{ROLES}leader/", {"name": "Ændret", "version": 1}),
    ]


# --- Who gets in ---


@pytest.mark.parametrize(
    "who", ["caseworker", "provider", "leader", "auditor", "citizen", "superuser", "superuser with the role"]
)
def test_administration_does_not_exist_for_others(client, jan, job, who):
    if who == "citizen":
        user = private_person("mads")
    elif who.startswith("superuser"):
        user = superuser()
        if who.endswith("role"):
            User.objects.filter(pk=user.pk).update(role="administrator", department=job)
    else:
        user = employee("en", who, job)
    client.force_login(user)
    for address, data in every_page(jan, job):
        for answer in (client.get(address), client.post(address, data)):
            assert answer.status_code == 404, address
            assert "Jan Falk" not in answer.text
    assert Change.objects.count() == 0


def test_administration_asks_nobody_to_log_in(client, jan, job):
    for address, data in every_page(jan, job):
        for answer in (client.get(address), client.post(address, data)):
            assert answer.headers["Location"] == f"/login/?next={address}"
    assert Change.objects.count() == 0


def test_administration_closes_with_the_access(client, adam, jan, job):
    User.objects.filter(pk=adam.pk).update(is_active=False)
    for address, data in every_page(jan, job):
        assert client.post(address, data).headers["Location"] == f"/login/?next={address}"
    assert Change.objects.count() == 0


def test_administration_is_only_read_by_get(client, adam, jan, job):
    before = (list(User.objects.values()), list(Department.objects.values()), list(Role.objects.values()))
    for address, data in every_page(jan, job):
        assert client.get(address, data).status_code in (200, 302)
    assert before == (
        list(User.objects.values()),
        list(Department.objects.values()),
        list(Role.objects.values()),
    )
    assert Change.objects.count() == Look.objects.count() == 0


def test_administration_is_an_administrators_start(client, adam):
    assert client.get("/", follow=True).redirect_chain == [("/administration/", 302), (EMPLOYEES, 302)]


@pytest.mark.parametrize("address", [EMPLOYEES, DEPARTMENTS])
@pytest.mark.parametrize("key", [NOBODYS_ID, "1", "ny2", "%00"])
def test_administration_of_what_is_not_there(client, adam, address, key):
    assert client.get(f"{address}{key}/").status_code == 404
    assert client.get(f"{ROLES}{key}/").status_code == 404


@pytest.mark.parametrize("kind", ["private", "superuser"])
def test_administration_is_of_employees_alone(client, adam, kind):
    """That somebody has a login as a citizen tells that there is a plan."""
    other = private_person("mads", name="Mads Ager") if kind == "private" else superuser()
    assert other.name not in client.get(EMPLOYEES, {"q": other.username}).text
    assert client.get(f"{EMPLOYEES}{other.pk}/").status_code == 404
    answer = client.post(
        f"{EMPLOYEES}{other.pk}/", of_employee(other, role="leader", department=adam.department_id)
    )
    assert answer.status_code == 404
    assert again(other).role is None


def test_administration_shows_nothing_of_plans(client, cast, jobs_goal):
    client.force_login(cast.adam)
    pages = [client.get(address).text for address, _data in every_page(cast.sofie, cast.social)[1:]]
    for text in pages:
        for secret in ("Rasmus", "Kirsten", "Finde et værelse", "Mads Ager", str(cast.plan.pk)):
            assert secret not in text


# --- Employees ---


def test_employees_are_listed_with_role_and_department(client, adam, jan):
    employee("ole", "provider", jan.department, name="Ole Ex", is_active=False)
    text = client.get(EMPLOYEES).text
    for words in ("Jan Falk", "Sagsbehandler · Beskæftigelse", "3 medarbejdere", "adgang lukket"):
        assert words in text


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ("jan", True),
        ("falk JAN", True),
        ("beskæftigelse", True),
        ("BESKÆFTIGELSE falk", True),
        ("sagsbehandler", True),
        ("65 00", True),
        ("jan lind", False),
        ("%", False),
        ("_", False),
        ("'; drop table", False),
        ("\x00", False),
        ("x" * 5000, False),
    ],
)
def test_employees_are_found_by_words(client, adam, jan, words, finds):
    page = client.get(EMPLOYEES, {"q": words})
    assert page.status_code == 200
    assert ("Jan Falk" in page.text) is finds


def test_employees_search_keeps_the_words_escaped(client, adam):
    text = client.get(EMPLOYEES, {"q": "<script>alert(1)</script>"}).text
    assert escape("<script>alert(1)</script>") in text
    assert "<script>alert" not in text


def test_employees_come_in_pages_at_the_same_cost(client, adam, jan, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get(EMPLOYEES)
    for number in range(60):
        employee(f"m{number}", "caseworker", jan.department, name=f"Mette Nr {number:02}")
    with django_assert_num_queries(4):
        first = client.get(EMPLOYEES, {"q": "nr mette"}).text
    assert "Side 1 af 2" in first
    assert "?q=nr%20mette&amp;side=2" in first
    assert "Mette Nr 59" in client.get(EMPLOYEES, {"q": "nr mette", "side": "2"}).text
    for odd in ("0", "-1", "99", "x", "\x00"):
        assert client.get(EMPLOYEES, {"side": odd}).status_code == 200


def test_employee_is_added(client, adam, job):
    data = {"name": "Pia Dahl", "username": "pia", "role": "provider", "department": job.pk}
    page = client.post(f"{EMPLOYEES}ny/", data, follow=True)
    assert page.redirect_chain == [(EMPLOYEES, 302)]
    assert "Pia Dahl er oprettet." in page.text
    pia = User.objects.get(username="pia")
    assert (pia.role_id, pia.department, pia.is_superuser, pia.has_usable_password()) == (
        "provider",
        job,
        False,
        False,
    )


def test_employee_add_empty_says_what_is_missing(client, adam):
    page = client.post(f"{EMPLOYEES}ny/", {})
    assert page.status_code == 422
    for words in ("Navn: Feltet skal udfyldes.", "Rolle: Vælg en af mulighederne."):
        assert words in page.text


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("username", "jan", "Brugernavnet er optaget"),
        ("username", "to ord", "mellemrum"),
        ("username", "x" * 20_000, "Teksten er for lang"),
        ("name", "Ø" * 20_001, "Teksten er for lang"),
        ("name", "Pia\x00", "usynligt tegn"),
        ("phone", "6\x005", "usynligt tegn"),
        ("email", "pia", "Skriv en e-mailadresse"),
        ("role", "god", "Vælg en af mulighederne på listen"),
        ("department", NOBODYS_ID, "Vælg en af mulighederne på listen"),
        ("department", "jobcentret", "UUID"),
    ],
)
def test_employee_add_refuses_and_keeps_what_was_typed(client, adam, jan, field, value, says):
    data = {"name": "Pia Dahl", "username": "pia", "role": "provider", "department": jan.department_id}
    page = client.post(f"{EMPLOYEES}ny/", data | {field: value})
    assert page.status_code == 422
    assert says in page.text
    if field in ("name", "username", "email"):
        assert escape(value) in page.text
    assert User.objects.count() == 2


@pytest.mark.parametrize("name", ["Ø" * 20_000, *STRANGE])
def test_employee_with_a_strange_name_is_kept_and_escaped(client, adam, jan, name):
    client.post(f"{EMPLOYEES}{jan.pk}/", of_employee(jan, name=name))
    assert again(jan).name == name
    page = client.get(f"{EMPLOYEES}{jan.pk}/").text
    assert f'value="{escape(name)}"' in page
    assert "<script>alert" not in page + client.get(EMPLOYEES).text


def test_employee_is_changed(client, adam, jan, social):
    data = of_employee(jan, name="Jan Falk Holm", department=social.pk, role="leader")
    page = client.post(f"{EMPLOYEES}{jan.pk}/", data, follow=True)
    assert "Ændringerne er gemt." in page.text
    jan = again(jan)
    assert (jan.name, jan.department, jan.role_id, jan.version) == ("Jan Falk Holm", social, "leader", 2)


def test_employee_form_shows_what_is_stored(client, adam, jan):
    text = client.get(f"{EMPLOYEES}{jan.pk}/").text
    assert 'value="65 00 00 11"' in text
    assert f'<option value="{jan.department_id}" selected>' in text


def test_employee_keeps_a_department_out_of_use_but_no_other_gets_it(client, adam, jan, job):
    Department.objects.filter(pk=job.pk).update(is_active=False)
    assert "Beskæftigelse" in client.get(f"{EMPLOYEES}{jan.pk}/").text
    assert client.post(f"{EMPLOYEES}{jan.pk}/", of_employee(jan, phone="1")).status_code == 302
    assert client.post(f"{EMPLOYEES}{adam.pk}/", of_employee(adam, department=job.pk)).status_code == 422


def test_employee_is_closed_and_sent_to_the_login(client, adam, jan, django_user_model):
    other = client.__class__()
    other.force_login(jan)
    client.post(f"{EMPLOYEES}{jan.pk}/", of_employee(jan, is_active=None))
    assert not again(jan).is_active
    assert "Din adgang er lukket" in other.get("/", follow=True).text


def test_employee_form_takes_no_more_than_it_shows(client, adam, jan):
    data = of_employee(jan, is_superuser="on", password="x", id=str(adam.pk))
    client.post(f"{EMPLOYEES}{jan.pk}/", data)
    assert not again(jan).is_superuser
    assert again(jan).password == jan.password


def test_administrator_is_told_why_they_cannot_close_themselves(client, adam):
    page = client.post(f"{EMPLOYEES}{adam.pk}/", of_employee(adam, is_active=None))
    assert page.status_code == 422
    assert "Du er den eneste administrator" in page.text
    assert again(adam).is_active


def test_administrator_is_told_how_many_plans_a_coordinator_has(client, cast):
    client.force_login(cast.adam)
    page = client.post(f"{EMPLOYEES}{cast.sofie.pk}/", of_employee(cast.sofie, is_active=None))
    assert page.status_code == 422
    assert "Sofie Lind er koordinerende sagsbehandler for 2 planer" in page.text
    assert "Rasmus" not in page.text
    assert again(cast.sofie).is_active


def test_employee_stale_save_shows_both_and_can_be_saved_again(client, adam, jan):
    stale = of_employee(jan, phone="65 00 00 99")
    client.post(f"{EMPLOYEES}{jan.pk}/", of_employee(jan, phone="65 00 00 12", is_active=None))
    page = client.post(f"{EMPLOYEES}{jan.pk}/", stale)
    assert page.status_code == 409
    assert 'value="65 00 00 99"' in page.text
    for words in ("En anden har gemt", "Telefon", "Kan logge ind", ">12<", ">99<"):
        assert words in page.text
    assert 'name="version" value="2"' in page.text
    assert client.post(f"{EMPLOYEES}{jan.pk}/", stale | {"version": 2}).status_code == 302
    assert again(jan).phone == "65 00 00 99"


@pytest.mark.parametrize("version", [None, "", "x", "-1", "9" * 30])
def test_employee_save_without_a_version_stores_nothing(client, adam, jan, version):
    page = client.post(f"{EMPLOYEES}{jan.pk}/", of_employee(jan, name="Ændret", version=version))
    assert page.status_code == 422
    assert again(jan).name == "Jan Falk"


# --- Departments ---


def test_departments_are_a_tree(client, adam, jan, social, django_assert_num_queries):
    team = department("Aftenteam", parent=social, is_health=True)
    department("Nattevagten", parent=team, is_active=False)
    with django_assert_num_queries(4):
        text = client.get(DEPARTMENTS).text
    places = [
        text.index(f"<bdi>{name}</bdi>")
        for name in ("Beskæftigelse", "Socialafdelingen", "Aftenteam", "Nattevagten")
    ]
    assert places == sorted(places)
    for words in ("level-2", "Under Aftenteam.", "helbredsoplysninger", "ikke i brug", "1 medarbejder"):
        assert words in text
    for number in range(20):
        department(f"Team {number}", parent=social)
    with django_assert_num_queries(4):
        client.get(DEPARTMENTS)


def test_department_is_added(client, adam, social):
    data = {"name": "Boligteam", "parent": social.pk, "areas": ["housing", "economy"], "is_health": "on"}
    page = client.post(f"{DEPARTMENTS}ny/", data, follow=True)
    assert "Boligteam er oprettet." in page.text
    made = Department.objects.get(name="Boligteam")
    assert (made.parent, made.is_health, made.areas.count()) == (social, True, 2)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Feltet skal udfyldes"),
        ("name", "SOCIALAFDELINGEN", "allerede en afdeling med det navn"),
        ("name", "x" * 20_000, "Teksten er for lang"),
        ("name", "a\x00b", "usynligt tegn"),
        ("parent", NOBODYS_ID, "Vælg en af mulighederne"),
        ("areas", ["god"], "Vælg en af mulighederne"),
    ],
)
def test_department_add_refuses(client, adam, field, value, says):
    page = client.post(f"{DEPARTMENTS}ny/", {"name": "Boligteam"} | {field: value})
    assert page.status_code == 422
    assert says in page.text
    assert Department.objects.count() == 1


@pytest.mark.parametrize("name", STRANGE)
def test_department_with_a_strange_name_is_kept_and_escaped(client, adam, job, name):
    client.post(f"{DEPARTMENTS}{job.pk}/", of_department(job, name=name))
    assert again(job).name == name
    texts = [
        client.get(address).text for address in (DEPARTMENTS, f"{DEPARTMENTS}{job.pk}/", f"{EMPLOYEES}ny/")
    ]
    for text in texts:
        assert escape(name) in text
        assert "<script>alert" not in text


def test_department_is_not_put_under_its_own(client, adam, social):
    team = department("Team", parent=social)
    page = client.post(f"{DEPARTMENTS}{social.pk}/", of_department(social, parent=team.pk))
    assert page.status_code == 422
    assert "kan ikke høre under sig selv" in page.text


def test_department_stale_save_shows_both(client, adam, job):
    client.post(f"{DEPARTMENTS}{job.pk}/", of_department(job, areas=["housing"]))
    page = client.post(f"{DEPARTMENTS}{job.pk}/", of_department(job, name="Jobhuset", areas=["economy"]))
    assert page.status_code == 409
    for words in ("Jobhuset", "Beskæftigelse", "Bolig", "Økonomi", "Livsområder"):
        assert words in page.text
    assert again(job).name == "Beskæftigelse"


def test_department_in_use_stays_in_use(client, adam, social):
    page = client.post(f"{DEPARTMENTS}{social.pk}/", of_department(social, is_active=None))
    assert page.status_code == 422
    assert "Flyt først afdelingens medarbejdere" in page.text


# --- Roles ---


def test_roles_are_a_table(client, adam):
    text = client.get(ROLES).text
    for words in ("Sagsbehandler", "Databeskyttelsesrådgiver", "Kan søge efter borgere", "Kan administrere"):
        assert words in text


def test_role_is_changed(client, adam):
    data = {"name": "Udfører", "can_join_team": "on", "version": 1}
    assert "De gælder for alle" in client.post(f"{ROLES}provider/", data, follow=True).text
    provider = Role.objects.get(pk="provider")
    assert (provider.can_join_team, provider.can_search, provider.version) == (True, False, 2)


def test_role_of_administrators_comes_to_no_plan(client, adam):
    data = {"name": "Administrator", "can_administer": "on", "can_search": "on", "version": 1}
    page = client.post(f"{ROLES}administrator/", data)
    assert page.status_code == 422
    assert "må ikke også kunne komme til planer" in page.text


def test_role_stale_save_shows_both(client, adam):
    client.post(f"{ROLES}leader/", {"name": "Leder", "can_join_team": "on", "version": 1})
    page = client.post(f"{ROLES}leader/", {"name": "Chef", "can_join_team": "on", "version": 1})
    assert page.status_code == 409
    assert "Leder" in page.text
    assert 'value="Chef"' in page.text


def test_role_of_those_who_coordinate_is_refused(client, cast):
    client.force_login(cast.adam)
    page = client.post(f"{ROLES}caseworker/", {"name": "Sagsbehandler", "can_join_team": "on", "version": 1})
    assert page.status_code == 422
    assert "for 2 planer" in page.text


def test_a_life_area_is_named_in_danish_and_english(client, adam):
    address = f"{AREAS}housing/"
    area = LifeArea.objects.get(pk="housing")
    fields = {"name": "Bolig og hjem", "short_name": "bolig og hjem", "version": area.version}
    assert client.post(address, fields | {"name_en": "Home"}).status_code == 422  # both or neither
    assert client.post(address, fields | {"name": "Økonomi"}).status_code == 422
    assert client.post(address, fields | {"name": " "}).status_code == 422
    english = {"name_en": "Home", "short_name_en": "home"}
    assert client.post(address, fields | english).status_code == 302
    assert again(area).name == "Bolig og hjem"
    assert "Home" in client.get(AREAS).content.decode()
    changed = set(Change.objects.filter(thing="lifearea").values_list("field", flat=True))
    assert changed == {"name", "short_name", "name_en", "short_name_en"}
    assert client.post(address, fields | english).status_code == 409
