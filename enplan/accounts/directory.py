"""The municipality's own directory: who works here and where. Says nothing about any citizen or plan."""

from enplan.accounts.models import Department, User


def staff_for_teams() -> list[User]:
    """Active employees who can be on a team, by department and name."""
    staff = User.objects.filter(is_active=True, is_superuser=False, role__can_join_team=True)
    return list(staff.select_related("department").order_by("department__name", "name"))


def staff_who_can_coordinate() -> list[User]:
    """Active employees with authority to coordinate, by department and name."""
    staff = User.objects.filter(is_active=True, is_superuser=False, role__can_coordinate=True)
    return list(staff.select_related("department").order_by("department__name", "name"))


def every_employee() -> list[User]:
    """All active employees, whatever their role."""
    staff = User.objects.filter(is_active=True, role__isnull=False)
    return list(staff.select_related("department").order_by("department__name", "name"))


def departments_in_use() -> list[Department]:
    return list(Department.objects.filter(is_active=True))


def private_login(username: str) -> User | None:
    """The active private person (citizen, relative, representative) who logs in with exactly this username."""
    return User.objects.filter(
        username=username, is_active=True, is_superuser=False, role__isnull=True
    ).first()
