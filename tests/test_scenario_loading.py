"""Loading a course: what the file says stands in the database, at its instants, and nothing of a bad file does."""

from copy import deepcopy
from datetime import date, datetime
from typing import Any

import pytest

from citizens.models import Citizen, Ground, NetworkPerson
from enplan import clock
from enplan.accounts.models import Department, User
from enplan.demo.scenario.cast import Cast
from enplan.demo.scenario.course import read_course
from enplan.demo.scenario.loading import load
from enplan.demo.scenario.shapes import NotBuilt, ScenarioError, read_yaml
from integrations.models import Delivery
from plans.models import Goal, Plan, Rating, Section, Task, TeamMember
from plans.permissions import visible_to
from tests.test_scenario_keys import SAMPLE

pytestmark = pytest.mark.django_db
DATA = read_yaml(SAMPLE.read_text(encoding="utf-8"))


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=clock.COPENHAGEN)  # type: ignore[arg-type]  # year, month, day and maybe hour


@pytest.fixture
def data() -> Any:
    return deepcopy(DATA)


@pytest.fixture
def loaded(data) -> Cast:
    return load(read_course(data))


def owner_name(section: Section | None) -> str:
    assert section is not None
    return section.owner.name if section.owner else "borgeren"


def goals_seen(cast: Cast, username: str, when: datetime) -> set[str]:
    return set(visible_to(cast.user(username), Goal.objects.all(), at=when).values_list("title", flat=True))


def test_loading_stores_the_plan_with_its_days(loaded):
    plan = loaded.plan
    assert (plan.started_on, plan.agreed_on) == (date(2026, 1, 5), date(2026, 1, 12))
    assert plan.created_at == at(2026, 1, 5)
    assert {words.kind: words.text for words in plan.words.all()} == {
        "dream": "Et hus med have",
        "matters": "Ring før I kommer",
    }


def test_loading_stores_people_with_logins_but_no_password(loaded):
    ida = loaded.citizen
    assert (ida.name, ida.language, ida.has_protected_address) == ("Ida Holm", "en", True)
    assert not User.objects.get(username="pia").has_usable_password()
    assert User.objects.get(username="pia").role_id == "provider"
    assert User.objects.get(username="per").role is None
    assert not User.objects.filter(username="ole").exists()
    assert NetworkPerson.objects.get(name="Ole Krog").user is None
    eva = loaded.representatives["eva"]
    assert (eva.starts_at, eva.ends_at) == (at(2026, 1, 5), at(2026, 6, 1))


def test_loading_stores_the_team_in_periods_through_the_last_day(loaded):
    pia = TeamMember.objects.get(plan=loaded.plan, user__username="pia")
    assert (pia.starts_at, pia.ends_at) == (at(2026, 2, 2), at(2027, 1, 1))
    assert {area.pk for area in pia.areas.all()} == {"housing", "job_education"}
    sofie = TeamMember.objects.get(plan=loaded.plan, user__username="sofie")
    assert (sofie.capacity, sofie.starts_at) == ("coordinator", at(2026, 1, 5))


def test_loading_follows_the_basis_where_a_consent_has_no_end(loaded):
    ends = {key: ground.valid_until for key, ground in loaded.grounds.items()}
    assert ends["deling"] == at(2027, 1, 5)
    assert ends["helbred"] == at(2027, 1, 5)
    assert ends["behandling"] is None
    assert ends["akut"] == at(2026, 5, 11)


def test_loading_stores_consents_as_they_were_given(loaded):
    deling, per = loaded.grounds["deling"], loaded.grounds["per"]
    assert {department.name for department in deling.sources.all()} == {
        "Socialafdelingen",
        "Jobhuset",
        "Sundhedshuset",
    }
    assert {str(party.department or party.user or "coordinator") for party in deling.parties.all()} == {
        "Socialafdelingen",
        "Jan Falk",
        "coordinator",
    }
    assert (deling.noted_by.username, deling.noted_at, deling.valid_from) == (
        "sofie",
        at(2026, 1, 5),
        at(2026, 1, 5),
    )
    assert per.noted_by == loaded.citizen.user


def test_loading_stores_goals_with_all_they_say(loaded):
    goal = loaded.goals["praktik"]
    assert (goal.section.area_id, owner_name(goal.section)) == ("job_education", "Jobhuset")
    assert (goal.words, goal.type, goal.due_on, goal.expected, goal.actual) == (
        "agreed",
        "develop",
        date(2026, 9, 1),
        1,
        3,
    )
    assert [(step.title, step.status) for step in goal.subgoals.all()] == [
        ("Besøge planteskolen", "not_started"),
        ("To dage om ugen", "in_progress"),
    ]
    assert loaded.goals["bolig"].expected is None
    assert loaded.goals["have"].section.owner is None
    assert loaded.goals["naboer"].responsible_contact.name == "Per Holm"
    assert loaded.goals["have"].responsible_is_citizen
    assert (loaded.goals["kladde"].is_draft, loaded.goals["kladde"].status) == (True, "active")


def test_loading_keeps_the_order_of_the_file(loaded):
    assert list(Goal.objects.values_list("title", flat=True)) == [
        one["title"] for one in DATA["plan"]["goals"].values()
    ]


def test_loading_stores_tasks_where_their_goal_stands_or_with_the_coordinators_department(loaded):
    assert loaded.tasks["ring"].section == loaded.goals["praktik"].section
    assert owner_name(loaded.tasks["moede"].section) == "Socialafdelingen"
    assert loaded.tasks["skriv"].done_at == at(2026, 2, 10, 12)
    assert loaded.tasks["koer"].responsible_contact.name == "Ole Krog"
    assert Task.objects.get(title="Køre Ida til lægen").status == "in_progress"


def test_loading_stores_ratings_with_whose_they_are(loaded):
    ratings = {(one.written_by.username, one.value): one for one in Rating.objects.all()}
    assert ratings["ida", 3].section is None
    assert owner_name(ratings["ida", 7].section) == "borgeren"
    assert ratings["eva", 4].is_by_representative
    assert owner_name(ratings["hanne", 5].section) == "Sundhedshuset"
    assert ratings["sofie", None].rated_on == date(2026, 4, 1)


def test_loading_opens_what_the_rule_opens_and_drafts_to_their_writer_alone(loaded):
    now = loaded.now
    assert "Kladde om løntilskud" in goals_seen(loaded, "jan", now)
    assert goals_seen(loaded, "pia", now) == {
        "Praktik i en planteskole",
        "Aftenskole",
        "Beholde lejligheden",
        "Større lejlighed",
    }
    assert "Kladde om løntilskud" not in goals_seen(loaded, "sofie", now) | goals_seen(loaded, "ida", now)
    assert "Gå en tur hver dag" in goals_seen(loaded, "sofie", now)
    assert goals_seen(loaded, "eva", now) == {"Beholde lejligheden", "Større lejlighed"}


def test_loading_lets_nobody_see_a_goal_because_they_are_said_to_have_written_it(data):
    """Nobody of the owner works in the area: neither a member elsewhere nor the coordinator may be its writer."""
    data["plan"]["goals"]["praktik"] |= {"area": "family", "responsible": "jan"}
    cast = load(read_course(data))
    goal = cast.goals["praktik"]
    assert (goal.written_by.username, owner_name(goal.section)) == ("ulla", "Jobhuset")
    for username in ("jan", "pia", "sofie"):
        assert goal.title not in goals_seen(cast, username, cast.now)
    del data["staff"]["ulla"]
    data["citizen"] |= {"cpr": "6305920018", "username": "ib"}
    data["plan"]["goals"]["have"]["responsible"] = data["plan"]["tasks"]["ring"]["responsible"] = "ib"
    for rating in data["plan"]["ratings"][:2]:
        rating["by"] = "ib"
    data["plan"]["disagreements"][1]["by"] = "ib"
    for meeting in data["plan"]["meetings"].values():
        meeting["participants"] = ["ib" if one == "ida" else one for one in meeting["participants"]]
        for said in (*meeting.get("decisions", ()), *meeting.get("disagreements", ())):
            said |= {key: "ib" for key in ("responsible", "by") if said.get(key) == "ida"}
    alone = load(read_course(data))
    assert not alone.goals["praktik"].written_by.is_active


def test_loading_two_files_shares_departments_and_staff(data):
    load(read_course(data))
    data["citizen"] |= {"cpr": "6305920018", "username": "ib"}
    data["plan"] = {"coordinator": "sofie", "started": date(2026, 1, 5)}
    data["consents"] = {}
    load(read_course(data))
    assert Plan.objects.count() == 2
    assert Department.objects.count() == 3
    assert User.objects.filter(username="sofie").count() == 1


def test_loading_takes_a_plan_that_says_next_to_nothing(data):
    bare = {key: data[key] for key in ("id", "title", "now", "departments", "staff", "citizen")} | {
        "plan": {"coordinator": "sofie", "started": date(2026, 5, 4)}
    }
    assert load(read_course(bare)).plan.agreed_on is None


def test_loading_takes_who_comes_back_and_who_is_both_beside_the_citizen_and_acts_for_them(data):
    data["plan"]["team"] = [
        {"who": "jan", "areas": ["job_education"], "to": date(2026, 2, 1)},
        {"who": "jan", "areas": ["housing"], "from": date(2026, 3, 1)},
    ]
    data["network"]["eva"] = {"name": "Eva Holm", "relation": "mor"}
    cast = load(read_course(data))
    assert TeamMember.objects.filter(user__username="jan").count() == 2
    assert cast.goals["stoppet"].written_by.username == "ulla"
    assert cast.contacts["eva"].user == cast.representatives["eva"].user


def test_loading_takes_grounds_and_representatives_from_before_the_plan(data):
    data["plan"]["started"] = date(2026, 4, 1)
    data["representatives"]["eva"]["until"] = date(2026, 2, 1)
    data["plan"]["team"] = []
    cast = load(read_course(data))
    assert cast.representatives["eva"].ends_at == at(2026, 2, 2)
    assert cast.grounds["deling"].valid_from == at(2026, 1, 5)


def changed(data: Any, path: str, value: Any) -> Any:
    place = data
    *above, last = path.split(".")
    for key in above:
        place = place[int(key)] if isinstance(place, list) else place[key]
    place[int(last) if isinstance(place, list) else last] = value
    return data


BAD = {
    "a CPR that is none": ("citizen.cpr", "6213920019", "dato"),
    "a coordinator nobody knows": ("plan.coordinator", "nils", "nils is not among staff"),
    "a coordinator without authority": ("plan.coordinator", "pia", "sagsbehandlere"),
    "a member who cannot join": ("plan.team.0.who", "adam", "kan ikke være på et team"),
    "an owner nobody knows": ("plan.goals.praktik.owner", "skole", "skole is not among departments"),
    "a task of no goal": ("plan.tasks.ring.goal", "tur", "tur is not among plan.goals"),
    "a task in two places": ("plan.tasks.ring.area", "housing", "either"),
    "a party nobody knows": ("consents.deling.parties", ["nils"], "nils is not among"),
    "an unknown area": ("plan.goals.praktik.area", "garden", "must be one of"),
    "an unknown basis": ("consents.deling.basis", "fuldmagt", "must be one of"),
    "an unknown role": ("staff.jan.role", "boss", "must be one of"),
    "a period that ends before it starts": ("consents.deling.until", date(2025, 1, 1), "Slutdagen"),
    "a health consent for two years": ("consents.helbred.until", date(2028, 1, 1), "12 måneder"),
    "acute danger for a month": ("consents.akut.until", date(2026, 6, 1), "14 dage"),
    "a membership the wrong way round": ("plan.team.1.to", date(2026, 1, 1), "Slutdagen"),
    "a number outside the ruler": ("plan.ratings.0.value", 11, "from 0 to 10"),
    "a day that is none": ("plan.started", "i morgen", "must be a day"),
    "an instant that is none": ("now", "i dag", "must be an instant"),
    "a rater who does not rate": ("plan.ratings.0.by", "per", "does not rate"),
    "a note of somebody without a department": ("journal.foerste.by", "ida", "no department"),
    "one username for two people": ("network.sofie", {"name": "Per", "relation": "far"}, "two people"),
    "a measure without a paragraph": ("plan.measures.stoette.law", "serviceloven", "a law and a paragraph"),
    "a rhythm that is none": ("plan.measures.stoette.follow_up", "tit", "weeks or months"),
    "a trial without an end": ("plan.measures.bus.to", None, "skal have en slutdato"),
    "no goals but a text": ("plan.goals", "mange", "must be a map"),
}


@pytest.mark.parametrize(("path", "value", "why"), BAD.values(), ids=BAD)
def test_loading_says_what_is_wrong_and_stores_nothing(data, path, value, why):
    with pytest.raises(ScenarioError, match=why):
        load(read_course(changed(data, path, value)))
    assert not Citizen.objects.exists()
    assert not User.objects.exists()
    assert not Ground.objects.exists()


def test_loading_a_fagsystem_without_an_adapter_says_so(data):
    with pytest.raises(NotBuilt, match="part not built yet: momentum"):
        read_course(changed(data, "fagsystemer.sbsys.adapter", "momentum"))


def test_loading_queues_the_plan_and_its_notes_for_each_fagsystem(loaded):
    rows = Delivery.objects.filter(plan=loaded.plan, fagsystem=loaded.fagsystemer["sbsys"])
    wanted = [("journal", loaded.notes["foerste"].pk, "waiting"), ("plan", loaded.plan.pk, "waiting")]
    assert sorted(rows.values_list("kind", "document_id", "state")) == wanted


def test_loading_refuses_a_key_that_stands_twice():
    with pytest.raises(ScenarioError, match="says a twice"):
        read_yaml("{a: 1, b: 2, a: 3}")


def test_loading_the_same_citizen_again_says_so(data):
    load(read_course(data))
    with pytest.raises(ScenarioError, match="in the database already"):
        load(read_course(data))
