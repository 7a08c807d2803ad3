"""The workspace asks as many queries of a large plan as of a small one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.services.goals import add_goal, add_subgoal
from plans.services.people import add_network_person
from plans.services.progress import rate
from plans.services.tasks import add_task, add_task_in_area
from plans.services.team import add_member
from tests.cast import ECONOMY, HOUSING, give_consent, make_department, make_employee

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
        add_task_in_area(by=member, plan=cast.plan, area_id=area, title="Løs aftale")
        rate(by=member, plan=cast.plan, area_id=area, value=5)
        rate(by=cast.rasmus, plan=cast.plan, area_id=area, value=4)
    add_network_person(by=cast.sofie, plan=cast.plan, name=f"Nabo {name}", relation="nabo")


@pytest.mark.parametrize("path", ["", "historik/", "samtykker/", "samtykker/nyt/", "team/", "maal/nyt/"])
def test_queries_do_not_grow_with_the_plan(client, cast, path):
    grow(cast, "afdeling1")
    readers = [cast.sofie] if path == "team/" else [cast.sofie, cast.jan]
    address = f"/planer/{cast.plan.pk}/{path}"
    small = [queries_of(client, user, address) for user in readers]
    for number in range(2, 5):
        grow(cast, f"afdeling{number}")
    assert [queries_of(client, user, address) for user in readers] == small
    assert max(small) < 60
