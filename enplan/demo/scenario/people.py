"""Loading people: departments and staff, who may be known from another file; the network and representatives."""

from typing import Any

from citizens.models import Representative
from enplan.accounts.models import Department, Role, User
from enplan.demo.scenario.cast import Cast, found
from enplan.demo.scenario.shapes import ScenarioError
from plans.services.people import add_network_person, add_representative


def load_departments(cast: Cast, departments: dict[str, dict[str, Any]]) -> None:
    """Departments by name: files may share them, but must agree on what they are."""
    for key, one in departments.items():
        is_health = one.get("health", False)
        department, is_new = Department.objects.get_or_create(
            name=one["name"], defaults={"is_health": is_health}
        )
        if not is_new and department.is_health != is_health:
            raise ScenarioError(f"departments.{key}: {department.name} is known with another “health”")
        cast.departments[key] = department


def load_staff(cast: Cast, staff: dict[str, dict[str, Any]]) -> None:
    """Employees by username, without a password: they log in by the demo's login or the test client."""
    roles = {role.key: role for role in Role.objects.all()}
    for username, one in staff.items():
        role = found(roles.get(one.get("role", "caseworker")), str(one.get("role")), "the roles")
        department = cast.department(one["department"])
        user = User.objects.filter(username=username).first()
        if user is None:
            user = User.objects.create_user(
                username,
                name=one["name"],
                role=role,
                department=department,
                phone=one.get("phone", ""),
                email=one.get("email", ""),
            )
        if (user.name, user.role, user.department) != (one["name"], role, department):
            raise ScenarioError(f"staff.{username}: somebody else has that username")
        cast.staff[username] = cast.logins[username] = user


def load_login(cast: Cast, username: str, name: str) -> User:
    """A private person's login. One person may be somebody's brother and act for them, here or in another file."""
    if username in cast.logins and cast.logins[username].name != name:
        raise ScenarioError(f"{username}: is the username of two people")
    user = User.objects.filter(username=username).first() or User.objects.create_user(username, name=name)
    if user.name != name or user.is_employee:
        raise ScenarioError(f"{username}: somebody else has that username")
    cast.logins[username] = user
    return user


def load_network(cast: Cast, network: dict[str, dict[str, Any]]) -> None:
    """Network persons, noted by the coordinator when the plan starts."""
    for username, one in network.items():
        cast.contacts[username] = add_network_person(
            by=cast.coordinator,
            plan=cast.plan,
            name=one["name"],
            relation=one["relation"],
            phone=one.get("phone", ""),
            user=load_login(cast, username, one["name"]) if one.get("login", True) else None,
        )


def load_representatives(cast: Cast, representatives: dict[str, dict[str, Any]]) -> None:
    """Representatives, from the start of the plan through their day."""
    for username, one in representatives.items():
        cast.representatives[username] = add_representative(
            by=cast.coordinator,
            plan=cast.plan,
            name=one["name"],
            relation=one["relation"],
            basis=one["basis"],
            kind=_kind_of(one["basis"]),
            areas=one["areas"],
            until=one.get("until"),
            user=load_login(cast, username, one["name"]),
        )


def _kind_of(basis: str) -> str:
    """Files say the basis in words."""
    kinds = {"forældremyndighed": Representative.Kind.CUSTODY, "værge": Representative.Kind.GUARDIAN}
    return next((kind for word, kind in kinds.items() if word in basis), Representative.Kind.ATTORNEY)
