"""Every service, asked by everybody: those in the table may, all others are refused and nothing is changed.

A new service fails the last tests until it has its line in a room of tests/services_table. The scene is made once; each
call is undone by a savepoint.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from typing import Any, get_args, get_type_hints

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404
from django.test import override_settings
from pytest_django import DjangoDbBlocker

import plans.services
from citizens.models import GroundKind
from enplan import clock
from enplan.accounts.models import Department, LifeArea, User
from enplan.audit.models import Change
from enplan.audit.versions import Conflict
from plans.models import (
    GoalTemplate,
    MeasureType,
    OtherPlanKind,
    Plan,
    Presence,
    Talk,
    TransitionKind,
)
from plans.services import plans as plan_services
from plans.services import presence, withdrawing
from plans.services.checks import PlanEnded
from plans.services.line_by_line import LineRefused
from tests.cast import NOW, TODAY
from tests.services_table import (
    administration,
    course,
    disputes,
    families,
    goals,
    grounds,
    measures,
    meetings,
    messages,
    people,
    referrals,
    talks,
    writing,
)
from tests.services_table.row import Row, Table
from tests.services_table.scene import make_scene
from tests.structure import imports, project_modules

REFUSALS = (PermissionDenied, ValidationError)
ELSEWHERE_REFUSALS = (*REFUSALS, Http404, Conflict, LineRefused)
pytestmark = pytest.mark.django_db

ROOMS = (
    administration,
    course,
    disputes,
    families,
    goals,
    grounds,
    measures,
    meetings,
    messages,
    people,
    referrals,
    talks,
    writing,
)
TABLE: Table = {service: row for room in ROOMS for service, row in room.TABLE.items()}


@pytest.fixture(scope="module")
def made_scene(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The scene, in a transaction that is undone after the last test. Its files lie in a folder of their own."""
    storages: Any = deepcopy(settings.STORAGES)
    storages["attachments"]["OPTIONS"]["location"] = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), clock.standing_at(NOW), transaction.atomic():
        with override_settings(STORAGES=storages):
            scene = make_scene()
        yield scene
        transaction.set_rollback(True)


@pytest.fixture
def scene(made_scene: Any, db: None) -> Any:
    """The scene as it was made, whatever a test does: it begins after it and is undone before."""
    return deepcopy(made_scene)


def does(call: Callable[[], Any], refusals: tuple[type[Exception], ...] = REFUSALS) -> bool:
    """Was it done? A refusal must leave nothing behind, not even in the history."""
    lines = Change.objects.count()
    point = transaction.savepoint()
    try:
        call()
    except refusals:
        assert Change.objects.count() == lines
        return False
    finally:
        transaction.savepoint_rollback(point)
    return True


def rows(wanted: Callable[[Row], object]) -> Any:
    found = [
        pytest.param(service, id=f"{service.__module__.rpartition('.')[2]}.{service.__name__}")
        for service, row in TABLE.items()
        if wanted(row)
    ]
    return pytest.mark.parametrize("service", found)


def end(scene: Any) -> None:
    if Plan.objects.filter(pk=scene.plan.pk, ended_at__isnull=True).exists():
        plan_services.end_plan(by=scene.sofie, plan=scene.plan, outcome="manages")


def make_ready(row: Row, scene: Any) -> None:
    if row.ready is not None:
        row.ready(scene)


@rows(lambda row: not row.own)
def test_service_is_for_those_who_may_and_refused_to_everybody_else(scene, service):
    row = TABLE[service]
    make_ready(row, scene)
    done = {username for username, user in everybody(scene).items() if does(partial(row.call, scene, user))}
    assert done == row.may


@rows(lambda row: not row.own and not row.after_end)
def test_service_is_refused_after_the_plan_has_ended(scene, service):
    row = TABLE[service]
    make_ready(row, scene)
    end(scene)
    for username in row.may:
        with pytest.raises((PlanEnded, PermissionDenied)), transaction.atomic():
            row.call(scene, getattr(scene, username))


@rows(lambda row: row.after_end)
def test_service_is_not_closed_by_the_plans_end(scene, service):
    row = TABLE[service]
    make_ready(row, scene)
    end(scene)
    assert any(does(partial(row.call, scene, getattr(scene, username))) for username in row.may)


@rows(lambda row: row.elsewhere)
def test_service_does_not_take_what_belongs_to_another_plan(scene, service):
    """Not from who may do it on either: Sofie coordinates both plans."""
    row = TABLE[service]
    assert row.elsewhere is not None
    for user in everybody(scene).values():
        assert not does(partial(row.elsewhere, scene, user), ELSEWHERE_REFUSALS), user.username


@rows(lambda row: row.own)
def test_what_is_for_oneself_alone_touches_nobody_elses(scene, service):
    for user in (scene.jan, scene.pia):
        presence.be_present(by=user, plan=scene.plan, page="/planer/")
    before = held(scene.jan)
    assert before != (0, 0)
    for user in everybody(scene).values():
        if user != scene.jan:
            TABLE[service].call(scene, user)
    assert held(scene.jan) == before
    TABLE[service].call(scene, scene.jan)
    assert held(scene.jan) != before


def held(user: User) -> tuple[int, int]:
    return Presence.objects.filter(user=user).count(), Talk.objects.filter(user=user).count()


def everybody(scene: Any) -> dict[str, User]:
    """By username: the cast and those of the scene. Bent is blocked, Dina closed; Lone, Vera, Villy's time is over."""
    return {user.username: user for user in vars(scene).values() if isinstance(user, User)}


def test_everybody_is_asked(scene):
    beside = {"bent", "dina", "hanne", "lis", "mette", "lone", "vera", "villy", "frida", "rut", "finn"}
    assert everybody(scene).keys() == {user.username for user in scene.everybody} | beside


def test_withdrawal_is_noted_after_the_plan_has_ended(scene):
    end(scene)
    withdrawing.withdraw_ground(by=scene.rasmus, plan=scene.plan, ground=scene.ground)
    scene.ground.refresh_from_db()
    assert scene.ground.withdrawn_at is not None


def test_who_is_blocked_starts_no_new_plan_for_the_citizen(scene):
    end(scene)
    for by, coordinator in ((scene.bent, scene.sofie), (scene.sofie, scene.bent)):
        with pytest.raises((PermissionDenied, ValidationError)):
            plan_services.start_plan(by=by, citizen=scene.citizen, coordinator=coordinator, started_on=TODAY)


# Parts of services: they ask nobody, so services alone may call them, and what loads a municipality.
INNER = ("_", "check_", "require", "store_", "save_task", "close_membership")
PARTS = frozenset(
    {
        "agreeing.ask_the_others",
        "dying.stop_for_death",
        "dying.undo_death",
        "handover.change_coordinator",
        "measures.save_measure",
        "people.close_representation",
        "referrals.lock_open",
        "replacing.end_every_replacing",
    }
)


def functions_with_by() -> dict[str, Callable[..., Any]]:
    """What takes `by` in the services, by module and name."""
    found: dict[str, Callable[..., Any]] = {}
    for info in pkgutil.iter_modules(plans.services.__path__):
        module = importlib.import_module(f"plans.services.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and "by" in inspect.signature(function).parameters:
                found[f"{info.name}.{name}"] = function
    return found


def is_part(name: str) -> bool:
    return name in PARTS or name.partition(".")[2].startswith(INNER)


def test_every_service_stands_in_the_table():
    functions = functions_with_by()
    assert functions.keys() >= PARTS
    assert {function for name, function in functions.items() if not is_part(name)} == TABLE.keys()


def test_parts_of_services_are_called_by_services_alone():
    parts = {f"plans.services.{name}" for name in functions_with_by() if is_part(name)}
    callers = {
        module.name
        for module in project_modules()
        if not module.name.startswith(("plans.services.", "enplan.demo")) and parts & set(imports(module))
    }
    assert not callers


# What no plan has of its own, so that it cannot be another plan's.
OF_NO_PLAN = (
    Department,
    GoalTemplate,
    GroundKind,
    LifeArea,
    MeasureType,
    OtherPlanKind,
    Plan,
    TransitionKind,
    User,
)


def models_in(hint: Any) -> set[type[models.Model]]:
    if inspect.isclass(hint) and issubclass(hint, models.Model):
        return {hint}
    return {model for inner in get_args(hint) for model in models_in(inner)}


@rows(lambda row: not row.elsewhere)
def test_service_that_takes_a_plan_and_a_thing_is_asked_about_another_plans(service):
    hints = get_type_hints(service)
    hints.pop("return", None)
    if "plan" in hints:
        assert not {model for hint in hints.values() for model in models_in(hint)} - set(OF_NO_PLAN)
