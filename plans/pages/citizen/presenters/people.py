"""Who is around the plan: few faces first, the coordinator before all, then the citizen's own people."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from citizens.models import NetworkPerson, Representative
from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.models import TeamMember
from plans.pages.citizen.presenters.grounds import is_in_force
from plans.pages.citizen.presenters.wording import Wording
from plans.reading import Reading

FACES_FIRST = 3


@dataclass(frozen=True)
class Person:
    """A name with what they are to the citizen, and how to reach them."""

    name: str
    initials: str
    what: str
    phone: str
    phone_address: str  # without spaces, for a tel: link

    @classmethod
    def of(cls, name: str, initials: str, what: str, phone: str = "") -> "Person":
        return cls(name, initials, what, phone, "".join(phone.split()))


@dataclass(frozen=True)
class People:
    coordinator: Person | None
    handover: str
    acting: str
    team: tuple[Person, ...]
    team_more: tuple[Person, ...]
    unseen: int
    beside: tuple[Person, ...]


def people_of(reading: Reading) -> People:
    team = [member for member in reading.team if member.user.is_active]  # who has left is not there to ring
    others = [_of_member(member) for member in team if member is not reading.coordinator]
    return People(
        coordinator=coordinator_of(reading, Wording.of(reading).holds_threads),
        handover=_handover(reading),
        acting=_acting(reading),
        team=tuple(others[:FACES_FIRST]),
        team_more=tuple(others[FACES_FIRST:]),
        unseen=max(reading.unseen_members, 0),
        beside=(
            *(
                _of_representative(person)
                for person in reading.representatives
                if person.user_id != reading.user.pk
            ),
            *(_of_network(person, reading) for person in reading.network),
        ),
    )


def coordinator_of(reading: Reading, what: str) -> Person | None:
    """The one to ring; `what` says what they are to the reader."""
    member = reading.coordinator
    if member is None:
        return None
    return Person.of(member.user.name, member.user.initials, what, member.user.phone)


def _handover(reading: Reading) -> str:
    """Who has been asked to take over, and that nothing is let go meanwhile; for some days also that it was a no."""
    offer = reading.handover or reading.declined_handover
    if offer is None or reading.coordinator is None or not reading.plan.is_active:
        return ""
    words = {
        "old": spoken.first_name(reading.coordinator.user.name),
        "asked_by": spoken.first_name(offer.offered_by.name),
        "new": offer.to.name,
        "first": spoken.first_name(offer.to.name),
    }
    if offer.is_declined:
        return _("%(new)s kunne ikke tage over. %(old)s bliver ved med at holde trådene.") % words
    asked = _("%(asked_by)s har spurgt %(new)s, om %(first)s vil være koordinerende sagsbehandler.")
    if Wording.of(reading).is_own:
        asked = _("%(asked_by)s har spurgt %(new)s, om %(first)s vil være din koordinerende sagsbehandler.")
    stays = _("%(old)s holder trådene, indtil %(first)s har sagt ja.")
    return f"{asked % words} {stays % words}"


def _acting(reading: Reading) -> str:
    """Who stands in for the coordinator at the moment, and until when."""
    deputies = [member for member in reading.team if member.capacity == TeamMember.Capacity.DEPUTY]
    if not deputies or reading.coordinator is None or not reading.plan.is_active:
        return ""
    words = {
        "old": spoken.first_name(reading.coordinator.user.name),
        "deputy": spoken.listing([member.user.name for member in deputies]),
    }
    until = max((member.ends_at for member in deputies if member.ends_at), default=None)
    if until is None:
        return _("%(deputy)s træder til for %(old)s.") % words
    words["day"] = spoken.day_near(spoken.last_day(until))
    return _("%(deputy)s træder til for %(old)s til og med %(day)s.") % words


def _of_member(member: TeamMember) -> Person:
    if member.capacity == TeamMember.Capacity.DEPUTY:
        what = _("Træder til, når der er brug for det · %s") % named(member.user.department)
    else:
        what = " · ".join(filter(None, [named(member.role), named(member.user.department or "")]))
    return Person.of(member.user.name, member.user.initials, what, member.user.phone)


def _of_representative(person: Representative) -> Person:
    what = _("%(relation)s, handler for dig (%(basis)s)") % {
        "relation": named(person.relation[:1].upper() + person.relation[1:]),
        "basis": named(person.basis),
    }
    if person.ends_at is not None:
        what = f"{what} {_('til og med %s') % spoken.day_near(spoken.last_day(person.ends_at))}"
    return Person.of(person.name, _initials(person.name), what)


def _of_network(person: NetworkPerson, reading: Reading) -> Person:
    relation = named(person.relation[:1].upper() + person.relation[1:])
    sees = person.user_id is not None and any(
        party.user_id == person.user_id and party.withdrawn_at is None
        for ground in reading.grounds
        if is_in_force(ground, reading.at)
        for party in ground.parties.all()
    )
    may = _("kan se det, du har sagt ja til") if sees else _("kan ikke se din plan")
    return Person.of(person.name, _initials(person.name), f"{relation} · {may}", person.phone)


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
