"""The municipality's own directory: who works here and where. Says nothing about any citizen or plan."""

from uuid import UUID

from enplan.accounts.models import Department, User


def staff_for_teams() -> list[User]:
    """Active employees who can be on a team, by department and name."""
    staff = User.objects.filter(is_active=True, is_superuser=False, role__can_join_team=True)
    return list(staff.select_related("department").order_by("department__name", "name"))


def staff_who_can_coordinate() -> list[User]:
    """Active employees with authority to coordinate, by department and name."""
    staff = User.objects.filter(is_active=True, is_superuser=False, role__can_coordinate=True)
    return list(staff.select_related("department").order_by("department__name", "name"))


def employees_named(text: str, *, most: int = 20) -> list[User]:
    """Active employees in whose name every word of `text` stands, by name; at most so many. Empty for no words."""
    words = text.split()
    staff = User.objects.filter(is_active=True, is_superuser=False, role__isnull=False)
    for word in words:
        staff = staff.filter(name__icontains=word)
    return list(staff.select_related("department").order_by("name", "username")[:most]) if words else []


def employee_with_id(user_id: str) -> User | None:
    """The active employee with this id, or None; also for what is no id."""
    try:
        key = UUID(user_id)
    except ValueError:
        return None
    staff = User.objects.filter(pk=key, is_active=True, is_superuser=False, role__isnull=False)
    return staff.select_related("department").first()


def leaders_of(department: Department | None) -> list[User]:
    """The active leaders of exactly this department, by name."""
    leaders = User.objects.filter(department=department, is_active=True, is_superuser=False)
    return list(leaders.filter(role__can_supervise=True).order_by("name")) if department else []


def departments_in_use() -> list[Department]:
    return list(Department.objects.filter(is_active=True))


def private_login(username: str) -> User | None:
    """The active private person (citizen, relative, representative) who logs in with exactly this username."""
    return User.objects.filter(
        username=username, is_active=True, is_superuser=False, role__isnull=True
    ).first()
