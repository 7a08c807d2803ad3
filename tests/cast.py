"""Makes the people the tests know: departments, staff, private persons, a plan. All writing goes through services.

Everybody is invented; every CPR number uses day + 60, so it belongs to no one.
"""

from collections.abc import Sequence
from datetime import date, datetime

from citizens.models import Citizen, Ground, GroundKind
from citizens.services import register_citizen
from enplan import clock
from enplan.accounts.models import Department, User
from plans.models import Plan
from plans.services.grounds import Party, note_ground
from plans.services.plans import start_plan

BEGINNING = datetime(2026, 1, 5, 9, tzinfo=clock.COPENHAGEN)  # when the plans of the cast start
NOW = datetime(2026, 3, 10, 10, tzinfo=clock.COPENHAGEN)  # when the tests look
TODAY = NOW.date()
CPRS = ("7403940012", "7107680026", "6509890031", "7211820047", "7808085053", "7005650075")

HOUSING = "housing"
ECONOMY = "economy"


def make_department(name: str, *, is_health: bool = False, parent: Department | None = None) -> Department:
    return Department.objects.create(name=name, is_health=is_health, parent=parent)


def make_employee(username: str, name: str, department: Department, role: str = "caseworker") -> User:
    return User.objects.create_user(username, name=name, department=department, role_id=role)


def make_private_person(username: str, name: str) -> User:
    return User.objects.create_user(username, name=name)


def make_citizen(by: User, username: str, name: str, cpr: str = CPRS[0]) -> Citizen:
    """A registered citizen with a login."""
    return register_citizen(
        by=by,
        name=name,
        cpr=cpr,
        user=make_private_person(username, name),
        address="Havnegade 3, 5000 Odense C",
    )


def make_plan(by: User, citizen: Citizen, coordinator: User | None = None) -> Plan:
    """A plan that starts now, coordinated by `by` when nobody else is named."""
    return start_plan(by=by, citizen=citizen, coordinator=coordinator or by, started_on=clock.today())


def give_consent(
    by: User,
    plan: Plan,
    *,
    to: Sequence[Department | User | None],
    sources: Sequence[Department],
    areas: Sequence[str] = (HOUSING,),
    kind: str = "sharing_consent",
    given_on: date | None = None,
    until: date | None = None,
) -> Ground:
    """Note a consent through the service; a party of None means whoever coordinates."""
    return note_ground(
        by=by,
        plan=plan,
        kind=GroundKind.objects.get(pk=kind),
        areas=areas,
        parties=[party(receiver) for receiver in to],
        sources=sources,
        purpose="Én plan på tværs",
        form=Ground.Form.WRITTEN,
        given_on=given_on or clock.today(),
        until=until,
    )


def party(receiver: Department | User | None) -> Party:
    if isinstance(receiver, Department):
        return Party(department=receiver)
    return Party(user=receiver, is_coordinator=receiver is None)
