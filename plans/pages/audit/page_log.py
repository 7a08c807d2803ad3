"""The access log's lines as the auditor reads them: who, when, what and why; citizens by number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from enplan import clock
from enplan.audit.models import Look, SearchFlag
from enplan.web import danish
from plans.pages.audit.forms import FLAGGED
from plans.pages.audit.numbers import number_of
from plans.pages.look_days import in_period
from plans.register import names_of_department

ON_A_PAGE = 50
LAST_PAGE = 2000


@dataclass(frozen=True)
class LogLine:
    """One look."""

    at: datetime
    when: str
    who: str
    role: str
    department: str
    kind: str
    what: str
    why: str
    citizen_id: UUID | None
    number: str


@dataclass(frozen=True)
class LogPage:
    """A page of the log. Nothing is counted: of millions of looks only these are read, and one more."""

    looks: list[Look]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def lines(self) -> list[LogLine]:
        return [log_line(look) for look in self.looks]


def filtered(looks: QuerySet[Look], wanted: dict[str, Any], flags: QuerySet[SearchFlag]) -> QuerySet[Look]:
    """The looks the filter asks for. Without a kind the supervision itself is left out: it is a kind of its own."""
    looks = in_period(looks, wanted.get("fra"), wanted.get("til"))
    if department := wanted.get("afdeling"):
        looks = looks.filter(department__in=names_of_department(department))
    if employee := wanted.get("medarbejder"):
        looks = looks.filter(user_id=employee)
    kind = wanted.get("slags")
    if kind == FLAGGED:
        behind = flags.order_by().filter(
            user_id=OuterRef("user_id"), since__lt=OuterRef("at"), at__gte=OuterRef("at")
        )
        return looks.filter(Exists(behind), kind=Look.Kind.SEARCH)
    return looks.filter(kind=kind) if kind else looks.exclude(kind=Look.Kind.AUDIT)


def log_page(looks: QuerySet[Look], asked: str | None) -> LogPage:
    number = int(asked) if asked and asked.isdecimal() and len(asked) < 6 else 1
    number = min(max(number, 1), LAST_PAGE)
    start = (number - 1) * ON_A_PAGE
    rows = list(looks[start : start + ON_A_PAGE + 1])
    return LogPage(rows[:ON_A_PAGE], number, has_next=len(rows) > ON_A_PAGE)


def log_line(look: Look) -> LogLine:
    local = look.at.astimezone(clock.COPENHAGEN)
    return LogLine(
        at=look.at,
        when=f"{danish.full_day(local)} kl. {local.hour}.{local.minute:02}",
        # A private person's name would say whose plan it is; who works here has a department.
        who=look.user_name if look.department else _("en privat person"),
        role=look.role,
        department=look.department,
        kind=str(Look.Kind(look.kind).label),
        what=look.what,
        why=look.why,
        citizen_id=look.citizen_id,
        number=number_of(look.citizen_id) if look.citizen_id else "",
    )
