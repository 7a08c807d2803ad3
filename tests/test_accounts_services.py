"""The services of the organisation: who may, what is refused, what is recorded and announced."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection

from enplan.accounts.events import organisation_changed
from enplan.accounts.models import Department, LifeArea, Role, User
from enplan.accounts.services.departments import add_department, edit_department
from enplan.accounts.services.employees import add_employee, edit_employee
from enplan.accounts.services.roles import edit_role
from enplan.audit.models import Change
from enplan.audit.versions import Conflict
from tests.accounts_people import department, employee, private_person, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def social():
    return department("Socialafdelingen")


@pytest.fixture
def job():
    return department("Beskæftigelse")


@pytest.fixture
def adam(social):
    return employee("adam", "administrator", social)


@pytest.fixture
def jan(job):
    return employee("jan", "caseworker", job, name="Jan Falk")


@pytest.fixture
def heard():
    """What the listeners were told: (usernames, departments, moved)."""
    told = []

    def listen(*, users, departments, moved, **_signal):
        told.append(({user.username for user in users}, departments, moved))

    organisation_changed.connect(listen)
    yield told
    organisation_changed.disconnect(listen)


def role(key):
    return Role.objects.get(pk=key)


def new(by, **fields):
    given = {
        "name": "Pia Dahl",
        "username": "pia",
        "role": role("provider"),
        "department": Department.objects.first(),
    }
    return add_employee(by=by, **(given | fields))


def changes(thing):
    return {
        (change.field, change.before, change.after) for change in Change.objects.filter(thing_id=thing.pk)
    }


def words(error):
    return " ".join(error.value.messages)


# --- Who may ---


@pytest.fixture(params=["caseworker", "provider", "leader", "auditor", "citizen", "superuser", "deactivated"])
def outsider(request, social):
    """Everybody who does not administer."""
    match request.param:
        case "citizen":
            return private_person("mads")
        case "superuser":
            user = superuser()
            User.objects.filter(pk=user.pk).update(role="administrator", department=social)
            return User.objects.get(pk=user.pk)
        case "deactivated":
            return employee("ex", "administrator", social, is_active=False)
        case key:
            return employee("en", key, social)


def test_services_are_for_administrators(outsider, social, jan):
    tries = [
        lambda: new(outsider),
        lambda: edit_employee(by=outsider, employee=jan, seen=1, name="X"),
        lambda: add_department(by=outsider, name="X"),
        lambda: edit_department(by=outsider, department=social, seen=1, name="X"),
        lambda: edit_role(by=outsider, role=role("leader"), seen=1, name="X"),
    ]
    for attempt in tries:
        with pytest.raises(PermissionDenied):
            attempt()
    assert Change.objects.count() == 0
    assert not User.objects.filter(name="X").exists()


def test_services_ask_what_is_stored_and_not_what_was_loaded(adam, jan):
    """An administrator whose access was closed a moment ago has a page open still."""
    User.objects.filter(pk=adam.pk).update(is_active=False)
    with pytest.raises(PermissionDenied):
        edit_employee(by=adam, employee=jan, seen=1, name="X")


# --- Employees ---


def test_add_employee_is_recorded_and_cannot_log_in_by_password(adam, heard):
    pia = new(adam)
    assert not pia.has_usable_password()
    assert ("username", "", "pia") in changes(pia)
    assert ("role", "", "Udfører") in changes(pia)
    assert {change.by_id for change in Change.objects.all()} == {adam.pk}
    assert heard == [({"pia"}, set(), set())]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"username": "JAN"}, "username"),
        ({"username": "to ord"}, "username"),
        ({"username": "skjult\u202e"}, "username"),
        ({"username": ""}, "username"),
        ({"username": "x" * 151}, "username"),
        ({"name": "  "}, "name"),
        ({"email": "ingen"}, "email"),
        ({"phone": "1" * 41}, "phone"),
    ],
)
def test_add_employee_refuses(adam, jan, fields, at):
    with pytest.raises(ValidationError) as error:
        new(adam, **fields)
    assert list(error.value.error_dict) == [at]
    assert User.objects.count() == 2


def test_add_employee_refuses_a_department_no_longer_in_use(adam):
    with pytest.raises(ValidationError) as error:
        new(adam, department=department("Gammel", is_active=False))
    assert list(error.value.error_dict) == ["department"]


@pytest.mark.parametrize("name", ["Ø" * 20_000, "👩‍🦽", "שלום עולם", "<script>alert(1)</script>"])
def test_employee_keeps_any_name(adam, name):
    assert User.objects.get(pk=new(adam, name=name).pk).name == name


def test_edit_employee_records_from_and_to_and_counts_the_version(adam, jan, social, heard):
    stored = edit_employee(by=adam, employee=jan, seen=1, department=social, phone="65 00 00 12")
    assert stored.version == 2
    assert changes(jan) == {
        ("department", "Beskæftigelse", "Socialafdelingen"),
        ("phone", "", "65 00 00 12"),
    }
    assert heard == [({"jan"}, set(), {jan.pk})]


@pytest.mark.parametrize(
    ("fields", "is_announced"),
    [
        ({"phone": "1"}, False),
        ({"name": "Jan"}, False),
        ({"is_active": False}, True),
        ({"role": "leader"}, True),
    ],
)
def test_edit_employee_announces_what_opens_or_closes(adam, jan, heard, fields, is_announced):
    if "role" in fields:
        fields = {"role": role(fields["role"])}
    edit_employee(by=adam, employee=jan, seen=1, **fields)
    assert heard == ([({"jan"}, set(), set())] if is_announced else [])


def test_edit_employee_with_nothing_new_is_nothing(adam, jan, heard):
    assert edit_employee(by=adam, employee=jan, seen=1, name="Jan Falk").version == 1
    assert heard == []
    assert Change.objects.count() == 0


def test_edit_employee_stale_is_a_conflict_with_both(adam, jan):
    edit_employee(by=adam, employee=jan, seen=1, phone="65 00 00 11")
    with pytest.raises(Conflict) as conflict:
        edit_employee(by=adam, employee=jan, seen=1, phone="65 00 00 99")
    assert [(field.mine, field.theirs) for field in conflict.value.fields] == [("65 00 00 99", "65 00 00 11")]
    assert User.objects.get(pk=jan.pk).phone == "65 00 00 11"


@pytest.mark.parametrize("kind", ["private", "superuser"])
def test_edit_employee_is_for_employees(adam, kind):
    other = private_person("mads") if kind == "private" else superuser()
    with pytest.raises(ValidationError):
        edit_employee(
            by=adam, employee=other, seen=1, name="X", role=role("leader"), department=adam.department
        )
    assert User.objects.get(pk=other.pk).role is None


def test_edit_employee_takes_no_other_field(adam, jan):
    with pytest.raises(TypeError):
        edit_employee(by=adam, employee=jan, seen=1, is_superuser=True)


@pytest.mark.parametrize(
    ("has_another", "says"), [(True, "Bed en anden administrator"), (False, "Du er den eneste administrator")]
)
@pytest.mark.parametrize("how", ["deactivate", "other role", "ability"])
def test_administering_is_not_taken_from_oneself(adam, social, how, has_another, says):
    if has_another:
        # In a role of their own, so that changing Adam's role leaves it.
        second = Role.objects.create(key="second", name="Anden", can_administer=True)
        User.objects.create_user("eva", name="Eva", role=second, department=social)
    tries = {
        "deactivate": lambda: edit_employee(by=adam, employee=adam, seen=1, is_active=False),
        "other role": lambda: edit_employee(by=adam, employee=adam, seen=1, role=role("leader")),
        "ability": lambda: edit_role(
            by=adam, role=role("administrator"), seen=1, name="Administrator", can_administer=False
        ),
    }
    with pytest.raises(ValidationError) as error:
        tries[how]()
    assert says in words(error)
    assert User.objects.get(pk=adam.pk).role.can_administer
    assert User.objects.get(pk=adam.pk).is_active
    assert Change.objects.count() == 0


def test_another_administrator_can_be_closed(adam, social):
    eva = employee("eva", "administrator", social)
    assert not edit_employee(by=adam, employee=eva, seen=1, is_active=False).is_active


def test_a_listener_that_objects_stops_the_change(adam, jan):
    def object_to_it(**_signal):
        raise ValidationError("Det går ikke.")

    organisation_changed.connect(object_to_it)
    try:
        with pytest.raises(ValidationError, match="Det går ikke"):
            edit_employee(by=adam, employee=jan, seen=1, is_active=False)
    finally:
        organisation_changed.disconnect(object_to_it)
    assert User.objects.get(pk=jan.pk).is_active
    assert Change.objects.count() == 0


# --- Departments ---


def test_add_department_with_its_areas(adam, social):
    areas = LifeArea.objects.filter(pk__in=["housing", "economy"])
    made = add_department(by=adam, name="Boligteam", parent=social, areas=areas, is_health=False)
    assert {area.pk for area in made.areas.all()} == {"housing", "economy"}
    assert ("areas", "", "Bolig, Økonomi") in changes(made)


@pytest.mark.parametrize("name", ["", "  ", "socialafdelingen", "x" * 201])
def test_add_department_refuses_names(adam, name):
    with pytest.raises(ValidationError) as error:
        add_department(by=adam, name=name)
    assert list(error.value.error_dict) == ["name"]


def test_edit_department_areas_alone_is_a_new_version(adam, job):
    housing = LifeArea.objects.filter(pk="housing")
    assert edit_department(by=adam, department=job, seen=1, areas=housing).version == 2
    assert changes(job) == {("areas", "", "Bolig")}
    with pytest.raises(Conflict) as conflict:
        edit_department(by=adam, department=job, seen=1, areas=[])
    assert [field.name for field in conflict.value.fields] == ["areas"]
    assert edit_department(by=adam, department=job, seen=2, areas=housing).version == 2


@pytest.mark.parametrize(
    ("fields", "is_announced"),
    [({"name": "Ny"}, False), ({"is_health": True}, True), ({"parent": "social"}, True)],
)
def test_edit_department_announces_what_opens_or_closes(adam, social, job, heard, fields, is_announced):
    if "parent" in fields:
        fields = {"parent": social}
    edit_department(by=adam, department=job, seen=1, **fields)
    assert heard == ([(set(), {job.pk}, set())] if is_announced else [])


def test_department_is_never_under_itself(adam, social):
    team = department("Team", parent=social)
    group = department("Gruppe", parent=team)
    for under in (social, team, group):
        with pytest.raises(ValidationError) as error:
            edit_department(by=adam, department=social, seen=1, parent=under)
        assert list(error.value.error_dict) == ["parent"]
    assert Department.objects.get(pk=social.pk).parent is None


def test_department_with_employees_or_departments_stays_in_use(adam, jan, job, social):
    department("Team", parent=social)
    User.objects.filter(pk=adam.pk).update(department=job)
    for busy in (job, social):
        with pytest.raises(ValidationError) as error:
            edit_department(by=adam, department=busy, seen=1, is_active=False)
        assert list(error.value.error_dict) == ["is_active"]


def test_department_without_anybody_goes_out_of_use_and_takes_nobody_in(adam, jan, job):
    old = department("Gammel")
    old = edit_department(by=adam, department=old, seen=1, is_active=False)
    with pytest.raises(ValidationError):
        edit_employee(by=adam, employee=jan, seen=1, department=old)
    with pytest.raises(ValidationError):
        edit_department(by=adam, department=job, seen=1, parent=old)


# --- Roles ---


def test_edit_role_is_recorded_by_its_key_and_announced(adam, jan, heard):
    edit_role(by=adam, role=role("caseworker"), seen=1, name="Rådgiver", can_search=False)
    recorded = Change.objects.filter(thing="role", thing_key="caseworker")
    assert set(recorded.values_list("field", "before", "after")) == {
        ("name", "Sagsbehandler", "Rådgiver"),
        ("can_search", "True", "False"),
    }
    assert heard == [({"jan"}, set(), set())]


def test_edit_role_name_alone_opens_nothing(adam, heard):
    edit_role(by=adam, role=role("caseworker"), seen=1, name="Rådgiver")
    assert heard == []


@pytest.mark.parametrize(
    ("key", "abilities", "at"),
    [
        ("administrator", {"can_search": True}, "can_administer"),
        ("caseworker", {"can_administer": True}, "can_administer"),
        ("leader", {"can_coordinate": True}, "can_coordinate"),
        ("caseworker", {"can_join_team": False}, "can_coordinate"),
        ("caseworker", {"name": " "}, "name"),
    ],
)
def test_edit_role_refuses_what_cannot_be(adam, key, abilities, at):
    fields = {"name": "Rolle"} | abilities
    with pytest.raises(ValidationError) as error:
        edit_role(by=adam, role=role(key), seen=1, **fields)
    assert list(error.value.error_dict) == [at]


def test_edit_role_stale_is_a_conflict(adam):
    edit_role(by=adam, role=role("leader"), seen=1, name="Leder")
    with pytest.raises(Conflict):
        edit_role(by=adam, role=role("leader"), seen=1, name="Chef")


def test_edit_role_takes_no_other_field(adam):
    with pytest.raises(TypeError):
        edit_role(by=adam, role=role("leader"), seen=1, name="Leder", key=True)


# --- The first administrator ---


@pytest.fixture
def typed(monkeypatch):
    monkeypatch.setattr(
        "enplan.accounts.management.commands.add_administrator.getpass", lambda _prompt: "en lang kode 42"
    )


KIM = {"name": "Kim Lykke", "email": "kim@nordby.example", "department": "Borgerservice"}


def test_first_administrator_can_log_in_and_let_others_in(typed, client):
    call_command(
        "add_administrator", "kim", name="Kim Lykke", email="kim@nordby.example", department="Borgerservice"
    )
    kim = User.objects.get(username="kim")
    answer = client.post("/login/", {"username": "kim", "password": "en lang kode 42"})
    assert answer.headers["Location"] == "/login/kode/"
    assert mail.outbox[0].to == ["kim@nordby.example"]
    assert new(kim).username == "pia"


def test_second_administrator_is_not_added_by_command(typed, adam):
    with pytest.raises(CommandError, match="allerede"):
        call_command(
            "add_administrator",
            "kim",
            name="Kim Lykke",
            email="kim@nordby.example",
            department="Borgerservice",
        )
    assert not User.objects.filter(username="kim").exists()


def test_first_administrator_needs_a_proper_password(monkeypatch):
    monkeypatch.setattr(
        "enplan.accounts.management.commands.add_administrator.getpass", lambda _prompt: "kort"
    )
    with pytest.raises(CommandError):
        call_command(
            "add_administrator",
            "kim",
            name="Kim Lykke",
            email="kim@nordby.example",
            department="Borgerservice",
        )


def test_first_administrator_types_the_password_the_same_way_twice(monkeypatch):
    answers = iter(["en lang kode 42", "en lang kode 43"])
    monkeypatch.setattr(
        "enplan.accounts.management.commands.add_administrator.getpass", lambda _prompt: next(answers)
    )
    with pytest.raises(CommandError, match="not the same"):
        call_command("add_administrator", "kim", **KIM)
    assert not User.objects.filter(username="kim").exists()


def test_first_administrator_is_told_where_nothing_can_be_typed(monkeypatch):
    def nobody_is_there(_prompt):
        raise EOFError

    monkeypatch.setattr("enplan.accounts.management.commands.add_administrator.getpass", nobody_is_there)
    with pytest.raises(CommandError, match="no terminal"):
        call_command("add_administrator", "kim", **KIM)


# --- At once ---


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_close_each_other_at_once(adam, social):
    eva = employee("eva", "administrator", social)
    at_once = Barrier(2)

    def close(by, other):
        at_once.wait(timeout=10)
        try:
            edit_employee(by=by, employee=other, seen=1, is_active=False)
        except PermissionDenied:
            return "too late"
        finally:
            connection.close()
        return "closed"

    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(close, *pair) for pair in ((adam, eva), (eva, adam))]
        assert sorted(answer.result(timeout=30) for answer in answers) == ["closed", "too late"]
    assert User.objects.filter(is_active=True, role="administrator").count() == 1
