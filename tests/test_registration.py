"""`/borgere/ny/` and the beginning of a plan."""

import pytest

from citizens.models import Citizen
from enplan.audit.models import Look
from plans.models import Plan
from plans.services.plans import end_plan
from plans.services.team import block_person
from tests.cast import CPRS, make_citizen, make_plan
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db
NEW = {
    "name": "Frida Holm",
    "cpr": "650989-0031",
    "address": "Strandvej 1",
    "phone": "65 00 00 00",
    "language": "da",
}


def test_citizen_is_registered_then_the_plan_is_started_with_its_coordinator(client, cast):
    client.force_login(cast.sofie)
    answer = client.post("/borgere/ny/", NEW | {"has_protected_address": "on"})
    citizen = Citizen.objects.get(name="Frida Holm")
    assert (citizen.cpr, citizen.has_protected_address) == ("6509890031", True)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/borgere/{citizen.pk}/plan/"
    html = html_of(client.get(answer.headers["Location"]))
    assert "Begynd én plan for Frida Holm" in html
    assert "Strandvej" not in html
    data = {"coordinator": str(cast.sofie.pk), "started_on": "i dag", "agreed_on": ""}
    started = client.post(answer.headers["Location"], data)
    plan = Plan.objects.get(citizen=citizen)
    assert started.headers["Location"] == f"/planer/{plan.pk}/team/"
    assert plan.members.get().user == cast.sofie


def test_plan_coordinated_by_another_leads_back_without_access(client, cast):
    client.force_login(cast.jan)
    client.post("/borgere/ny/", NEW)
    citizen = Citizen.objects.get(name="Frida Holm")
    data = {"coordinator": str(cast.sofie.pk), "started_on": "i dag", "agreed_on": "i går"}
    assert client.post(f"/borgere/{citizen.pk}/plan/", data).headers["Location"] == "/planer/"
    assert "Sofie Lind holder trådene" in html_of(client.get("/planer/"))
    plan = Plan.objects.get(citizen=citizen)
    assert client.get(f"/planer/{plan.pk}/").status_code == 404


def test_who_starts_a_plan_is_not_told_whom_the_citizen_has_kept_out(client, cast):
    earlier = make_plan(cast.sofie, make_citizen(cast.sofie, "frida", "Frida Holm", CPRS[2]))
    block_person(by=cast.sofie, plan=earlier, user=cast.jan)
    end_plan(by=cast.sofie, plan=earlier, outcome="manages")
    client.force_login(cast.ulla)
    address = f"/borgere/{earlier.citizen_id}/plan/"
    answer = client.post(address, {"coordinator": str(cast.jan.pk), "started_on": "i dag", "agreed_on": ""})
    assert answer.status_code == 422
    html = html_of(answer)
    assert "Den person kan ikke vælges her." in html
    assert "spærret" not in html


@pytest.mark.parametrize(
    "cpr", ["", "123", "3213990000", "abcdefghij", "0101701234567", "٠١٠١٧٠١٢٣٤", "010170\x001234"]
)
def test_cpr_that_is_none_is_refused_at_its_field_and_not_repeated(client, cast, cpr):
    client.force_login(cast.sofie)
    answer = client.post("/borgere/ny/", NEW | {"cpr": cpr})
    assert answer.status_code == 422
    assert 'value="Frida Holm"' in html_of(answer)
    assert not Citizen.objects.filter(name="Frida Holm").exists()


def test_known_cpr_says_the_same_to_those_who_may_find_the_citizen_and_those_who_may_not(client, cast):
    block_person(by=cast.sofie, plan=cast.plan, user=cast.jan)
    said = []
    for user in (cast.ulla, cast.jan):
        client.force_login(user)
        answer = client.post("/borgere/ny/", NEW | {"cpr": CPRS[0]})
        html = html_of(answer)
        assert answer.status_code == 422
        for hidden in ("Rasmus Ager", "Sofie Lind", str(cast.plan.pk), str(cast.citizen.pk)):
            assert hidden not in html
        said.append(html[html.index("<main") :])
        assert Look.objects.filter(user_id=user.pk, kind="search", why="Oprettelse af en borger").exists()
    assert said[0] == said[1]


@pytest.mark.parametrize("words", ["æ" * 500, '🚲 \u202eabc <script>alert("x")</script>'])
def test_strange_names_are_kept_and_escaped(client, cast, words):
    client.force_login(cast.sofie)
    answer = client.post("/borgere/ny/", NEW | {"name": words, "address": words})
    citizen = Citizen.objects.get(name=words)
    assert "<script>alert" not in html_of(client.get(answer.headers["Location"]))
    assert citizen.address == words


def test_second_active_plan_is_refused(client, cast):
    client.force_login(cast.ulla)
    data = {"coordinator": str(cast.ulla.pk), "started_on": "i dag"}
    answer = client.post(f"/borgere/{cast.citizen.pk}/plan/", data)
    assert answer.status_code == 422
    assert "Der kan kun være én ad gangen" in html_of(answer)
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    assert client.post(f"/borgere/{cast.citizen.pk}/plan/", data).status_code == 303


def test_coordinator_must_be_one_who_can(client, cast):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    client.force_login(cast.sofie)
    for foreign in (cast.pia.pk, cast.rasmus.pk, cast.root.pk, "x", ""):
        data = {"coordinator": str(foreign), "started_on": "i dag"}
        assert client.post(f"/borgere/{cast.citizen.pk}/plan/", data).status_code == 422
    assert Plan.objects.filter(citizen=cast.citizen).count() == 1


def test_blocked_person_cannot_start_a_plan_for_the_citizen(client, cast):
    block_person(by=cast.sofie, plan=cast.plan, user=cast.jan)
    client.force_login(cast.jan)
    assert client.get(f"/borgere/{cast.citizen.pk}/plan/").status_code == 404


@pytest.mark.parametrize("who", ["pia", "grethe", "adam", "dorte", "root", "rasmus", "mads"])
def test_registration_is_for_caseworkers(client, cast, who):
    client.force_login(getattr(cast, who))
    for address in ("/borgere/ny/", f"/borgere/{cast.citizen.pk}/plan/"):
        assert client.get(address).status_code in (403, 404)
        assert client.post(address, NEW).status_code in (403, 404)
    assert not Citizen.objects.filter(name="Frida Holm").exists()
