"""What the names of a file stand for in the database, and when what is loaded happened."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from citizens.models import Citizen, Ground, NetworkPerson, Representative
from enplan import clock
from enplan.accounts.models import Department, User
from enplan.demo.scenario.shapes import ScenarioError
from integrations.models import Fagsystem
from plans.models import Goal, JournalNote, Meeting, Plan, Task

T = TypeVar("T")


@dataclass
class Working:
    """Where somebody works on the plan and from when, for choosing who wrote what. `areas` None is all areas."""

    areas: frozenset[str] | None
    since: datetime

    def in_area(self, area: str) -> bool:
        return self.areas is None or area in self.areas


@dataclass
class Cast:
    """Everybody and everything of one file by the name it has there. Filled part by part while it is loaded."""

    now: datetime
    loaded_at: datetime = field(default_factory=clock.now, kw_only=True)
    coordinator: User = field(init=False)
    citizen: Citizen = field(init=False)
    plan: Plan = field(init=False)
    departments: dict[str, Department] = field(default_factory=dict)
    staff: dict[str, User] = field(default_factory=dict)
    logins: dict[str, User] = field(default_factory=dict)
    representatives: dict[str, Representative] = field(default_factory=dict)
    contacts: dict[str, NetworkPerson] = field(default_factory=dict)
    team: dict[str, Working] = field(default_factory=dict)
    grounds: dict[str, Ground] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    notes: dict[str, JournalNote] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    fagsystemer: dict[str, Fagsystem] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)  # where a fagsystem of the file answers

    @property
    def citizen_user(self) -> User:
        return found(self.citizen.user, "a login", "the citizen")

    def user(self, name: str) -> User:
        """Whoever logs in with this name."""
        return found(self.logins.get(name), name, "those who log in")

    def department(self, key: str) -> Department:
        return found(self.departments.get(key), key, "departments")

    def ground(self, key: str) -> Ground:
        return found(self.grounds.get(key), key, "consents")

    def goal(self, key: str) -> Goal:
        return found(self.goals.get(key), key, "plan.goals")

    def task(self, key: str) -> Task:
        return found(self.tasks.get(key), key, "plan.tasks")

    def meeting(self, key: str) -> Meeting:
        return found(self.meetings.get(key), key, "plan.meetings")

    def key_of(self, department: Department | None) -> str | None:
        return next((key for key, one in self.departments.items() if one == department), None)

    def responsible(self, name: str | None) -> dict[str, Any]:
        """The fields that say who is responsible: an employee or representative, the citizen, or a contact."""
        if name is None:
            return {}
        if name in self.contacts:
            return {"responsible_contact": self.contacts[name]}
        user = self.user(name)
        if user == self.citizen.user:
            return {"responsible_is_citizen": True}
        return {"responsible": user}

    def on_day(self, day: date, *, seconds: int = 0) -> datetime:
        """About noon of a day, but not later than the file's now unless the whole day is. `seconds` keep an order."""
        moment = datetime.combine(day, time(12), tzinfo=clock.COPENHAGEN) + timedelta(seconds=seconds)
        return max(min(moment, self.now), clock.start_of(day))


def found(value: T | None, name: str, where: str) -> T:
    """The value; ScenarioError when a file names what it does not have."""
    if value is None:
        raise ScenarioError(f"{name} is not among {where}")
    return value
