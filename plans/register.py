"""What an auditor may fetch, and who answers citizens about looks: the one scoped place beside `plans.permissions`.

No role opens a plan (rule 8), and none does here: grounds, looks and counts, never what a plan says. Everything is
empty for everybody else, and so is what is about a citizen who has blocked the auditor, or is close to them (rule 0).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from citizens.models import Citizen, Ground, GroundKind, NetworkPerson, Representative
from enplan import clock
from enplan.accounts.auditors import answers_about_looks, is_auditor
from enplan.accounts.models import Department, Role, User
from enplan.audit.models import Change, Deletion, Look, LookQuestion, SearchFlag
from plans.models import BlockedPerson, Plan, TeamMember
from plans.permissions import Viewer


def looks_recorded(by: Viewer) -> models.QuerySet[Look]:
    """The access log, newest first."""
    rows = Look.objects.order_by("-at", "-pk")
    if not is_auditor(by):
        return rows.none()
    return rows.filter(Q(citizen_id__isnull=True) | ~Q(citizen_id__in=_closed_to(by)))


def search_flags(by: Viewer) -> models.QuerySet[SearchFlag]:
    """Who has found unusually many they do not work with, newest first. Nobody is shown what is noted of themselves."""
    rows = SearchFlag.objects.order_by("-at", "-pk")
    return rows.exclude(user_id=by.pk) if is_auditor(by) else rows.none()


def grounds_registered(by: Viewer) -> models.QuerySet[Ground]:
    """All grounds of all citizens."""
    rows = Ground.objects.all()
    return rows.exclude(citizen__in=_closed_to(by)) if is_auditor(by) else rows.none()


def grounds_noted(
    grounds: models.QuerySet[Ground],
    *,
    start: date | None = None,
    end: date | None = None,
    kind: GroundKind | None = None,
    noted_by: UUID | None = None,
) -> models.QuerySet[Ground]:
    """Those of `grounds` that were noted from one day through another, of a kind, by an employee; None: no limit."""
    if start is not None:
        grounds = grounds.filter(noted_at__gte=clock.start_of(start))
    if end is not None:
        grounds = grounds.filter(noted_at__lt=clock.end_of(end))
    if kind is not None:
        grounds = grounds.filter(kind=kind)
    return grounds.filter(noted_by=noted_by) if noted_by is not None else grounds


def plans_without_consent(by: Viewer) -> models.QuerySet[Plan]:
    """Active plans of citizens of whom no consent is in force, the oldest first."""
    if not is_auditor(by):
        return Plan.objects.none()
    at = clock.now()
    in_force = Ground.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=at),
        citizen=models.OuterRef("citizen"),
        kind__is_consent=True,
        decision=Ground.Decision.YES,
        withdrawn_at__isnull=True,
        valid_from__lte=at,
    )
    rows = Plan.objects.filter(~models.Exists(in_force), ended_at__isnull=True)
    return rows.exclude(citizen__in=_closed_to(by)).order_by("started_on", "pk")


def deletions(by: Viewer) -> models.QuerySet[Deletion]:
    """What the record's nightly job has deleted, newest first."""
    rows = Deletion.objects.order_by("-at", "thing")
    return rows if is_auditor(by) else rows.none()


def questions_to(by: Viewer) -> models.QuerySet[LookQuestion]:
    """Citizens' questions about looks that `by` may answer: those waiting first, the earliest due first."""
    rows = LookQuestion.objects.order_by(
        models.F("answered_at").desc(nulls_first=True), "answer_due_on", "asked_at"
    )
    return rows.exclude(citizen_id__in=_closed_to(by)) if answers_about_looks(by) else rows.none()


def citizens_to_name(by: Viewer) -> models.QuerySet[Citizen]:
    """Citizens whose name may be shown for a reason: all for an auditor, else those who have asked."""
    rows = Citizen.objects.all()
    if not is_auditor(by):
        rows = rows.filter(pk__in=questions_to(by).order_by().values("citizen_id"))
    return rows.exclude(pk__in=_closed_to(by))


def answerers() -> list[Role]:
    """The roles that answer citizens about looks, where somebody has such a role and can log in."""
    having = User.objects.filter(role=models.OuterRef("pk"), is_active=True, is_superuser=False)
    return list(Role.objects.filter(models.Exists(having), can_answer_about_looks=True))


def _closed_to(by: Viewer) -> models.QuerySet[Any, Any]:
    """Ids of citizens of whom `by` shall see nothing, whatever the role: blocked, oneself, one's own."""
    rows: list[models.QuerySet[Any, Any]] = [
        Citizen.objects.filter(user=by.pk).order_by().values("pk"),
        BlockedPerson.objects.filter(user=by.pk, lifted_at__isnull=True).order_by().values("plan__citizen"),
        Representative.objects.filter(user=by.pk).order_by().values("citizen"),
        NetworkPerson.objects.filter(user=by.pk).order_by().values("citizen"),
    ]
    # Each by its own index; one condition with OR would read every citizen there is.
    return rows[0].union(*rows[1:], all=True)


# What the pages name beside it ----------------------------------------------------------------------------------------


def departments_named(by: Viewer) -> models.QuerySet[Department]:
    """All departments, to choose one."""
    rows = Department.objects.all()
    return rows if is_auditor(by) else rows.none()


def names_of_department(department: Department) -> set[str]:
    """What a department is and has been called: the log holds the name of the day."""
    renamed = Change.objects.filter(thing="department", thing_id=department.pk, field="name")
    return {department.name}.union(*renamed.values_list("before", "after")) - {""}


def ground_kinds(by: Viewer) -> models.QuerySet[GroundKind]:
    """The municipality's kinds of ground, to choose one."""
    rows = GroundKind.objects.all()
    return rows if is_auditor(by) else rows.none()


def employees_named(by: Viewer) -> models.QuerySet[User]:
    """Everybody who has a role, those who may no longer log in too. No private persons: their names tell of a plan."""
    rows = User.objects.filter(role__isnull=False, is_superuser=False).select_related("role", "department")
    return rows.order_by("name", "pk") if is_auditor(by) else rows.none()


def coordinators_named(by: Viewer, plans: Iterable[Plan]) -> dict[UUID, User]:
    """Who coordinates each of these plans: an employee whom the auditor can ask about it."""
    if not is_auditor(by):
        return {}
    rows = TeamMember.objects.filter(
        plan__in=[plan.pk for plan in plans],
        capacity=TeamMember.Capacity.COORDINATOR,
        ends_at__isnull=True,
    ).select_related("user__department")
    return {row.plan_id: row.user for row in rows}
