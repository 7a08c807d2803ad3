"""Keeping the templates, and the list of plans that the one plan can replace, by an administrator. What has been made
from one is a copy and stays as it is.
"""

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify

from enplan.accounts.models import User
from enplan.accounts.services.checks import require_administrator
from enplan.audit.record import Place, record_change
from enplan.audit.versions import save_seen
from plans.meeting_kinds import wrong_in_kind
from plans.models import ChecklistLine, GoalTemplate, MeetingKind, OtherPlanKind, PlanTemplate, TransitionKind
from plans.models.templates import OLDEST_MONTHS, YOUNGEST_MONTHS
from plans.services.measures import LONGEST_RHYTHM

Template = GoalTemplate | PlanTemplate | TransitionKind | OtherPlanKind | MeetingKind
T = TypeVar("T", bound=Template)
TITLED: dict[type[models.Model], str] = {
    GoalTemplate: "title",
    PlanTemplate: "name",
    TransitionKind: "name",
    OtherPlanKind: "name",
    MeetingKind: "name",
}
FIELDS: dict[type[models.Model], frozenset[str]] = {
    GoalTemplate: frozenset({"title", "why", "area", "type", "measured_by", "steps", "is_active"}),
    PlanTemplate: frozenset({"name", "about", "follow_up_months", "is_active"}),
    TransitionKind: frozenset({"name", "age_months", "days_ahead", "is_active"}),
    OtherPlanKind: frozenset({"name", "law", "must_hold", "is_active"}),
    MeetingKind: frozenset(
        {
            *("name", "name_en", "minutes", "programme", "who", "prepare", "prepare_days", "leave_after"),
            *("rhythm", "with_citizen", "has_columns", "is_active"),
        }
    ),
    ChecklistLine: frozenset({"text", "who", "area", "days", "is_active"}),
}
MOST_DAYS = 730


@transaction.atomic
def add_template(
    *, by: User, model: type[T], goals: Iterable[GoalTemplate] | None = None, **fields: Any
) -> T:
    """One more template, last in its row. `goals` belongs to a plan template."""
    require_administrator(by)
    _check(model, fields)
    name = fields[TITLED[model]]
    taken = set(model._default_manager.values_list("pk", flat=True))
    stem = slugify(name)[:26] or "skabelon"
    key = next(text for number in range(1, len(taken) + 2) if (text := f"{stem}-{number}") not in taken)
    made = cast("T", model._default_manager.create(key=key, position=len(taken), **fields))
    if model is PlanTemplate:
        PlanTemplate.objects.get(pk=key).goals.set(goals or ())
    record_change(by=by, thing=made, place=Place(), fields={TITLED[model]: (None, name)})
    return made


@transaction.atomic
def edit_template(
    *, by: User, template: T, seen: int, goals: Iterable[GoalTemplate] | None = None, **fields: Any
) -> T:
    """Change a template for what is made from now on. Raises Conflict when `seen` is no longer the version."""
    require_administrator(by)
    _check(type(template), fields, besides=template)
    many = {"goals": goals or ()} if isinstance(template, PlanTemplate) else None
    return save_seen(template, seen=seen, fields=fields, many=many, by=by, place=Place())


@transaction.atomic
def add_line(*, by: User, kind: TransitionKind, **fields: Any) -> ChecklistLine:
    """One more line of a checklist."""
    require_administrator(by)
    _check_line(fields)
    line = ChecklistLine.objects.create(kind=kind, position=kind.lines.count(), **fields)
    record_change(by=by, thing=line, place=Place(), fields={"text": (None, line.text)})
    return line


@transaction.atomic
def edit_line(*, by: User, line: ChecklistLine, seen: int, **fields: Any) -> ChecklistLine:
    """Change a line, or take it off the list. Checklists that have begun keep theirs. Conflict when stale."""
    require_administrator(by)
    _check_line(fields)
    return save_seen(line, seen=seen, fields=fields, by=by, place=Place())


def _check(model: type[models.Model], fields: dict[str, Any], besides: Template | None = None) -> None:
    _known(model, fields)
    errors: dict[str, str] = {}
    name = TITLED[model]
    text = fields.get(name, getattr(besides, name, "")).strip()
    same = model._default_manager.filter(**{name: text}).exclude(pk=besides.pk if besides else "")
    is_other = model is OtherPlanKind
    if not text:
        errors[name] = "Skriv, hvad planen hedder." if is_other else "Skriv, hvad skabelonen hedder."
    elif same.exists():
        errors[name] = (
            "En anden plan på listen hedder det samme." if is_other else "En anden skabelon hedder det samme."
        )
    if is_other:
        errors |= _other_plan_errors(fields)
    if model is MeetingKind:
        errors |= wrong_in_kind(fields)
    months, age, ahead = (fields.get(key) for key in ("follow_up_months", "age_months", "days_ahead"))
    if months is not None and not 1 <= months <= LONGEST_RHYTHM:
        errors["follow_up_months"] = f"Skriv et tal fra 1 til {LONGEST_RHYTHM}, eller lad feltet stå tomt."
    if age is not None and not YOUNGEST_MONTHS <= age <= OLDEST_MONTHS:
        errors["age_months"] = (
            f"Skriv alderen i måneder, fra {YOUNGEST_MONTHS} (12 år) til {OLDEST_MONTHS} (25 år)."
        )
    if ahead is not None and not 0 <= ahead <= MOST_DAYS:
        errors["days_ahead"] = f"Skriv et tal fra 0 til {MOST_DAYS}."
    if errors:
        raise ValidationError(errors)


def _other_plan_errors(fields: dict[str, Any]) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not fields.get("law", "x").strip():
        errors["law"] = "Skriv, hvilken lov planen står i."
    if not fields.get("must_hold", "x").strip():
        errors["must_hold"] = (
            "Skriv, hvad Én plan skal rumme, når den træder i stedet. Én ting på hver linje."
        )
    return errors


def _check_line(fields: dict[str, Any]) -> None:
    _known(ChecklistLine, fields)
    errors: dict[str, str] = {}
    if not fields.get("text", "x").strip():
        errors["text"] = "Skriv, hvad der skal gøres."
    if fields.get("who", ChecklistLine.Who.COORDINATOR) not in ChecklistLine.Who:
        errors["who"] = "Vælg en fra listen."
    if not -MOST_DAYS <= fields.get("days", 0) <= MOST_DAYS:
        errors["days"] = f"Højst {MOST_DAYS} dage før eller efter."
    if errors:
        raise ValidationError(errors)


def _known(model: type[models.Model], fields: dict[str, Any]) -> None:
    unknown = fields.keys() - FIELDS[model]
    if unknown:
        raise TypeError(f"no such field of a template: {', '.join(sorted(unknown))}")
