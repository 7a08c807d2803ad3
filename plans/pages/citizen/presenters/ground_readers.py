"""Who sees for a department what was opened to it: a yes names the department, “Hvem ser hvad” the person.

Read off the stored grants, as there; names follow rule 6, from the reading.
"""

from django.utils.translation import gettext as _

from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.pages.citizen.presenters.grounds import Readers, is_for, is_in_force
from plans.reading import Reading
from plans.who_sees.openings import section_rows


def readers_of(reading: Reading) -> Readers:
    """By receiver, in a sentence: of departments in grounds in force who sees it for them, of people on the team where
    they work. One query.
    """
    names = {member.user_id: member.user.name for member in reading.team}
    by_party: dict[str, set[str]] = {}
    for (user_id, _section), rows in section_rows(reading.sections, reading.at).items():
        for row in rows:
            if row.party_id and row.start <= reading.at:
                by_party.setdefault(row.party_id, set()).add(names.get(user_id, ""))
    departments = {member.user_id: member.user.department for member in reading.team}
    told = {
        party.pk: _said(named(party.department), by_party.get(str(party.pk), set()))
        for ground in reading.grounds
        if is_for(ground, reading) and is_in_force(ground, reading.at)
        for party in ground.parties.all()
        if party.department is not None
    }
    return told | {
        party.pk: f"{party.user.name}, {named(department)}"
        for ground in reading.grounds
        for party in ground.parties.all()
        if party.user is not None and (department := departments.get(party.user.pk)) is not None
    }


def _said(department: str, people: set[str]) -> str:
    """`people` by name, "" for one whose name the reader is not told; then who is named may not be all."""
    if not people:
        return _("%s: ingen derfra ser noget af det lige nu") % department
    known = sorted(people - {""})
    if not known:
        return ""
    words = {"department": department, "names": spoken.listing(known)}
    return _("%(department)s: %(names)s ser det for dem") % words
