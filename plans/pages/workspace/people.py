"""Who can be responsible: the team one sees, the citizen, and the network one sees. Nobody else's name is offered."""

from dataclasses import dataclass
from typing import Any

from citizens.models import NetworkPerson
from enplan.accounts.models import User
from plans.models.responsible import WithResponsible
from plans.reading import Reading
from plans.reading_people import SOMEBODY

KEEP = "uaendret"
GONE = "Den, du valgte, er ikke på teamet længere. Vælg en anden."


@dataclass(frozen=True)
class Person:
    """One choice: its value in a form, its name, and the fields it sets."""

    value: str
    name: str
    user: User | None = None
    is_citizen: bool = False
    contact: NetworkPerson | None = None
    is_me: bool = False

    @property
    def told(self) -> str:
        """The name, and what tells the person from another of the same name."""
        if self.is_citizen:
            return f"{self.name} (borgeren)"
        about = self.contact.relation if self.contact else self.user.department if self.user else ""
        return f"{self.name} ({about})" if about else self.name

    @property
    def fields(self) -> dict[str, Any]:
        return {
            "responsible": self.user,
            "responsible_is_citizen": self.is_citizen,
            "responsible_contact": self.contact,
        }


NOBODY = Person("", "Ingen endnu")


def people_of(reading: Reading) -> list[Person]:
    team = {member.user_id: member.user for member in reading.team if member.user.is_active}
    return [
        Person("borger", reading.plan.citizen.name, is_citizen=True),
        *(Person(str(pk), user.name, user=user, is_me=user == reading.user) for pk, user in team.items()),
        *(Person(f"n-{person.pk}", person.name, contact=person) for person in reading.network),
    ]


def choices_for(reading: Reading, thing: WithResponsible | None) -> list[tuple[str, str]]:
    """Choices of a select. Who is responsible now and is not among them can be kept, without being named."""
    people = [NOBODY, *people_of(reading)]
    choices = [(person.value, person.name) for person in people]
    if thing is not None and value_of(thing, reading) == KEEP:
        name = reading.responsible_name(thing) or SOMEBODY
        choices.insert(
            0, (KEEP, f"{name} ({'er her ikke længere' if _has_left(thing, reading) else 'som nu'})")
        )
    return choices


def _has_left(thing: WithResponsible, reading: Reading) -> bool:
    """Is who stands for it no longer on the team, as far as the viewer may know who was?"""
    user = thing.responsible
    if user is None or reading.name_of(user) == SOMEBODY:
        return False
    is_on_team = any(member.user_id == user.pk for member in reading.team)
    was_on_team = any(member.user_id == user.pk for member in reading.former_members)
    return not user.is_active or (was_on_team and not is_on_team)


def value_of(thing: WithResponsible, reading: Reading) -> str:
    """The choice that says who is responsible now."""
    for person in (NOBODY, *people_of(reading)):
        if (
            person.is_citizen == thing.responsible_is_citizen
            and (person.user.pk if person.user else None) == thing.responsible_id
            and (person.contact.pk if person.contact else None) == thing.responsible_contact_id
        ):
            return person.value
    return KEEP


def fields_for(value: str, reading: Reading) -> dict[str, Any]:
    """What to save for a choice; nothing for “som nu”."""
    if value == KEEP:
        return {}
    return next(person.fields for person in (NOBODY, *people_of(reading)) if person.value == value)
