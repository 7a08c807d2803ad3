"""The workspace asks as many queries of a large plan as of a small one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enplan.demo.bench.full_plan import FULL, THREE_GOALS, load_plan_of
from plans.models import Goal, Measure, Task
from plans.services.goals import add_goal, add_subgoal
from plans.services.measures import add_measure
from plans.services.people import add_network_person
from plans.services.progress import rate
from plans.services.tasks import add_task, add_task_in_area
from plans.services.team import add_member
from tests.cast import ECONOMY, HOUSING, TODAY, give_consent, make_department, make_employee

pytestmark = pytest.mark.django_db
AREAS = (HOUSING, ECONOMY, "everyday")


def queries_of(client, user, address):
    client.force_login(user)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def grow(cast, name):
    """A department more with its member, goals, steps, tasks, ratings, a consent and a contact."""
    department = make_department(name)
    member = make_employee(name, f"{name} Holm", department)
    add_member(by=cast.sofie, plan=cast.plan, user=member, areas=AREAS)
    give_consent(cast.sofie, cast.plan, to=[cast.social, cast.job], sources=[department], areas=AREAS)
    for area in AREAS:
        goal = add_goal(by=member, plan=cast.plan, area_id=area, title=f"Mål {area}", responsible=member)
        add_subgoal(by=member, goal=goal, title="Skridt")
        add_task(by=member, goal=goal, title="Aftale", responsible=member)
        add_measure(
            by=member,
            plan=cast.plan,
            area_id=area,
            title="Støtte",
            starts_on=TODAY,
            provider=cast.social,
            goal=goal,
        )
        add_task_in_area(by=member, plan=cast.plan, area_id=area, title="Løs aftale")
        rate(by=member, plan=cast.plan, area_id=area, value=5)
        rate(by=cast.rasmus, plan=cast.plan, area_id=area, value=4)
    add_network_person(by=cast.sofie, plan=cast.plan, name=f"Nabo {name}", relation="nabo")


@pytest.mark.parametrize(
    "path",
    ["", "historik/", "samtykker/", "samtykker/nyt/", "team/", "maal/nyt/", "indsatser/ny/", "opfoelgning/"],
)
def test_queries_do_not_grow_with_the_plan(client, cast, path):
    grow(cast, "afdeling1")
    readers = [cast.sofie] if path == "team/" else [cast.sofie, cast.jan]
    address = f"/planer/{cast.plan.pk}/{path}"
    small = [queries_of(client, user, address) for user in readers]
    for number in range(2, 5):
        grow(cast, f"afdeling{number}")
    assert [queries_of(client, user, address) for user in readers] == small
    # The page of consents works out the whole of who sees what, measures and disagreements included.
    assert max(small) < (64 if path == "samtykker/" else 60)


def test_fullest_plan_asks_no_more_than_one_with_three_goals(client, db):
    """17 measures in 5 departments, 12 goals, 60 tasks and three years of history: see `enplan.demo.bench`."""
    casts = [load_plan_of(size) for size in (FULL, THREE_GOALS)]
    for model, many in ((Measure, 17), (Goal, 12), (Task, 60)):
        assert model.objects.filter(section__plan=casts[0].plan).count() == many
    pages = (
        "workspace",
        "workspace-tasks",
        "workspace-follow-ups",
        "workspace-history",
        "workspace-consents",
        "workspace-team",
        "workspace-takeover",
        "talk",
        "transitions",
        "questions",
    )
    more = {}
    for name in pages:
        full, small = (
            queries_of(client, cast.coordinator, reverse(name, args=[cast.plan.pk])) for cast in casts
        )
        if full > small:
            more[name] = (full, small)
    full, small = (queries_of(client, cast.citizen_user, reverse("min-plan")) for cast in casts)
    assert not more
    assert full <= small
