"""The known cast: three departments, their staff, one citizen with a plan, and the people beside the citizen.

Sofie (Socialafdelingen) coordinates Rasmus' plan; Jan and Pia (Beskæftigelse) and Rikke (Rusmiddelcentret, health)
are on the team; Ulla (Beskæftigelse) is not. No consent is given: a test notes what it is about. The clock stands.
"""

import logging
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as of_hypothesis
from pytest_django import DjangoDbBlocker

from citizens.models import Citizen, NetworkPerson, Representative
from enplan import clock
from enplan.accounts.models import Department, User
from enplan.web import catalogue
from plans.grants import permission_ids
from plans.models import Goal, Plan
from plans.services.goals import add_goal, propose_goal
from plans.services.people import add_network_person, add_representative
from plans.services.team import add_member
from tests import ready_made
from tests.cast import (
    BEGINNING,
    CPRS,
    ECONOMY,
    HOUSING,
    NOW,
    make_citizen,
    make_department,
    make_employee,
    make_plan,
    make_private_person,
)
from tests.snapshot import Snapshot


@dataclass
class Cast:
    """Everybody by name, and the plan they stand around."""

    social: Department
    job: Department
    rus: Department
    sofie: User  # coordinates
    jan: User  # caseworker of job, works with housing
    pia: User  # provider of job, works with housing
    rikke: User  # caseworker of rus, works with housing
    ulla: User  # caseworker of job, not on the team
    grethe: User  # leader of job
    adam: User  # administrator
    dorte: User  # auditor
    root: User  # superuser
    rasmus: User  # the citizen
    kirsten: User  # another citizen, with a plan of her own
    mads: User  # the citizen's brother, a network person
    anne: User  # the citizen's mother, acts for him in housing
    citizen: Citizen
    plan: Plan
    kirstens_plan: Plan
    brother: NetworkPerson
    mother: Representative

    @property
    def everybody(self) -> tuple[User, ...]:
        return tuple(value for value in vars(self).values() if isinstance(value, User))


# No test is timed: a slow machine is no fault of what is tested.
of_hypothesis.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
of_hypothesis.load_profile("untimed")

# The files that take longest, longest first: what is left at the end of a run is then short.
LONGEST = (
    "test_browser_pages.py",
    "test_rule_restated.py",
    "test_every_address.py",
    "test_permissions_services.py",
    "test_bench.py",
    "test_grants_invariants.py",
    "test_who_sees_truth.py",
    "test_browser_reach.py",
    "test_a_week_away.py",
    "test_chaos.py",
    "test_family_pages.py",
    "test_browser_tasks.py",
    "test_browser_calm.py",
    "test_demo_loading.py",
    "test_access_truth.py",
    "test_permission_keys.py",
    "test_scenarios.py",
    "test_killed_worker.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


@pytest.fixture(scope="session", autouse=True)
def translations() -> None:
    """The catalogue as it stands, whoever set this checkout up and when."""
    catalogue.compile_all()


@pytest.fixture(autouse=True)
def silent_weasyprint(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever a test prints, WeasyPrint has nothing to complain of: a style it does not know, a font it misses."""
    yield
    said = [record for record in caplog.get_records("call") if record.name.startswith("weasyprint")]
    assert not [record.getMessage() for record in said if record.levelno >= logging.WARNING]


def pytest_configure() -> None:
    ready_made.begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        ready_made.end_run()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_keepdb: bool
) -> None:
    """Each process copies the database that is migrated already."""
    if not django_db_keepdb:
        connection.settings_dict["TEST"]["TEMPLATE"] = ready_made.migrated()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        ready_made.let_truncate()
        ready_made.empty_what_is_filled()


@pytest.fixture(autouse=True)
def files_of_this_test(settings: Any, tmp_path: Path) -> Path:
    """What a test attaches lies in a folder of its own."""
    folder = tmp_path / "files"
    storages = deepcopy(settings.STORAGES)
    storages["attachments"]["OPTIONS"]["location"] = folder
    settings.STORAGES = storages
    return folder


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """The people of the cast have the same ids in every test: what one did is not counted against another's."""
    cache.clear()


@pytest.fixture
def standing_clock() -> Iterator[None]:
    """Let the application's clock stand at `tests.cast.NOW`."""
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def cast(db: None, standing_clock: None, kept_casts: dict[object, tuple[Snapshot, Cast]]) -> Cast:
    """The cast two months into the plan: the team has been there since the beginning, nothing is written yet.

    Made by the services once, and put back from then on where a test begins with nobody there.
    """
    if User.objects.exists() or Department.objects.exists():
        return gather_cast()
    # The numbers are given anew where a test with real transactions emptied the tables, and counted anew in a database
    # that was put in place of the one before.
    here = ready_made.which(), frozenset(permission_ids().items())
    if here in kept_casts:
        snapshot, people = kept_casts[here]
        snapshot.put_back()
        return deepcopy(people)
    snapshot = Snapshot()
    people = gather_cast()
    snapshot.end()
    kept_casts[here] = snapshot, deepcopy(people)
    return people


@pytest.fixture(scope="session")
def kept_casts() -> dict[object, tuple[Snapshot, Cast]]:
    return {}


def gather_cast() -> Cast:
    social = make_department("Socialafdelingen")
    job = make_department("Beskæftigelse")
    rus = make_department("Rusmiddelcentret", is_health=True)
    sofie = make_employee("sofie", "Sofie Lind", social)
    with clock.standing_at(BEGINNING):
        citizen = make_citizen(sofie, "rasmus", "Rasmus Ager")
        kirsten = make_citizen(sofie, "kirsten", "Kirsten Vang", CPRS[1])
        plan = make_plan(sofie, citizen)
        kirstens_plan = make_plan(sofie, kirsten)
        jan = make_employee("jan", "Jan Falk", job)
        pia = make_employee("pia", "Pia Dahl", job, "provider")
        rikke = make_employee("rikke", "Rikke Brandt", rus)
        for member in (jan, pia, rikke):
            add_member(by=sofie, plan=plan, user=member, areas=[HOUSING])
        mads = make_private_person("mads", "Mads Ager")
        anne = make_private_person("anne", "Anne Ager")
        brother = add_network_person(by=sofie, plan=plan, name="Mads Ager", relation="bror", user=mads)
        mother = add_representative(
            by=sofie,
            plan=plan,
            name="Anne Ager",
            relation="mor",
            basis="fuldmagt",
            areas=[HOUSING],
            user=anne,
            until=(NOW + timedelta(days=90)).date(),
        )
    assert citizen.user is not None
    assert kirsten.user is not None
    return Cast(
        social=social,
        job=job,
        rus=rus,
        sofie=sofie,
        jan=jan,
        pia=pia,
        rikke=rikke,
        ulla=make_employee("ulla", "Ulla Stray", job),
        grethe=make_employee("grethe", "Grethe Ask", job, "leader"),
        adam=make_employee("adam", "Adam Skou", social, "administrator"),
        dorte=make_employee("dorte", "Dorte Skov", social, "auditor"),
        root=User.objects.create_superuser("root", name="Maskinrummet"),
        rasmus=citizen.user,
        kirsten=kirsten.user,
        mads=mads,
        anne=anne,
        citizen=citizen,
        plan=plan,
        kirstens_plan=kirstens_plan,
        brother=brother,
        mother=mother,
    )


@pytest.fixture
def jobs_goal(cast: Cast) -> Goal:
    """What Beskæftigelse has written in housing."""
    return add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Finde et værelse med plads til hund")


@pytest.fixture
def rus_goal(cast: Cast) -> Goal:
    """What the health department Rusmiddelcentret has written in housing."""
    return add_goal(by=cast.rikke, plan=cast.plan, area_id=HOUSING, title="Trappe ned i ro og mag")


@pytest.fixture
def socials_goal(cast: Cast) -> Goal:
    """What the coordinator's department has written in economy."""
    return add_goal(by=cast.sofie, plan=cast.plan, area_id=ECONOMY, title="Betale regningerne til tiden")


@pytest.fixture
def citizens_goal(cast: Cast) -> Goal:
    """What the citizen has proposed himself in housing."""
    return propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Have min søn på besøg")
