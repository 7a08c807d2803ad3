"""What is set on a goal or a task beside its words: draft, "del ikke" and who is responsible. Asked by the services."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from citizens.models import NetworkPerson, Representative
from enplan import clock
from enplan.accounts.models import User
from plans.models import Goal, Measure, Plan, Task, TeamMember
from plans.models.responsible import WithResponsible
from plans.permissions import standing_of, visible_to
from plans.services.checks import NotAllowed


def check_marks(
    by: User, plan: Plan, fields: Mapping[str, Any], *, current: Goal | Task | Measure | None = None
) -> None:
    """Nobody hides what others have seen already, and only the citizen keeps something back from everybody.

    Raises NotAllowed for "del ikke" by somebody else, ValidationError for a draft made of what is shown.
    """
    if current is not None and not current.is_draft and fields.get("is_draft"):
        raise ValidationError({"is_draft": _("De andre har set det, så det kan ikke blive en kladde igen.")})
    was_private = current is not None and current.is_private
    if fields.get("is_private", was_private) != was_private and not standing_of(by, plan).is_citizen:
        raise NotAllowed(_("Kun borgeren selv kan bestemme, at noget ikke skal deles."))


def check_responsible(
    by: User, plan: Plan, fields: Mapping[str, Any], *, current: WithResponsible | None = None
) -> None:
    """The responsible is one person, whom `by` may know stands around this citizen; who it was already may stay.

    Asked of what `by` sees: otherwise trying somebody out would tell whether they are on the team.
    """
    wanted = {
        name: fields.get(name, getattr(current, name, None))
        for name in ("responsible", "responsible_is_citizen", "responsible_contact")
    }
    if sum(map(bool, wanted.values())) > 1:
        raise ValidationError({"responsible": _("Vælg én, der står for det.")})
    user, contact = wanted["responsible"], wanted["responsible_contact"]
    if user is not None and user != getattr(current, "responsible", None) and user != by:
        if not user.is_active and _stands_around(by, plan, user):
            raise ValidationError({"responsible": _("Personen er stoppet. Vælg en anden.")})
        if not _stands_around(by, plan, user):
            raise ValidationError({"responsible": _("Vælg en, der er på teamet.")})
    if contact is not None and contact != getattr(current, "responsible_contact", None):
        contacts = NetworkPerson.objects.filter(citizen=plan.citizen_id, pk=contact.pk)
        if not visible_to(by, contacts).exists():
            raise ValidationError({"responsible_contact": _("Vælg en fra borgerens netværk.")})


def check_is_known(by: User, plan: Plan, user: User, *, field: str = "people") -> None:
    """Raise ValidationError unless `by` may know that `user` is on the team or acts for the citizen, or is oneself."""
    if user != by and not _stands_around(by, plan, user):
        raise ValidationError({field: _("Vælg en, der er på teamet.")})


def _stands_around(by: User, plan: Plan, user: User) -> bool:
    in_force = Q(starts_at__lte=clock.now()) & (Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now()))
    members = TeamMember.objects.filter(in_force, plan=plan, user=user)
    acting = Representative.objects.filter(in_force, citizen=plan.citizen_id, user=user)
    return visible_to(by, members).exists() or visible_to(by, acting).exists()


def check_values(thing: models.Model, fields: Mapping[str, Any]) -> None:
    """Raise ValidationError with the field where a value is none of its kind: a status from elsewhere, a level of 9."""
    errors = {}
    for name, value in fields.items():
        field = thing._meta.get_field(name)
        if isinstance(field, models.Field) and not field.is_relation:
            try:
                field.clean(value, thing)
            except ValidationError as error:
                errors[name] = error.messages
    if errors:
        raise ValidationError(errors)
