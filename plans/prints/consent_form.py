"""The conversation about consent on paper: what the program would ask on the screen, with room for the answers."""

from dataclasses import dataclass

from django.conf import settings

from citizens.ages import is_of_age
from enplan.web import danish
from plans.asking import AskedParty
from plans.grounds import purposes_to_choose
from plans.pages.conversation.talk import Step, Talk
from plans.prints.phrases import shortened, whole
from plans.reading import Reading


@dataclass(frozen=True)
class FormRow:
    """One receiver: who it is, and the areas that stand out for them ("" where the citizen writes them)."""

    name: str
    about: str
    areas: str


@dataclass(frozen=True)
class FormPart:
    """One of the four decisions. Parts that nobody needs to be asked about are left out."""

    number: int
    kind: str  # a `Step`
    rows: tuple[FormRow, ...] = ()
    sources: str = ""  # whose writing it is about


@dataclass(frozen=True)
class ConsentFormPrint:
    title: str
    author: str
    name: str
    first: str
    cpr: str
    contact: str  # whom to call to change an answer
    copy: str
    parts: tuple[FormPart, ...]
    purposes: tuple[str, ...]
    number_of_length: int
    number_of_signature: int
    is_child: bool
    writer: str


def consent_form(reading: Reading) -> ConsentFormPrint:
    """For who coordinates; names everybody on the team."""
    talk = Talk(reading, with_caseworker=True)
    citizen = reading.plan.citizen
    parts = tuple(_parts(talk))
    coordinator = reading.coordinator
    contact = [coordinator.user.name, coordinator.user.phone] if coordinator else []
    return ConsentFormPrint(
        title=f"Samtykke, {shortened(citizen.name, 120)}",
        author=settings.MUNICIPALITY,
        name=whole(citizen.name),
        first=whole(danish.first_name(citizen.name)),
        cpr=citizen.cpr_masked,
        contact=whole(", tlf. ".join(filter(None, contact))),
        copy=f"Udskrevet {danish.full_day(reading.at)} kl. {danish.clock_time(reading.at)}",
        parts=parts,
        purposes=tuple(purpose.text for purpose in purposes_to_choose()),
        number_of_length=len(parts) + 1,
        number_of_signature=len(parts) + 2,
        is_child=not is_of_age(citizen, at=reading.at),
        writer=whole(f"{reading.user.name}, {reading.user.department}"),
    )


def _parts(talk: Talk) -> list[FormPart]:
    asked = talk.asked
    wanted = [
        (Step.PLAN, (), ()),
        (Step.TEAM, asked.team, asked.sources),
        (Step.HEALTH, asked.health, asked.health_sources),
        (Step.NETWORK, asked.network, asked.sources),
    ]
    kept = [one for one in wanted if one[0] is Step.PLAN or one[1]]
    return [
        FormPart(
            number=number,
            kind=step,
            rows=tuple(_row(party, is_written=step is Step.NETWORK) for party in parties),
            sources=whole(danish.listing([str(source) for source in sources])),
        )
        for number, (step, parties, sources) in enumerate(kept, start=1)
    ]


def _row(party: AskedParty, *, is_written: bool) -> FormRow:
    """Each area is named, so that it can be struck out; `is_written`: the citizen writes them."""
    areas = "" if is_written else " · ".join(area.name for area in party.areas)
    about = danish.listing(list(party.people))
    if party.party.is_coordinator:
        about = "holder trådene i planen, og den, der gør det senere"
    return FormRow(whole(party.name), whole(about), whole(areas))
