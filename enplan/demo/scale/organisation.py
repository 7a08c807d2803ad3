"""The departments and staff of one municipality: forty plans to each coordinating caseworker, at every size."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from math import ceil
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from enplan.accounts.models import Department, User
from enplan.demo.scale import names
from enplan.demo.scale.rows import Rows
from enplan.demo.scale.world import World, new_id

PLANS_PER_MUNICIPALITY = 1000  # Denmark: about 110,000 plans that overlap, in 98 municipalities
PLANS_PER_CASEWORKER = 40
NO_PASSWORD = UNUSABLE_PASSWORD_PREFIX  # nobody logs in with a password; the demo login chooses a person


@dataclass(frozen=True)
class Unit:
    """A department as every municipality has it. `others`: staff beside the coordinators, per 1,000 plans."""

    key: str
    name: str
    areas: tuple[str, ...]
    others: int
    coordinates: int = 0  # how often its caseworkers coordinate, among those units that do
    is_health: bool = False
    role: str = "caseworker"


UNITS = (
    Unit("voksen", "Voksen og Handicap", ("housing", "everyday", "network_leisure", "mental_health"), 14, 4),
    Unit("job", "Jobcenter", ("job_education", "economy"), 18, 3),
    Unit("familie", "Børn, Unge og Familie", ("family", "everyday", "network_leisure"), 12, 2),
    Unit("ydelse", "Ydelse og Bolig", ("economy", "housing"), 14, 1),
    Unit("sundhed", "Sundhed", ("health", "everyday"), 10, is_health=True),
    Unit("rus", "Psykiatri og Rusmidler", ("mental_health", "substance_use"), 10, is_health=True),
    Unit("stoette", "Bostøtte", ("housing", "everyday", "network_leisure"), 12, role="provider"),
    Unit("mentor", "Mentorer", ("job_education", "network_leisure"), 8, role="provider"),
)
UNIT_OF = {unit.key: unit for unit in UNITS}


@dataclass
class Municipality:
    """One municipality of the country, with the people who work there."""

    number: int
    size: int  # how many plans
    departments: dict[str, Department] = field(default_factory=dict)
    coordinators: list[User] = field(default_factory=list)
    staff: dict[str, list[User]] = field(default_factory=dict)  # those who do not coordinate, by unit
    leaders: dict[str, User] = field(default_factory=dict)
    rows: Rows = field(default_factory=Rows)
    unit_of_department: dict[UUID, Unit] = field(default_factory=dict)

    def unit(self, user: User) -> Unit:
        """The unit an employee works in."""
        if user.department_id is None:
            raise ValueError("not an employee")
        return self.unit_of_department[user.department_id]


def country(world: World) -> list[Municipality]:
    """Its municipalities, each full but the last."""
    sizes = [PLANS_PER_MUNICIPALITY] * (world.plans // PLANS_PER_MUNICIPALITY)
    if rest := world.plans % PLANS_PER_MUNICIPALITY:
        sizes.append(rest)
    return [municipality(world, number, size) for number, size in enumerate(sizes, start=1)]


def municipality(world: World, number: int, size: int) -> Municipality:
    rng = world.chance("municipality", number)
    place = Municipality(number, size)
    root = Department(id=new_id(rng), name=f"Kommune {number:03}")
    place.rows.add(root)
    for unit in UNITS:
        department = Department(
            id=new_id(rng),
            name=f"{unit.name}, Kommune {number:03}",
            parent=root,
            is_health=unit.is_health,
        )
        place.departments[unit.key] = department
        place.unit_of_department[department.pk] = unit
        place.rows.add(department)
        for area in unit.areas:
            place.rows.add(Department.areas.through(department=department, lifearea_id=area))

    def employ(unit_key: str, job: str, role: str, department: Department) -> User:
        user = User(
            id=new_id(rng),
            username=f"k{number:03}-{unit_key}-{job}",
            name=names.person_name(rng),
            password=NO_PASSWORD,
            phone=names.phone(rng),
            role=world.roles[role],
            department=department,
        )
        place.rows.add(user)
        return user

    for at, key in enumerate(_coordinating_units(ceil(size / PLANS_PER_CASEWORKER)), start=1):
        place.coordinators.append(employ(key, f"ko{at:02}", "caseworker", place.departments[key]))
    for unit in UNITS:
        department = place.departments[unit.key]
        count = ceil(unit.others * size / PLANS_PER_MUNICIPALITY)
        place.staff[unit.key] = [
            employ(unit.key, f"{at:02}", unit.role, department) for at in range(1, count + 1)
        ]
        place.leaders[unit.key] = employ(unit.key, "leder", "leader", department)
    employ("raadhus", "admin", "administrator", root)
    employ("raadhus", "dpo", "auditor", root)
    return place


def _coordinating_units(count: int) -> Iterator[str]:
    shares = [unit.key for unit in UNITS for _ in range(unit.coordinates)]
    return islice(cycle(shares), count)
