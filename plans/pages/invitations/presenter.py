"""The citizen's own people in words: what each sees and until when, and how far an invitation has got."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from citizens.models import Ground, Invitation, NetworkPerson
from enplan.accounts.models import Department, LifeArea
from enplan.mail.models import OutgoingMail
from enplan.mail.outbox import newest_states
from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.facts import facts_of
from plans.lookups.people import invitations_for, network_for
from plans.pages.citizen.presenters.grounds import is_over
from plans.reading import Reading

State = OutgoingMail.State


@dataclass(frozen=True)
class ShownInvitation:
    """One that waits. `sees` is what the person will see after saying yes."""

    id: UUID
    email: str
    how: str
    sees: str
    is_late: bool  # nothing works until it is sent again


@dataclass(frozen=True)
class OwnPerson:
    """One of the citizen's own people."""

    id: UUID
    name: str
    relation: str
    sees: str  # "" for who sees nothing now
    waits: bool  # the yes waits for who holds custody
    has_login: bool
    invitation: ShownInvitation | None


@dataclass(frozen=True)
class OwnPeople:
    people: tuple[OwnPerson, ...]
    is_open: bool
    is_citizen: bool


def own_people(reading: Reading) -> OwnPeople:
    """A fixed number of queries, however many there are."""
    user, plan = reading.user, reading.plan
    invitations = {one.person_id: one for one in invitations_for(user, plan)}
    health = facts_of(plan).health_departments
    states = newest_states([one.pk for one in invitations.values()])
    people = {person.pk: person for person in network_for(user, plan) if person.user_id != user.pk}
    people |= {one.person_id: one.person for one in invitations.values()}  # who acts sees those they invited
    return OwnPeople(
        people=tuple(
            _person(person, invitations.get(person.pk), states, reading, health)
            for person in sorted(people.values(), key=lambda one: (one.name, str(one.pk)))
        ),
        is_open=plan.is_active,
        is_citizen=reading.standing.is_citizen,
    )


def what_is_seen(name: str, areas: list[LifeArea], sources: list[Department], reading: Reading) -> str:
    """Rule 3 as a sentence: goals and agreements, of these areas and writers. The page says what nobody sees."""
    whose = _("du") if reading.standing.is_citizen else spoken.first_name(reading.plan.citizen.name)
    return _("%(name)s kan se mål og aftaler om %(areas)s, som %(writers)s har skrevet.") % {
        "name": spoken.first_name(name),
        "areas": spoken.listing([area.said_short for area in areas]),
        "writers": spoken.listing([whose, *sorted(named(source) for source in sources)]),
    }


def _person(
    person: NetworkPerson,
    invitation: Invitation | None,
    states: dict[UUID, str],
    reading: Reading,
    health: frozenset[UUID],
) -> OwnPerson:
    grounds = _grounds_to(person, reading)
    open_now = [ground for ground in grounds if ground.decision == Ground.Decision.YES]
    return OwnPerson(
        id=person.pk,
        name=person.name,
        relation=named(person.relation[:1].upper() + person.relation[1:]),
        sees=" ".join(_seen_through(ground, person, reading, health) for ground in open_now),
        waits=bool(grounds) and not open_now,
        has_login=person.user_id is not None,
        invitation=_invitation(invitation, states, reading) if invitation else None,
    )


def _grounds_to(person: NetworkPerson, reading: Reading) -> list[Ground]:
    """The yeses to this person that are neither withdrawn nor over."""
    if person.user_id is None:
        return []
    return [
        ground
        for ground in reading.grounds
        if ground.decision != Ground.Decision.NO
        and not is_over(ground, reading.at)
        and any(p.user_id == person.user_id and p.withdrawn_at is None for p in ground.parties.all())
    ]


def _seen_through(ground: Ground, person: NetworkPerson, reading: Reading, health: frozenset[UUID]) -> str:
    """A consent to share opens nothing that a health department has written, whatever sources it names."""
    party = next(p for p in ground.parties.all() if p.user_id == person.user_id and p.withdrawn_at is None)
    areas = [area for area in ground.areas.all() if area.pk not in party.areas_closed]
    covers_health = ground.covers_health
    sources = [one for one in ground.sources.all() if covers_health or one.pk not in health]
    seen = what_is_seen(person.name, areas, sources, reading)
    return f"{seen} {_until(ground.valid_until)}"


def _until(end: datetime | None) -> str:
    if end is None:
        return _("Det gælder, til du lukker for det.")
    return _("Det gælder til og med %s.") % spoken.full_day(spoken.last_day(end))


def _invitation(invitation: Invitation, states: dict[UUID, str], reading: Reading) -> ShownInvitation:
    state = states.get(invitation.pk, State.WAITING)
    works = invitation.works_at(reading.at)
    return ShownInvitation(
        id=invitation.pk,
        email=invitation.email,
        how=_how(invitation, state, works),
        sees=what_is_seen(
            invitation.person.name, list(invitation.areas.all()), list(invitation.sources.all()), reading
        ),
        is_late=not works and state != State.WAITING,
    )


def _how(invitation: Invitation, state: str, works: bool) -> str:
    if state in (State.WAITING, State.SENDING):
        return _("Mailen er på vej.")
    if state in (State.FAILED, State.DROPPED):
        return _("Mailen kunne ikke sendes. Er adressen rigtig?")
    if not works or invitation.expires_at is None:
        return _("Linket er udløbet uden at være brugt.")
    until = spoken.meeting_time(invitation.expires_at)
    if state == State.UNKNOWN:
        return _("Vi ved ikke, om mailen nåede frem. Linket virker til %s.") % until
    return _("Mailen er sendt. Linket virker til %s.") % until
