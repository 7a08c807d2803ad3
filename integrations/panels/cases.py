"""What the fagsystemer say of the citizen's case, on the plan's strip: "fra KMD Nova". It proposes and changes nothing.

How a case stands is more than that something is on its way: it is told to the department's own people, and to those who
may read something of what the department writes. Rule 6 alone would tell it to whoever coordinates.
"""

from dataclasses import dataclass
from uuid import UUID

from enplan.web import danish
from integrations.models import CaseState
from integrations.states.meanings import Meaning, meaning_of
from plans.models import Plan
from plans.reading import Reading


@dataclass(frozen=True)
class CaseLine:
    """How the case stands there, and what somebody might do about it."""

    said: str
    proposal: str = ""
    may_end: bool = False


def case_lines(reading: Reading) -> dict[tuple[str, str], CaseLine]:
    """By the system's and the department's name. One query."""
    rows = CaseState.objects.filter(plan=reading.plan, fagsystem__is_active=True).exclude(code="")
    found = {}
    for row in rows.select_related("fagsystem__department"):
        if _may_know(reading, row.fagsystem.department_id):
            found[row.fagsystem.name, row.fagsystem.department.name] = case_line(row, reading)
    return found


def case_line(row: CaseState, reading: Reading) -> CaseLine:
    meaning = meaning_of(row.fagsystem, row.code)
    how = {Meaning.UNDER_WAY: "er i gang", Meaning.ENDED: "er afsluttet"}.get(meaning or Meaning.NOTHING)
    said = (
        f"Fra {row.fagsystem.name}: sagen {how or f'står som “{row.code}”'}, set {danish.moment(row.seen_at)}"
    )
    plan: Plan = reading.plan
    if meaning is Meaning.ENDED and plan.is_active:
        may_end = reading.standing.coordinates
        asks = "Skal planen også afsluttes?" if may_end else "Tal med den koordinerende sagsbehandler om det."
        return CaseLine(said, f"Planen er i gang, men sagen dér er afsluttet. {asks}", may_end)
    if meaning is Meaning.UNDER_WAY and not plan.is_active:
        return CaseLine(said, "Planen er afsluttet, men sagen dér er i gang. Se på sagen dér.")
    return CaseLine(said)


def _may_know(reading: Reading, department_id: UUID) -> bool:
    own = department_id == reading.user.department_id
    return own or any(section.owner_id == department_id for section in reading.sections)
