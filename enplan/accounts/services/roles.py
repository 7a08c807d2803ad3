"""Roles: what each kind of employee may do at all."""

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan.accounts.events import announce
from enplan.accounts.models import Role, User
from enplan.accounts.services.checks import require_administrator, require_still_administers
from enplan.audit.record import Place
from enplan.audit.versions import save_seen

ABILITIES = tuple(field.name for field in Role._meta.concrete_fields if field.name.startswith("can_"))


@transaction.atomic
def edit_role(*, by: User, role: Role, seen: int, name: str, **abilities: bool) -> Role:
    """Change a role's name and abilities, for all who have it. Conflict when `seen` is no longer the version.

    Abilities left out stay. ValidationError for a combination that cannot be, and when a listener objects.
    """
    require_administrator(by)
    unknown = abilities.keys() - set(ABILITIES)
    if unknown:
        raise TypeError(f"no such ability: {', '.join(sorted(unknown))}")
    before = Role.objects.get(pk=role.pk)
    wanted = Role.objects.get(pk=role.pk)
    wanted.name = name
    for ability, value in abilities.items():
        setattr(wanted, ability, value)
    _check(wanted)
    stored = save_seen(before, seen=seen, fields={"name": name, **abilities}, by=by, place=Place())
    if any(getattr(before, ability) != getattr(stored, ability) for ability in ABILITIES):
        announce(users=User.objects.filter(role=stored))
    require_still_administers(by)
    return stored


def _check(role: Role) -> None:
    if not role.name.strip():
        raise ValidationError({"name": "Skriv, hvad rollen hedder."})
    role.full_clean(validate_unique=False, validate_constraints=False)
    others = [ability for ability in ABILITIES if ability != "can_administer" and getattr(role, ability)]
    if role.can_administer and others:
        raise ValidationError(
            {
                "can_administer": "Den, der administrerer, må ikke også kunne komme til planer. Del det i to roller."
            }
        )
    beside_audit = {"can_audit", "can_answer_about_looks"}
    if role.can_audit and any(getattr(role, ability) for ability in ABILITIES if ability not in beside_audit):
        raise ValidationError(
            {
                "can_audit": "Den, der ser adgangsloggen, må ikke selv kunne komme til planer. Del det i to roller."
            }
        )
    if role.can_coordinate and not (role.can_join_team and role.can_write_goals):
        raise ValidationError(
            {"can_coordinate": "Den, der koordinerer, skal også kunne være på et team og skrive mål."}
        )
