"""What a fagsystem of a department may have of a frozen summary (rule 9): its pieces, asked of the rule as it is now.

The citizen's own words are read by people and not sent; of names it has what rule 6 tells the department of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from enplan.accounts.models import Department, User
from plans.models import Participant, Plan, Summary, TeamMember
from plans.permissions import sections_for_department, visible_to_department
from plans.summaries.pieces import (
    DECISION,
    GOAL,
    MEASURE,
    PARTICIPANT,
    POINT,
    RATING,
    TASK,
    VIEW,
    Piece,
    key_of,
)
from plans.summaries.showing import MODELS

IN_SECTIONS = (DECISION, POINT, VIEW, GOAL, MEASURE, TASK, RATING)
ANOTHER_PERSON, ANOTHER_DEPARTMENT = "en anden fagperson", "en anden afdeling"
OF_THE_NETWORK = "fra borgerens netværk"


@dataclass(frozen=True)
class ForDepartment:
    """The pieces, with names as the department may know them, and the life areas they stand in."""

    pieces: tuple[Piece, ...]
    people: tuple[str, ...]
    areas: tuple[str, ...]


def summary_for_department(summary: Summary, department: Department) -> ForDepartment | None:
    """None where it may have nothing of it."""
    plan = summary.plan
    open_to_it = _areas_by_piece(summary.content, plan, department)
    if not open_to_it:
        return None
    names = _Names(plan, department)
    pieces = tuple(
        {**piece, "who": names.of(piece)} for piece in summary.content if key_of(piece) in open_to_it
    )
    asked = [UUID(piece["id"]) for piece in summary.content if piece["kind"] == PARTICIPANT]
    return ForDepartment(pieces, names.among(asked), tuple(sorted(set(open_to_it.values()))))


def _areas_by_piece(pieces: Iterable[Piece], plan: Plan, department: Department) -> dict[str, str]:
    """By the key of each piece that is open to the department: its life area. One query for each kind."""
    sections = sections_for_department(department, plan)
    by_kind: dict[str, list[UUID]] = {}
    for piece in pieces:
        if piece["kind"] in IN_SECTIONS:
            by_kind.setdefault(piece["kind"], []).append(UUID(piece["id"]))
    found: dict[str, str] = {}
    for kind, ids in by_kind.items():
        rows: models.QuerySet[models.Model] = MODELS[kind]._default_manager.filter(pk__in=ids)
        seen = visible_to_department(sections, rows).values_list("pk", "section__area_id")
        found |= {f"{kind} {pk}": area for pk, area in seen}
    return found


class _Names:
    """Rule 6: the citizen, who coordinates, and the department's own people."""

    def __init__(self, plan: Plan, department: Department) -> None:
        coordinating = TeamMember.objects.filter(
            plan=plan, capacity=TeamMember.Capacity.COORDINATOR, ends_at__isnull=True
        )
        self._citizen = plan.citizen.name
        self._department = department
        self._coordinators = set(coordinating.values_list("user", flat=True))

    def of(self, piece: Piece) -> str:
        whose, name = piece["who"]
        kind, _, pk = whose.partition(" ")
        if kind == "department":
            return str(name) if pk == str(self._department.pk) else ANOTHER_DEPARTMENT
        if kind == "user":
            user = User.objects.filter(pk=pk).first()
            return str(name) if user is not None and self._is_known(user) else ANOTHER_PERSON
        if not name or name == self._citizen or piece["kind"] == MEASURE:
            return str(name)
        return OF_THE_NETWORK

    def among(self, asked: list[UUID]) -> tuple[str, ...]:
        rows = Participant.objects.filter(pk__in=asked, user__isnull=False).select_related("user")
        known = [one.user.name for one in rows if one.user is not None and self._is_known(one.user)]
        return tuple(sorted(known))

    def _is_known(self, user: User) -> bool:
        return user.pk in self._coordinators or user.department_id == self._department.pk
