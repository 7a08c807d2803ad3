"""The rules for what was taken out of view, and for breaches of personal data. Asked only by `plans.permissions`."""

from collections.abc import Callable

from django.db import models
from django.db.models import Q

from enplan.accounts.auditors import is_auditor
from plans.grants import In, On
from plans.keys import NOTHING, Keys
from plans.models import BlockedPerson, BreachEntry, Misfiling, PersonalDataBreach


def misfiling_rule(keys: Keys) -> Q:
    """That something was taken out: for those whom its place is open to, and for who wrote it or took it out."""
    professional = keys.in_section("section", In.READ, In.SUPERVISE) & Q(was_shown=True)
    citizens = keys.in_section("section", In.OWN, In.REPRESENT) & Q(was_shown_to_citizen=True)
    overall = Q(section__isnull=True, was_shown_to_citizen=True) & keys.on_plan("plan", On.WORDS)
    concerned = Q(written_by=keys.user) | Q(taken_out_by=keys.user)
    on_plan = keys.on_plan("plan", On.COORDINATE, On.WORK, On.SUPERVISE)
    return professional | citizens | overall | (concerned & on_plan)


def breach_rule(keys: Keys) -> Q:
    """Auditors alone, and not of a citizen who has kept them out (rule 0)."""
    return _for_auditors(keys, "misfiling__plan__citizen")


def breach_entry_rule(keys: Keys) -> Q:
    return _for_auditors(keys, "breach__misfiling__plan__citizen")


def _for_auditors(keys: Keys, citizen: str) -> Q:
    if not is_auditor(keys.user):
        return NOTHING
    kept_out = BlockedPerson.objects.filter(user=keys.user, lifted_at__isnull=True)
    return ~Q(**{f"{citizen}__in": kept_out.values("plan__citizen")})


MISFILING_RULES: dict[type[models.Model], Callable[[Keys], Q]] = {
    Misfiling: misfiling_rule,
    PersonalDataBreach: breach_rule,
    BreachEntry: breach_entry_rule,
}
