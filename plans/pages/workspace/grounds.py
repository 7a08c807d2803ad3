"""Grounds in words: what they open, to whom, and until when, with only the names the viewer may see (rule 6)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from citizens.models import Ground, GroundParty
from enplan.web import danish
from plans.reading import Reading

COORDINATOR = "den koordinerende sagsbehandler"
SOME_DEPARTMENT = "en anden afdeling"


@dataclass(frozen=True)
class GroundLine:
    """One ground on the page. `ended` says in words why it opens nothing any more."""

    ground: Ground
    title: str
    areas: str
    parties: str
    sources: str
    given: str
    until: str
    noted_by: str
    is_no: bool
    ended: str
    waits: str  # until when the citizen does not know of it
    review: str


def is_in_force(ground: Ground, at: datetime) -> bool:
    """A yes that is neither withdrawn as a whole, lapsed, nor yet to begin."""
    return (
        ground.decision == Ground.Decision.YES
        and ground.withdrawn_at is None
        and ground.valid_from <= at
        and (ground.valid_until is None or ground.valid_until > at)
    )


def is_to_come(ground: Ground, at: datetime) -> bool:
    """A yes that has not begun yet: a renewal."""
    return ground.decision == Ground.Decision.YES and ground.withdrawn_at is None and ground.valid_from > at


def is_lapsing(ground: Ground, at: datetime, within: timedelta) -> bool:
    return ground.valid_until is not None and at < ground.valid_until <= at + within


def ground_line(ground: Ground, reading: Reading) -> GroundLine:
    return GroundLine(
        ground=ground,
        title=ground.kind_name[:1].upper() + ground.kind_name[1:],
        areas=areas_in_words(ground, reading),
        parties=_names(
            [name for p in ground.parties.all() if (name := _party_and_limits(ground, p, reading))]
        ),
        sources=_sources(ground, reading),
        given=f"{danish.full_day(ground.given_on)}, {ground.get_form_display()}",
        until=_until(ground, reading.at),
        noted_by=reading.name_of(ground.noted_by),
        is_no=ground.decision == Ground.Decision.NO,
        ended=_ended(ground, reading.at),
        waits=danish.full_day(ground.withheld_until)
        if ground.withheld_until and ground.is_withheld(reading.at)
        else "",
        review=review_in_words(ground),
    )


def review_in_words(ground: Ground) -> str:
    """Whether a leader has looked at a share afterwards, and what they found; "" where nobody is to."""
    review = getattr(ground, "review", None)
    if review is None:
        return ""
    if review.reviewed_at is None:
        return "en leder gennemgår delingen"
    found = "var i orden" if review.was_right else "burde ikke være sket"
    return f"en leder har gennemgået delingen {danish.full_day(review.reviewed_at)}: den {found}"


def areas_in_words(ground: Ground, reading: Reading) -> str:
    """The areas the viewer works in; a coordinator works in all."""
    return (
        danish.listing([area.short_name for area in ground.open_areas if reading.standing.works_in(area.pk)])
        or "andre områder"
    )


def _party_and_limits(ground: Ground, party: GroundParty, reading: Reading) -> str:
    """ "Beskæftigelse (ikke økonomi)", of the areas the viewer works in."""
    name = party_name(party, reading)
    missing = [
        area.short_name for area in ground.areas_missing_for(party) if reading.standing.works_in(area.pk)
    ]
    return (
        f"{name} (ikke {danish.listing(missing)})" if name and name != SOME_DEPARTMENT and missing else name
    )


def party_name(party: GroundParty, reading: Reading) -> str:
    """The receiver's name, "" for one who is withdrawn."""
    if party.withdrawn_at is not None:
        return ""
    if party.is_coordinator:
        return COORDINATOR
    if party.user is not None:
        return reading.name_of(party.user) if party.user.is_employee else _private(party, reading)
    return _department_name(party.department_id, str(party.department), reading)


def known_departments(reading: Reading) -> set[object]:
    """Departments whose names the viewer meets on the page anyway: own, the visible team's, and visible owners'."""
    of_team = {member.user.department_id for member in (*reading.team, *reading.former_members)}
    return of_team | {section.owner_id for section in reading.sections} | {reading.user.department_id}


def _department_name(department_id: object, name: str, reading: Reading) -> str:
    if reading.standing.coordinates or department_id in known_departments(reading):
        return name
    return SOME_DEPARTMENT


def _private(party: GroundParty, reading: Reading) -> str:
    """A network person is known to the coordinator; to others it is somebody the citizen has chosen."""
    known = {person.user_id for person in reading.network}
    return str(party.user) if party.user_id in known else "en fra netværket"


def _sources(ground: Ground, reading: Reading) -> str:
    return _names([_department_name(source.pk, source.name, reading) for source in ground.sources.all()])


def _names(names: list[str]) -> str:
    """Those that are named, and how many more there are: “Jobcentret og 2 andre”."""
    hidden = sum(name == SOME_DEPARTMENT for name in names)
    named = sorted(name for name in names if name != SOME_DEPARTMENT)
    if hidden and not named:
        return SOME_DEPARTMENT if hidden == 1 else f"{hidden} andre afdelinger"
    return danish.listing([*named, *([danish.count(hidden, "anden", "andre")] if hidden else [])])


def _until(ground: Ground, at: datetime) -> str:
    """When it ends; of one that is to begin, when it does as well: “28. februar 2028, begynder 1. marts 2027”."""
    ends = danish.full_day(danish.last_day(ground.valid_until)) if ground.valid_until else ""
    if ground.valid_from <= at:
        return ends
    begins = f"begynder {danish.full_day(ground.valid_from)}"
    return f"{ends}, {begins}" if ends else begins


def _ended(ground: Ground, at: datetime) -> str:
    if ground.withdrawn_at is not None:
        return f"trukket tilbage {danish.full_day(ground.withdrawn_at)}"
    if ground.valid_until is not None and ground.valid_until <= at:
        return f"udløbet, gjaldt til og med {danish.full_day(danish.last_day(ground.valid_until))}"
    return ""
