"""Who carries a measure out, as one reader may know it: the names of departments follow the rule (rule 6)."""

from plans.models import Measure
from plans.reading import Reading

ANOTHER = "en anden afdeling"


def provider_name(measure: Measure, reading: Reading) -> str:
    """The department, or the organisation as it was written; empty where nobody is named.

    A department is told to the citizen, the coordinator and the owner's people, and to those who know of it anyway.
    Otherwise the name would tell that it has to do with the citizen.
    """
    if measure.provider is None:
        return measure.provider_name
    if reading.standing.owns(measure.section):
        return measure.provider.name
    return provider_as_known(measure.provider.name, reading)


def provider_as_known(name: str, reading: Reading) -> str:
    """A department's name, for who sees somebody from it or something it has written; otherwise that there is one."""
    standing = reading.standing
    if not name or standing.is_citizen or standing.coordinates:
        return name
    known = {str(member.user.department) for member in (*reading.team, *reading.former_members)}
    known |= {str(section.owner) for section in reading.sections} | {str(reading.user.department)}
    return name if name in known else ANOTHER
