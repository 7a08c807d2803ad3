"""What an administrator may fetch: connections, and how many deliveries stand how. Nothing of anyone."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, QuerySet

from enplan.accounts.administrators import is_administrator
from enplan.accounts.models import Department, LifeArea, User
from enplan.audit.models import Change
from integrations.models import Delivery, Fagsystem

MOST_IDS = 20


@dataclass
class Numbers:
    """Of one connection."""

    by_state: dict[str, int] = field(default_factory=dict)
    stuck: list[Delivery] = field(default_factory=list)  # the oldest; their ids, states and codes are told


def connections(by: User) -> QuerySet[Fagsystem]:
    """All of them, those switched off too."""
    rows = Fagsystem.objects.select_related("department").order_by("department__name", "name")
    return rows if is_administrator(by) else rows.none()


def numbers_of(by: User) -> dict[UUID, Numbers]:
    """By connection, in one query."""
    found: dict[UUID, Numbers] = {}
    rows = Delivery.objects.filter(fagsystem__in=connections(by)).order_by()
    for row in rows.values("fagsystem", "state").annotate(how_many=Count("pk")):
        found.setdefault(row["fagsystem"], Numbers()).by_state[row["state"]] = row["how_many"]
    return found


def stuck_at(by: User, connection: Fagsystem) -> list[Delivery]:
    """Without the words of the system: those may hold anything."""
    rows = Delivery.objects.filter(fagsystem=connection, state__in=Delivery.STUCK).defer("words")
    found = rows if is_administrator(by) else rows.none()
    return list(found.order_by("changed_at")[:MOST_IDS])


def is_number_refused(by: User, connection: Fagsystem) -> bool:
    """Does something stand refused because its KLE number does not exist?"""
    return (
        is_administrator(by)
        and Delivery.objects.filter(
            fagsystem=connection, state=Delivery.State.REJECTED, error_code="unknown_kle"
        ).exists()
    )


def changes_of(by: User, connection: Fagsystem) -> QuerySet[Change]:
    rows = Change.objects.filter(thing="fagsystem", thing_id=connection.pk).order_by("-at", "field")
    return rows if is_administrator(by) else rows.none()


def departments_to_choose(by: User) -> QuerySet[Department]:
    rows = Department.objects.filter(is_active=True)
    return rows if is_administrator(by) else rows.none()


def area_keys(by: User) -> list[str]:
    """The names by which an area's own KLE number is written."""
    rows = LifeArea.objects.order_by("position").values_list("pk", flat=True)
    return list(rows if is_administrator(by) else rows.none())
