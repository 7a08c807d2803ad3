"""Who can receive what a ground opens: whoever coordinates, a department, or a person one sees on the plan."""

from collections.abc import Iterable
from dataclasses import dataclass

from citizens.models import GroundParty
from enplan.accounts.models import Department
from plans.reading import Reading
from plans.services.grounds import Party

COORDINATOR = "koordinator"


@dataclass(frozen=True)
class Receiver:
    """One choice: its value in a form, its name, and what the service takes."""

    value: str
    name: str
    party: Party


def receivers_of(reading: Reading, departments: Iterable[Department]) -> list[Receiver]:
    """All of the municipality's departments, so that the list tells nothing, and only persons the viewer sees."""
    team = {member.user_id: member.user for member in reading.team}
    beside = {person.user_id: person for person in reading.network if person.user is not None}
    return [
        Receiver(COORDINATOR, "Den, der koordinerer planen", Party(is_coordinator=True)),
        *(Receiver(f"afd-{d.pk}", d.name, Party(department=d)) for d in departments),
        *(
            Receiver(f"p-{pk}", f"Kun {user.name}, {user.department}", Party(user=user))
            for pk, user in team.items()
        ),
        *(
            Receiver(f"p-{pk}", f"{person.name}, {person.relation}", Party(user=person.user))
            for pk, person in beside.items()
        ),
    ]


def value_of(party: GroundParty) -> str:
    """The choice that stands for a receiver of an earlier ground."""
    if party.is_coordinator:
        return COORDINATOR
    return f"p-{party.user_id}" if party.user_id else f"afd-{party.department_id}"
