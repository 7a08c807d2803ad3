"""A scenario under way: who is who, what the clock says, what has been remembered."""

from dataclasses import dataclass, field
from datetime import datetime

from enplan.accounts.models import User
from enplan.demo.scenario.cast import Cast
from integrations.simulators.server import Simulator
from plans.models import LeaderQuestion, Plan


@dataclass
class Stage:
    """The loaded course, the clock, and the versions that people have seen."""

    cast: Cast
    now: datetime
    remembered: dict[str, tuple[str, int]] = field(default_factory=dict)  # key → goal's key and version
    simulators: dict[str, Simulator] = field(default_factory=dict)
    asked: list[LeaderQuestion] = field(default_factory=list)  # of leaders, in the order they were put

    def user(self, name: str) -> User:
        """The person as the database has them now."""
        return User.objects.select_related("role", "department").get(pk=self.cast.user(name).pk)

    @property
    def plan(self) -> Plan:
        """The plan as the database has it now."""
        return Plan.objects.select_related("citizen").get(pk=self.cast.plan.pk)
