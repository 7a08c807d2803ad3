"""Writing measures: made from the catalogue or in one's own words, changed, begun and ended."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.models import Goal, Measure, MeasureType, Plan, Section
from plans.permissions import visible_to
from plans.rhythm import Rhythm
from plans.services.checks import require, require_area
from plans.services.marks import check_marks, check_values
from plans.services.sections import place_of, section_of
from plans.standing import Action

# What somebody may set. Status, progress and the days of follow-ups are set by what is done with the measure.
MEASURE_FIELDS = frozenset(
    {
        "title",
        "law",
        "paragraph",
        "provider",
        "provider_name",
        "goal",
        "is_trial",
        "fills_the_week",
        "extent",
        "starts_on",
        "ends_on",
        "evaluate_on",
        "first_follow_up_weeks",
        "follow_up_months",
        "contract",
        "cost",
        "cost_per",
        "paid_by",
        "is_draft",
    }
)
COPIED = ("law", "paragraph", "first_follow_up_weeks", "follow_up_months", "fills_the_week")
DATES = ("starts_on", "ends_on", "evaluate_on", "first_follow_up_weeks", "follow_up_months")
LONGEST_RHYTHM = 60  # months
OVER = "Indsatsen er slut. Skriv en ny, hvis den skal begynde igen."


@transaction.atomic
def add_measure(
    *, by: User, plan: Plan, area_id: str, measure_type: MeasureType | None = None, **fields: Any
) -> Measure:
    """Write a measure in `by`'s own department's part of an area they work in. Fields as in MEASURE_FIELDS.

    From `measure_type` are taken law, paragraph, name, rhythm and the usual provider, where nothing else is said. It
    may change later; the measure keeps what it was made with.
    """
    require(by, Action.ADD_MEASURE, plan)
    require_area(by, plan, area_id)
    if measure_type is not None and not measure_type.is_active:
        raise ValidationError(
            {"measure_type": "Denne indsats bruges ikke længere. Vælg en anden fra kataloget."}
        )
    said = {name: value for name, value in fields.items() if value not in (None, "")}
    usual = from_catalogue(measure_type)
    if "provider" in said:
        usual.pop("provider_name", None)
    fields = usual | said
    check_marks(by, plan, fields)
    _check_goal(by, plan, fields.get("goal"))
    section = section_of(plan, area_id=area_id, owner_id=by.department_id)
    return store_measure(by=by, section=section, measure_type=measure_type, **fields)


def from_catalogue(measure_type: MeasureType | None) -> dict[str, Any]:
    """What a measure of this type is made with."""
    if measure_type is None:
        return {}
    copied = {name: getattr(measure_type, name) for name in COPIED}
    return copied | {"title": measure_type.name, "provider_name": measure_type.provider_name}


@transaction.atomic
def edit_measure(*, by: User, measure: Measure, seen: int, **fields: Any) -> Measure:
    """Change fields of a measure that is not over. Raises Conflict when `seen` is no longer its version.

    How much support there is changes with a reason (`plans.services.support`), once others have seen the measure.
    """
    require(by, Action.EDIT_MEASURE, measure)
    _check_open(measure)
    if not measure.is_draft and measure.extent and fields.get("extent", measure.extent) != measure.extent:
        raise ValidationError({"extent": "Ændr støtten med en begrundelse, som borgeren kan læse."})
    check_values(measure, fields)
    check_marks(by, measure.plan, fields, current=measure)
    if fields.get("goal", measure.goal) != measure.goal:
        _check_goal(by, measure.plan, fields["goal"])
    follows = _when(_checked(measure, fields))
    if not any(fields.get(name, getattr(measure, name)) != getattr(measure, name) for name in DATES):
        del follows["next_follow_up_on"]  # it may have been agreed otherwise when it was followed up
    return save_measure(by=by, measure=measure, seen=seen, fields=fields | follows)


@transaction.atomic
def end_measure(*, by: User, measure: Measure, seen: int, status: str, on: date, reason: str = "") -> Measure:
    """End a measure as agreed, or stop it before its time with a reason the citizen can read. Conflict when stale."""
    require(by, Action.EDIT_MEASURE, measure)
    _check_open(measure)
    if status not in (Measure.Status.ENDED, Measure.Status.STOPPED):
        raise ValidationError({"status": "Vælg, om indsatsen er afsluttet eller stoppet."})
    return save_measure(
        by=by, measure=measure, seen=seen, fields=ending(measure, status=status, on=on, reason=reason)
    )


def ending(measure: Measure, *, status: str, on: date, reason: str = "") -> dict[str, Any]:
    """The fields of a measure that ends on that day. ValidationError for a day or reason that cannot be.

    What was planned and never began, ends on the day it was given up.
    """
    if status == Measure.Status.STOPPED and not reason.strip():
        raise ValidationError({"reason": "Skriv kort hvorfor, så borgeren kan læse det."})
    if on > clock.today():
        raise ValidationError({"on": "Dagen ligger i fremtiden. Skriv i stedet slutdatoen på indsatsen."})
    starts_on = min(measure.starts_on, on) if measure.status == Measure.Status.PLANNED else measure.starts_on
    if on < starts_on:
        raise ValidationError({"on": "Indsatsen kan ikke slutte, før den begyndte."})
    return {
        "status": status,
        "starts_on": starts_on,
        "ends_on": on,
        "reason": reason.strip(),
        "next_follow_up_on": None,
    }


def save_measure(*, by: User, measure: Measure, seen: int, fields: dict[str, Any]) -> Measure:
    """Save fields of a measure. For services and loading; asks nobody's permission."""
    saved = save_seen(measure, seen=seen, fields=fields, by=by, place=place_of(measure.section))
    announce(plan=measure.plan, what="measure", by=by)
    return saved


def store_measure(
    *, by: User, section: Section, measure_type: MeasureType | None = None, **fields: Any
) -> Measure:
    """Store a measure in a section. For services and loading; asks nobody's permission."""
    measure = Measure(section=section, type=measure_type, written_by=by, written_at=clock.now())
    measure = _checked(measure, fields)
    for name, value in _when(measure).items():
        setattr(measure, name, value)
    measure.save(force_insert=True)
    record_change(by=by, thing=measure, place=place_of(section), fields={"title": (None, measure.title)})
    announce(plan=section.plan, what="measure", by=by)
    return measure


def _checked(measure: Measure, fields: dict[str, Any]) -> Measure:
    """The measure as it would be with these fields, of which nothing is stored. ValidationError at the field."""
    unknown = fields.keys() - MEASURE_FIELDS
    if unknown:
        raise TypeError(f"no such field of a measure: {', '.join(sorted(unknown))}")
    current = {field.attname: getattr(measure, field.attname) for field in Measure._meta.concrete_fields}
    wanted = Measure(**current)
    for name, value in fields.items():
        setattr(wanted, name, value)
    errors = _wrong_texts(wanted) | _wrong_dates(wanted) | _wrong_rhythm(wanted)
    if errors:
        raise ValidationError(errors)
    wanted.clean_fields(exclude=["section", "type", "provider", "goal", "written_by"])
    return wanted


def _wrong_texts(wanted: Measure) -> dict[str, str]:
    errors = {}
    if not wanted.title.strip():
        errors["title"] = "Skriv, hvad indsatsen er, eller vælg en fra kataloget."
    if wanted.law.strip() and not wanted.paragraph.strip():
        errors["paragraph"] = "Skriv paragraffen, eller slet loven. De hører altid sammen."
    if wanted.paragraph.strip() and not wanted.law.strip():
        errors["law"] = "Skriv, hvilken lov paragraffen står i."
    if wanted.provider is not None and wanted.provider_name:
        errors["provider_name"] = "Vælg enten en afdeling eller skriv et navn, ikke begge dele."
    if wanted.cost is not None and wanted.cost < 0:
        errors["cost"] = "Prisen kan ikke være under nul."
    if (wanted.cost is None) != (wanted.cost_per == ""):
        errors["cost_per" if wanted.cost is not None else "cost"] = "Skriv både prisen, og hvad den er for."
    return errors


def _wrong_dates(wanted: Measure) -> dict[str, str]:
    errors = {}
    if getattr(wanted, "starts_on", None) is None:  # a form may have sent none
        return {"starts_on": "Skriv, hvornår indsatsen begynder."}
    if wanted.ends_on is not None and wanted.ends_on < wanted.starts_on:
        errors["ends_on"] = "Slutdatoen ligger før, indsatsen begynder."
    if wanted.evaluate_on is not None and wanted.evaluate_on < wanted.starts_on:
        errors["evaluate_on"] = "Datoen ligger før, indsatsen begynder."
    if wanted.is_trial and wanted.ends_on is None:
        errors["ends_on"] = "En prøvehandling skal have en slutdato."
    if wanted.is_trial and wanted.evaluate_on is None:
        errors["evaluate_on"] = "Skriv, hvornår I ser på, hvordan prøvehandlingen gik."
    return errors


def _wrong_rhythm(wanted: Measure) -> dict[str, str]:
    errors = {}
    if wanted.follow_up_months is not None and not 1 <= wanted.follow_up_months <= LONGEST_RHYTHM:
        errors["follow_up_months"] = (
            f"Skriv et tal fra 1 til {LONGEST_RHYTHM} måneder, eller lad feltet stå tomt."
        )
    if wanted.first_follow_up_weeks is not None and not 1 <= wanted.first_follow_up_weeks <= 260:
        errors["first_follow_up_weeks"] = "Skriv et tal fra 1 til 260 uger, eller lad feltet stå tomt."
    return errors


def _when(wanted: Measure) -> dict[str, Any]:
    """What follows from the dates: whether it has begun, and when it is followed up next."""
    begins_later = wanted.starts_on > clock.today()
    is_planned = begins_later and wanted.followed_up_on is None
    return {
        "status": Measure.Status.PLANNED if is_planned else Measure.Status.RUNNING,
        "next_follow_up_on": Rhythm.of(wanted).next_after(wanted.followed_up_on, progress=wanted.progress),
    }


def _check_goal(by: User, plan: Plan, goal: Goal | None) -> None:
    """The goal it helps is one of this plan that `by` sees."""
    if goal is None:
        return
    if not visible_to(by, Goal.objects.filter(section__plan=plan, pk=goal.pk)).exists():
        raise ValidationError({"goal": "Vælg et mål i planen."})


def _check_open(measure: Measure) -> None:
    if measure.is_over:
        raise ValidationError(OVER, code="over")
