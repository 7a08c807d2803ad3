"""What the fagsystem of each department is to have of the plan now (rule 9), on the page of who sees what."""

from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enplan.accounts.areas import every_area
from enplan.accounts.models import Department, User
from enplan.web import spoken
from enplan.web.parts_in_danish import named
from integrations.models import Fagsystem
from integrations.wanting import systems_of
from plans.facts import facts_of
from plans.models import Section
from plans.reading import Reading
from plans.who_sees.known import known_sections


@dataclass(frozen=True)
class SystemLine:
    """A system, and a sentence for each area of which it gets something."""

    system: Fagsystem
    lines: tuple[str, ...]

    @property
    def department(self) -> Department:
        return self.system.department

    @property
    def heading(self) -> str:
        return f"{named(self.system.department)}: {named(self.system.name)}"


def who_sees_panel(_user: User, reading: Reading) -> SafeString | None:
    """None where no department around the plan has a system."""
    systems = system_lines(reading)
    context = {"systems": systems, "is_own": reading.standing.is_citizen}
    return render_to_string("integrations/who_sees_panel.html", context) if systems else None


def system_lines(reading: Reading) -> list[SystemLine]:
    """Of the parts the reader may know of. A system that gets none of them is told of to the citizen, and to the
    coordinator when its department is on the team.
    """
    systems = systems_of(reading.plan)
    if not systems:
        return []
    facts = facts_of(reading.plan)
    if reading.standing.is_citizens_side:
        facts = facts.as_the_citizen_knows(reading.at)
    sections = known_sections(reading, facts)
    names = {area.pk: area.said_short for area in every_area()}
    told_of = _departments_told_of(reading)
    found = []
    for system in sorted(systems, key=lambda one: (str(one.department), one.name)):
        gets = facts.sections_for_department(system.department_id, reading.at)
        lines = _lines(system, [one for one in sections if one.pk in gets], names, reading)
        if lines or system.department_id in told_of:
            found.append(SystemLine(system, tuple(lines)))
    return found


def _departments_told_of(reading: Reading) -> frozenset[UUID | None]:
    """Those the reader knows anyway, whose systems are told of also when they get nothing. For the citizen not one
    that is here by a share alone which they are not to know of yet.
    """
    on_team = frozenset(member.user.department_id for member in reading.team)
    if not reading.standing.is_citizen:
        return on_team if reading.standing.coordinates else frozenset()
    owners = {section.owner_id for section in reading.sections}
    former = {member.user.department_id for member in reading.former_members}
    receivers = {party.department_id for ground in reading.grounds for party in ground.parties.all()}
    return on_team | owners | former | receivers


def _lines(system: Fagsystem, sections: list[Section], names: dict[str, str], reading: Reading) -> list[str]:
    """ "bolig: det, afdelingen selv og Jobcentret skriver" """
    me = _("du selv") if reading.standing.is_citizen else spoken.first_name(reading.plan.citizen.name)
    lines = []
    for area, name in names.items():
        here = [one for one in sections if one.area_id == area]
        own = [_("afdelingen selv")] if any(one.owner_id == system.department_id for one in here) else []
        others = sorted(named(one.owner) for one in here if one.owner_id not in (None, system.department_id))
        citizen = [me] if any(one.is_citizens for one in here) else []
        if here:
            who = spoken.listing([*own, *others, *citizen])
            lines.append(_("%(area)s: det, %(who)s skriver") % {"area": name, "who": who})
    return [line[:1].upper() + line[1:] for line in lines]
