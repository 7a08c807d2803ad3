"""What was decided at a meeting is laid in the plan: an agreement, a goal, a measure or a follow-up, all lines or none.

Each stands where the decision stands, in the part of who is responsible, and the decision says what it became.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan.accounts.models import User
from enplan.audit.versions import Conflict, save_seen
from plans.models import Decision, FollowUp, Goal, Measure, Meeting, Section, Task
from plans.services.checks import NotAllowed, require, require_area
from plans.services.follow_ups import follow_up
from plans.services.goals import store_goal
from plans.services.line_by_line import at_its_line
from plans.services.marks import check_responsible
from plans.services.measures import store_measure
from plans.services.meeting_lines import owner_for, require_open
from plans.services.sections import place_of, section_of
from plans.services.tasks import store_task
from plans.standing import Action

Became = Decision.Became
RESPONSIBLE = ("responsible", "responsible_is_citizen", "responsible_contact")


@dataclass(frozen=True)
class Carried:
    """One decision as it was confirmed. `seen`: the version that was looked at. `responsible`: exactly one of the
    three, or nothing for who it is already. `on`: until when, from when, or the next time it is followed up.
    """

    decision: Decision
    seen: int
    became: str
    text: str = ""
    area_id: str = ""
    on: date | None = None
    responsible: Mapping[str, Any] = field(default_factory=dict)
    measure: Measure | None = None  # what is followed up, and how it goes
    progress: str = ""


@transaction.atomic
def carry_out_decisions(*, by: User, meeting: Meeting, lines: Sequence[Carried]) -> list[Decision]:
    """Lay the decisions in the plan; those that are there already stay as they are. Returns those laid in now.

    Raises LineRefused for the first line that cannot be stored; then nothing was.
    """
    require(by, Action.NOTE_DECISION, meeting)
    if Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.CANCELLED).exists():
        raise ValidationError(
            "Mødet er aflyst, så beslutningerne kan ikke lægges i planen.", code="cancelled"
        )
    for line in lines:
        require(by, Action.EDIT_DECISION, line.decision)
        if line.decision.meeting_id != meeting.pk:
            raise NotAllowed("Beslutningen er taget på et andet møde.")
    done: list[Decision] = []
    for line in lines:
        theirs = Decision.objects.values_list("text", flat=True).get(pk=line.decision.pk)
        stale = ValidationError(
            f"Beslutningen er ændret imens. Nu står der: “{theirs}”. Tryk igen for at lægge dit i planen."
        )
        at_its_line(line.decision.pk, partial(_store, by, line, done), stale=stale)
    return done


def _store(by: User, line: Carried, done: list[Decision]) -> None:
    rows = Decision.objects.select_for_update(of=("self",)).select_related("section__plan__citizen")
    current = rows.get(pk=line.decision.pk)
    if current.became:
        return
    if current.version != line.seen:
        raise Conflict(current.version, ())
    fields: dict[str, Any] = {"became": line.became}
    if line.became != Became.NOTHING:
        _check(line)
        fields |= _made(by, current, line)
    place = place_of(current.section)
    done.append(save_seen(current, seen=line.seen, fields=fields, by=by, place=place))


def _check(line: Carried) -> None:
    errors = {}
    if line.became not in Became:
        errors["became"] = "Vælg, hvad beslutningen bliver til."
    if not line.text.strip():
        errors["text"] = "Skriv, hvad I har besluttet."
    if not line.area_id:
        errors["area"] = "Vælg det livsområde, det hører til."
    if line.on is None:
        errors["on"] = "Skriv hvornår."
    named = [line.responsible.get(name, getattr(line.decision, name)) for name in RESPONSIBLE]
    if sum(map(bool, named)) != 1:
        errors["responsible"] = "Vælg, hvem der står for det."
    if errors:
        raise ValidationError(errors)


def _made(by: User, decision: Decision, line: Carried) -> dict[str, Task | Goal | Measure | FollowUp]:
    """What the decision becomes, by the name of the field that leads to it."""
    who = {name: line.responsible.get(name, getattr(decision, name)) for name in RESPONSIBLE}
    check_responsible(by, decision.plan, who, current=decision)
    section = _place(by, decision, line, who)
    text = line.text.strip()
    match line.became:
        case Became.TASK:
            return {"task": store_task(by=by, section=section, goal=None, title=text, due_on=line.on, **who)}
        case Became.GOAL:
            return {"goal": store_goal(by=by, section=section, title=text, due_on=line.on, **who)}
        case Became.MEASURE:
            return {"measure": store_measure(by=by, section=section, title=text, starts_on=line.on)}
        case _:
            return {"follow_up": _followed_up(by, section, line)}


def _place(by: User, decision: Decision, line: Carried, who: Mapping[str, Any]) -> Section:
    """Where the decision stands, unless it was confirmed with another area or somebody else to see to it."""
    is_as_decided = line.area_id == decision.section.area_id and all(
        who[name] == getattr(decision, name) for name in RESPONSIBLE
    )
    if is_as_decided:
        return decision.section
    require_area(by, decision.plan, line.area_id)
    owner_id = owner_for(decision.plan, who["responsible"])
    section = section_of(decision.plan, area_id=line.area_id, owner_id=owner_id)
    require_open(by, section)
    return section


def _followed_up(by: User, section: Section, line: Carried) -> FollowUp:
    """What is said of a measure stays within the part that the decision belongs to."""
    if line.measure is None:
        raise ValidationError({"became": "Vælg, hvilken indsats der bliver fulgt op på."})
    if line.measure.section_id != section.pk:
        raise ValidationError(
            {
                "became": "Indsatsen står i en anden del af planen end beslutningen. Vælg en, der står for indsatsen, "
                "eller gør beslutningen til en aftale."
            }
        )
    current = Measure.objects.select_related("section__plan").get(pk=line.measure.pk)
    try:
        return follow_up(
            by=by,
            measure=current,
            seen=current.version,
            happened=line.text,
            progress=line.progress,
            next_on=line.on,
        )
    except ValidationError as error:
        names = {"happened": "text", "next_on": "on"}
        by_field = getattr(error, "error_dict", None)
        if by_field is None:
            raise
        raise ValidationError({names.get(name, name): said for name, said in by_field.items()}) from error
