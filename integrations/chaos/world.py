"""The made-up municipality of chaos: a department per system, and plans on which three of them work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from citizens.models import Ground, GroundKind
from citizens.services import register_citizen
from enplan import clock
from enplan.accounts.models import Department, User
from integrations.models import Fagsystem
from integrations.simulators.server import Simulator
from plans.models import Goal, Plan
from plans.services.goals import add_goal
from plans.services.grounds import Party, note_ground
from plans.services.plans import start_plan
from plans.services.team import add_member

AREA = "housing"
ON_A_PLAN = 3  # departments
SETTINGS = {"sf2900": {"cvr": "29189846", "kle": "27.24.00"}}


@dataclass
class World:
    """The plans, who works on each, and each system's simulator by the connection's id."""

    simulators: Mapping[str, Simulator]
    plans: list[Plan] = field(default_factory=list)
    teams: dict[object, list[User]] = field(default_factory=dict)
    workers: list[User] = field(default_factory=list)
    systems: dict[object, Fagsystem] = field(default_factory=dict)  # by department

    def simulator_of(self, system: Fagsystem) -> Simulator:
        return self.simulators[system.adapter]


def make_world(simulators: Mapping[str, Simulator], plans: int, random: Random) -> World:
    world = World(simulators)
    for adapter, simulator in simulators.items():
        department = Department.objects.create(name=f"Afdelingen for {adapter}")
        worker = User.objects.create_user(
            f"chaos-{adapter}", name=f"Medarbejder {adapter}", department=department, role_id="caseworker"
        )
        world.workers.append(worker)
        world.systems[department.pk] = Fagsystem.objects.create(
            adapter=adapter,
            name=adapter.upper(),
            department=department,
            receives=["plan", "journal"],
            base_url=simulator.base_url,
            credentials="CHAOS",
            settings=SETTINGS.get(adapter, {}),
        )
    for number in range(plans):
        _make_plan(world, number, random)
    return world


def _make_plan(world: World, number: int, random: Random) -> None:
    """With a goal by each department. On every second plan they read what the others write."""
    team = random.sample(world.workers, min(ON_A_PLAN, len(world.workers)))
    first = team[0]
    # Day + 60: a number that belongs to nobody.
    cpr = f"{61 + number % 28}{1 + number // 28 % 12:02}70{1000 + number:04}"
    citizen = register_citizen(by=first, name=f"Borger {number}", cpr=cpr)
    plan = start_plan(by=first, citizen=citizen, coordinator=first, started_on=clock.today())
    for user in team[1:]:
        add_member(by=first, plan=plan, user=user, areas=[AREA])
    departments = [user.department for user in team if user.department is not None]
    if number % 2:
        note_ground(
            by=first,
            plan=plan,
            kind=GroundKind.objects.get(pk="sharing_consent"),
            areas=[AREA],
            parties=[Party(department=one) for one in departments],
            sources=departments,
            purpose="Én plan på tværs",
            form=Ground.Form.WRITTEN,
            given_on=clock.today(),
            until=clock.today() + timedelta(days=300),
        )
    for user in team:
        add_goal(by=user, plan=plan, area_id=AREA, title=f"Udgave{0:06}")
    world.plans.append(plan)
    world.teams[plan.pk] = team


def goals_of(plan: Plan) -> list[Goal]:
    return list(Goal.objects.filter(section__plan=plan).select_related("section__plan", "section__owner"))
