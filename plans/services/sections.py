"""Finding the section a thing stands in, or making it: a new section is granted at once to those it is open to."""

from uuid import UUID

from enplan.audit.record import Place
from plans.models import Plan, Section
from plans.regrant import regrant


def section_of(plan: Plan, *, area_id: str, owner_id: UUID | None) -> Section:
    """The section of `plan` for a life area and an owner (a department's id; None is the citizen)."""
    section, is_new = Section.objects.get_or_create(plan=plan, area_id=area_id, owner_id=owner_id)
    if is_new:
        regrant(plan)
    return section


def place_of(section: Section) -> Place:
    """Where a change in a section belongs, for the record."""
    return Place(plan_id=section.plan_id, citizen_id=section.plan.citizen_id, section_id=section.pk)


def place_of_plan(plan: Plan) -> Place:
    """Where a change of the plan itself belongs."""
    return Place(plan_id=plan.pk, citizen_id=plan.citizen_id)
