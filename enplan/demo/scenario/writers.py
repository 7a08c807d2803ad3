"""Who wrote a goal: the format says whose it is, not who held the pen.

It must be somebody who sees it by the rule anyway, because a writer sees what they wrote even where they no longer
work: a writer chosen carelessly would open what the file means to be closed.
"""

from collections.abc import Iterator

from enplan.accounts.models import Department, Role, User
from enplan.demo.scenario.cast import Cast


def writer_in(
    cast: Cast, owner: Department | None, *, area: str, responsible: str | None, is_draft: bool
) -> User:
    """The citizen for their own; otherwise the first that fits: the responsible, a colleague, or a stand-in.

    A draft is its writer's alone, so there the responsible comes first whatever else holds.
    """
    if owner is None:
        return cast.citizen_user
    names = [name for name, user in cast.staff.items() if user.department == owner]
    names.sort(key=lambda name: (name != responsible, name not in cast.team))
    fitting = names if is_draft else _fitting(cast, names, area)
    return next((cast.staff[name] for name in fitting), None) or _stand_in(owner)


def _fitting(cast: Cast, names: list[str], area: str) -> Iterator[str]:
    """Those who work in the area, caseworkers first; then colleagues who see nothing of the plan."""
    working = [name for name in names if name in cast.team and cast.team[name].in_area(area)]
    yield from (name for name in working if _has_authority(cast.staff[name]))
    yield from working
    yield from (name for name in names if name not in cast.team and _has_authority(cast.staff[name]))


def _has_authority(user: User) -> bool:
    return user.role is not None and user.role.can_write_goals


def _stand_in(department: Department) -> User:
    """A nameless colleague who cannot log in: nobody of the file could have written it and be kept from seeing it."""
    user, _ = User.objects.get_or_create(
        username=f"{department.pk}",
        defaults={
            "name": department.name,
            "role": Role.objects.get(key="caseworker"),
            "department": department,
            "is_active": False,
            "password": "!",
        },
    )
    return user
