"""Where a disagreement goes in this municipality: read by everybody, changed by an administrator."""

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan.accounts.models import Department, User
from enplan.accounts.services.checks import require_administrator
from enplan.audit.record import Place
from enplan.audit.versions import save_seen
from plans.models import DecisionRule


def decision_rule() -> DecisionRule:
    """The rule as it stands; until somebody has chosen, the leaders concerned."""
    return DecisionRule.objects.select_related("department").first() or DecisionRule()


@transaction.atomic
def set_decision_rule(*, by: User, seen: int, goes_to: str, department: Department | None) -> DecisionRule:
    """Choose who decides. Questions that have been put already stay with whom they were put to.

    Conflict when `seen` is no longer the version.
    """
    require_administrator(by)
    if goes_to not in DecisionRule.GoesTo:
        raise ValidationError({"goes_to": "Vælg, hvem der afgør en uenighed."})
    is_one = goes_to == DecisionRule.GoesTo.DEPARTMENT
    if is_one and department is None:
        raise ValidationError({"department": "Vælg den afdeling, hvis leder afgør det."})
    current, _is_new = DecisionRule.objects.get_or_create(key="rule")
    fields = {"goes_to": goes_to, "department": department if is_one else None}
    return save_seen(current, seen=seen, fields=fields, by=by, place=Place())
