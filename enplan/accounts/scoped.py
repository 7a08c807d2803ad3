"""What an administrator may fetch: employees, departments and roles. Empty for everybody else.

Private persons and superusers are not among them: that somebody has a login as a citizen says that there is a plan.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import Count, Q

from enplan.accounts.administrators import is_administrator
from enplan.accounts.models import ClaimMeaning, Department, LifeArea, Role, User

MOST_WORDS = 8


def employees(by: User) -> models.QuerySet[User]:
    """All employees with role and department, those who may not log in too."""
    rows = User.objects.filter(role__isnull=False, is_superuser=False).select_related("role", "department")
    return rows if is_administrator(by) else rows.none()


def matching(rows: models.QuerySet[User], text: str) -> models.QuerySet[User]:
    """Those employees of which every word of `text` stands in the name, username, e-mail, phone or department."""
    for word in text.split()[:MOST_WORDS]:
        found = Q()
        # SQLite folds the case of a–z only; these variants find Østergaard by "østergaard" there too.
        for variant in {word, word.lower(), word.upper(), word.capitalize()}:
            for field in ("name", "username", "email", "phone", "department__name", "role__name"):
                found |= Q(**{f"{field}__icontains": variant})
        rows = rows.filter(found)
    return rows


def departments(by: User) -> models.QuerySet[Department]:
    """All departments, those no longer in use too."""
    rows = Department.objects.all()
    return rows if is_administrator(by) else rows.none()


def roles(by: User) -> models.QuerySet[Role]:
    """All roles."""
    rows = Role.objects.all()
    return rows if is_administrator(by) else rows.none()


def life_areas(by: User) -> models.QuerySet[LifeArea]:
    """All life areas."""
    rows = LifeArea.objects.all()
    return rows if is_administrator(by) else rows.none()


def meanings(by: User) -> models.QuerySet[ClaimMeaning]:
    """What the words of the municipality's login mean."""
    rows = ClaimMeaning.objects.select_related("role", "department")
    return rows if is_administrator(by) else rows.none()


@dataclass(frozen=True)
class Branch:
    """A department in the tree: how deep it lies, and how many employees it has who may log in."""

    department: Department
    level: int
    amount: int

    @property
    def shown_level(self) -> int:
        """Deeper than four is indented no further: a phone has no room for it."""
        return min(self.level, 4)


def tree(by: User) -> list[Branch]:
    """The departments, each followed by those under it; two queries and one for the areas, whatever the size."""
    active = Count("users", filter=Q(users__is_active=True))
    rows = departments(by).select_related("parent").prefetch_related("areas").annotate(amount=active)
    rows = rows.order_by("name")  # counting drops the model's own order
    under: dict[UUID | None, list[tuple[Department, int]]] = {}
    for row in rows:
        under.setdefault(row.parent_id, []).append((row, row.amount))
    branches: list[Branch] = []
    waiting = [(0, *root) for root in reversed(under.get(None, []))]
    while waiting:
        level, department, amount = waiting.pop()
        branches.append(Branch(department, level, amount))
        waiting += [(level + 1, *child) for child in reversed(under.get(department.pk, []))]
    return branches
