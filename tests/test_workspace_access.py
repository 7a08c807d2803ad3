"""Who reaches the pages beneath /planer/<uuid>/: 404 for outsiders, 403 with the reason for members, no foreign ids."""

from uuid import uuid4

import pytest
from django.urls import get_resolver

from enplan.audit.models import Change
from plans.models import Goal, Task
from plans.pages.workspace.people import GONE
from plans.services.goals import add_goal
from plans.services.plans import end_plan
from plans.services.tasks import add_task
from plans.services.team import add_member
from tests.cast import HOUSING, give_consent
from tests.citizen_pages import folded, html_of
from tests.staff_pages import (
    EVERY,
    FOR_WHO_COORDINATES,
    OF_A_FILE,
    OF_A_GOAL,
    OF_A_GROUND,
    OF_A_MEASURE,
    OF_A_MEMBER,
    OF_A_NOTE,
    OF_A_REPLACED,
    OF_A_SUBGOAL,
    OF_A_TASK,
    ONLY_POST,
    Things,
    sent,
)

pytestmark = pytest.mark.django_db
WITH_A_THING = (
    *OF_A_GOAL,
    *OF_A_TASK,
    *OF_A_SUBGOAL,
    *OF_A_MEMBER,
    *OF_A_GROUND,
    *OF_A_FILE,
    *OF_A_REPLACED,
    *OF_A_NOTE,
    *OF_A_MEASURE,
)
OUTSIDERS = ("ulla", "grethe", "adam", "root", "kirsten", "rasmus", "mads", "anne")


@pytest.fixture
def things(cast, jobs_goal):
    return Things(cast, jobs_goal)


def test_every_address_is_asked_here():
    named = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    ours = {
        name
        for name in named
        if name.startswith("workspace") and not name.startswith(("workspace-journal", "workspace-block-lift"))
    }
    assert ours - {"workspace-handover-accept", "workspace-handover-decline"} == set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_address_is_not_there_for_outsiders(client, cast, things, name):
    before = Change.objects.count()
    for who in OUTSIDERS:
        client.force_login(getattr(cast, who))
        if name not in ONLY_POST:
            assert client.get(things.address(name)).status_code == 404, who
        assert client.post(things.address(name), sent(things).get(name, {})).status_code in (404, 405), who
    assert Change.objects.count() == before


@pytest.mark.parametrize("name", WITH_A_THING)
def test_thing_of_another_plan_is_not_found_through_ones_own(client, cast, things, name):
    """The coordinator coordinates both plans; still each address leads only to what stands in its plan."""
    client.force_login(cast.sofie)
    address = things.address(name, plan_id=cast.kirstens_plan.pk)
    assert client.post(address, sent(things).get(name, {})).status_code in (404, 405)
    if name not in ONLY_POST:
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", WITH_A_THING)
def test_thing_that_is_nobodys_is_not_found(client, cast, things, name):
    client.force_login(cast.sofie)
    assert client.post(things.address(name, key=uuid4()), {}).status_code in (404, 405)


@pytest.mark.parametrize("name", [*OF_A_GOAL, *OF_A_TASK, *OF_A_SUBGOAL])
def test_thing_a_member_may_not_see_is_not_found(client, cast, things, name):
    client.force_login(cast.rikke)
    assert client.post(things.address(name), sent(things).get(name, {})).status_code in (404, 405)


@pytest.mark.parametrize("name", FOR_WHO_COORDINATES)
def test_member_without_the_right_is_told_why(client, cast, things, name):
    client.force_login(cast.jan)
    before = Change.objects.count()
    answer = client.get(things.address(name))
    assert answer.status_code == 403
    assert "koordinerende sagsbehandler" in html_of(answer)
    assert client.post(things.address(name), sent(things).get(name, {})).status_code in (403, 405)
    assert Change.objects.count() == before


@pytest.mark.parametrize(
    "name", ["workspace-goal-new", "workspace-goal-edit", "workspace-consent-new", "workspace-share"]
)
def test_provider_may_not_write_goals_or_note_grounds(client, cast, things, name):
    client.force_login(cast.pia)
    assert client.get(things.address(name)).status_code == 403
    assert client.post(things.address(name), sent(things).get(name, {})).status_code == 403


def test_provider_sees_no_way_to_what_they_may_not(client, cast, things):
    client.force_login(cast.pia)
    html = html_of(client.get(things.address("workspace")))
    assert f'href="{things.address("workspace-goal-edit")}"' not in html
    assert things.address("workspace-consents") not in html
    assert things.address("workspace-subgoal-new") in html


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("workspace-goal-new", "responsible"),
        ("workspace-goal-new", "area"),
        ("workspace-goal-edit", "responsible"),
        ("workspace-task-new", "responsible"),
        ("workspace-task-new", "area"),
        ("workspace-task-edit", "responsible"),
        ("workspace-rate", "area"),
        ("workspace-member-new", "user"),
        ("workspace-member-new", "areas"),
        ("workspace-deputy", "user"),
        ("workspace-block", "user"),
        ("workspace-handover", "to"),
        ("workspace-representative-new", "areas"),
        ("workspace-consent-new", "kind"),
        ("workspace-consent-new", "areas"),
        ("workspace-consent-new", "sources"),
        ("workspace-consent-new", "parties"),
        ("workspace-end", "outcome"),
    ],
)
def test_id_that_is_not_offered_is_refused_at_its_field(client, cast, things, name, field):
    """Also of real things of another plan: the other citizen and people who are not around this plan."""
    give_consent(cast.sofie, cast.plan, to=[cast.social], sources=[cast.job])
    client.force_login(cast.sofie)
    for foreign in (
        str(uuid4()),
        str(cast.kirsten.pk),
        f"p-{cast.kirsten.pk}",
        f"n-{uuid4()}",
        "supervision",
    ):
        before = Change.objects.count()
        data = sent(things)[name] | {field: foreign}
        answer = client.post(things.address(name), data)
        assert answer.status_code == 422, foreign
        refused = GONE if field == "responsible" else "Vælg en af mulighederne på listen."
        assert refused in html_of(answer)
        assert Change.objects.count() == before


def test_member_cannot_make_somebody_responsible_whom_they_may_not_know(client, cast, things):
    client.force_login(cast.jan)
    data = sent(things)["workspace-task-edit"] | {"responsible": str(cast.rikke.pk)}
    assert client.post(things.address("workspace-task-edit"), data).status_code == 422
    line = client.post(things.address("workspace-task-new-line"), {"line": "Ring @rikke"})
    assert line.status_code == 422
    assert "“@rikke” er ikke en, du kan vælge" in html_of(line)


def test_withdrawal_takes_only_receivers_of_that_ground(client, cast, things):
    other = give_consent(cast.sofie, cast.kirstens_plan, to=[cast.job], sources=[cast.social])
    client.force_login(cast.sofie)
    data = {"scope": "nogle", "parties": [str(other.parties.get().pk)]}
    assert client.post(things.address("workspace-consent-withdraw"), data).status_code == 422
    other.refresh_from_db()
    assert other.parties.get().withdrawn_at is None


def test_renewal_shows_no_department_the_member_may_not_know(client, cast, things):
    ground = give_consent(cast.sofie, cast.plan, to=[cast.job, cast.rus], sources=[cast.social, cast.rus])
    client.force_login(cast.jan)
    html = folded(html_of(client.get(things.address("workspace-consent-new"), {"som": str(ground.pk)})))
    ticked = [
        piece.split(">", 1)[0] for piece in html.split("<input ") if " checked" in piece.split(">", 1)[0]
    ]
    assert any(f"afd-{cast.job.pk}" in piece for piece in ticked)
    assert not any(str(cast.rus.pk) in piece for piece in ticked)
    assert client.get(things.address("workspace-consent-new"), {"som": "vås"}).status_code == 404
    other = give_consent(cast.sofie, cast.kirstens_plan, to=[cast.job], sources=[cast.social])
    assert client.get(things.address("workspace-consent-new"), {"som": str(other.pk)}).status_code == 404


def test_form_on_an_ended_plan_is_closed_and_a_sent_text_comes_back(client, cast, socials_goal):
    client.force_login(cast.sofie)
    add_task(by=cast.sofie, goal=socials_goal, title="Betale depositum")
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    start = f"/planer/{cast.plan.pk}/"
    assert client.get(f"{start}maal/{socials_goal.pk}/").status_code == 403
    data = {
        "title": "Min lange tekst",
        "words": "agreed",
        "type": "develop",
        "status": "active",
        "version": "1",
    }
    for address, text in (
        (f"{start}maal/{socials_goal.pk}/", data),
        (f"{start}maal/{socials_goal.pk}/aftaler/", {"line": "Min lange tekst"}),
        (f"{start}trivsel/", {"area": "economy", "value": "4", "note": "Min lange tekst"}),
    ):
        answer = client.post(address, text)
        assert answer.status_code == 422
        assert "Planen er afsluttet" in html_of(answer)
        assert "Min lange tekst" in html_of(answer)
    assert not Task.objects.filter(title="Min lange tekst").exists()
    assert not Goal.objects.filter(title="Min lange tekst").exists()


def test_draft_of_another_is_not_found(client, cast):
    draft = add_goal(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Et værelse i Vollsmose", is_draft=True
    )
    colleague = cast.ulla
    add_member(by=cast.sofie, plan=cast.plan, user=colleague, areas=[HOUSING])
    client.force_login(colleague)
    assert client.get(f"/planer/{cast.plan.pk}/maal/{draft.pk}/").status_code == 404
    assert "Vollsmose" not in html_of(client.get(f"/planer/{cast.plan.pk}/"))
    client.force_login(cast.jan)
    assert "kladde, kun for dig" in html_of(client.get(f"/planer/{cast.plan.pk}/"))
