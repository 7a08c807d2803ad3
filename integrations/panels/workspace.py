"""“Ud til fagsystemerne” beside the plan: a line per system whose department the viewer may know (rule 6)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Min, Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from enplan import clock
from enplan.accounts.models import User
from integrations.circuits import is_paused
from integrations.models import Delivery
from integrations.panels.cases import CaseLine, case_lines
from integrations.panels.wording import Standing, sentences
from plans.models import Plan
from plans.reading import Reading


@dataclass(frozen=True)
class SystemLine:
    """A system and how far it is."""

    name: str
    department: str
    sentences: list[str]
    case: CaseLine | None = None


def workspace_panel(_user: User, reading: Reading) -> SafeString | None:
    """None where there is no system to tell of."""
    lines = system_lines(reading)
    role = reading.user.role
    has_board = role is not None and role.can_join_team
    context = {"lines": lines, "has_board": has_board, "plan": reading.plan}
    return render_to_string("integrations/workspace_panel.html", context) if lines else None


def system_lines(reading: Reading) -> list[SystemLine]:
    """Two queries, however many notes there are."""
    found: dict[tuple[str, str], list[Standing]] = {}
    for row in _standings(reading.plan):
        department_id: UUID = row["fagsystem__department_id"]
        if _may_know(reading, department_id, row["kind"]):
            key = (row["fagsystem__name"], row["fagsystem__department__name"])
            found.setdefault(key, []).append(
                Standing(
                    kind=row["kind"],
                    state=row["state"],
                    error_code=row["error_code"],
                    how_many=row["how_many"],
                    delivered_at=row["last_at"],
                    next_try_at=max(row["next_at"], row["fagsystem__paused_until"] or row["next_at"]),
                    attempts=max(row["tries"], int(is_paused(row["fagsystem__paused_until"], clock.now()))),
                    is_unsettled=row["is_unsettled"],
                )
            )
    cases = case_lines(reading)
    keys = sorted(found.keys() | cases.keys())
    lines = [SystemLine(*key, sentences(found.get(key, ()), system=key[0]), cases.get(key)) for key in keys]
    return [line for line in lines if line.sentences or line.case]


def _standings(plan: Plan) -> list[dict[str, Any]]:
    rows = Delivery.objects.filter(plan=plan, fagsystem__is_active=True).annotate(
        is_unsettled=ExpressionWrapper(Q(reference__isnull=False), output_field=BooleanField())
    )
    grouped = rows.order_by().values(
        "fagsystem__name",
        "fagsystem__paused_until",
        "fagsystem__department_id",
        "fagsystem__department__name",
        "kind",
        "state",
        "error_code",
        "is_unsettled",
    )
    found: list[Any] = list(
        grouped.annotate(
            how_many=Count("pk"),
            last_at=Max("delivered_at"),
            next_at=Min("next_try_at"),
            tries=Max("attempts"),
        )
    )
    return found


def _may_know(reading: Reading, department_id: UUID, kind: str) -> bool:
    """All of the own department's. Of others' only the plan: that a note waits would tell that one was written."""
    if department_id == reading.user.department_id:
        return True
    if kind != Delivery.Kind.PLAN:
        return False
    return reading.standing.coordinates or any(s.owner_id == department_id for s in reading.sections)
