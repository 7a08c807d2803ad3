"""Of which parts of a plan a reader may be told who sees them.

The citizen: all. Who acts for the citizen: those in the own areas. The coordinator: those they read, those they once
read (rule 10), and those that the team's page tells them of anyway, because a member from that department works in
that area. Others' parts are not here. What the citizen alone has written and marked “del ikke” tells nobody else that
there is such a part.
"""

from uuid import UUID

from plans.facts import Facts
from plans.models import Section
from plans.reading import Reading


def known_sections(reading: Reading, facts: Facts) -> tuple[Section, ...]:
    """In the order of areas, the citizen's own part first."""
    found = {section.pk: section for section in reading.sections}
    if reading.standing.coordinates:
        found |= {part.section.pk: part.section for part in reading.closed}
        of_team = {
            (area.pk, member.user.department_id)
            for member in reading.team
            if member.user_id not in facts.blocked
            for area in member.areas.all()
        }
        found |= {
            section.pk: section
            for section in facts.sections
            if section.pk not in found and (section.area_id, section.owner_id) in of_team
        }
    if not reading.standing.is_citizen:
        written = _seen_in(reading)
        found = {pk: one for pk, one in found.items() if one.owner_id is not None or pk in written}
    return tuple(found.values())


def _seen_in(reading: Reading) -> frozenset[UUID | None]:
    """The sections in which the reader sees something that stands there."""
    items = frozenset(item.section_id for item in (*reading.goals, *reading.tasks))
    return items | {rating.section_id for rating in reading.newest_ratings}
