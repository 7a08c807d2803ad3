"""Who reads a section, in one sentence: “Ses af dig og Rusmiddelcentret. Ikke af Beskæftigelse.”"""

from enplan.web import danish
from plans.models import Section
from plans.reading import Reading


def readers_in_words(section: Section, reading: Reading) -> str:
    """Empty where the viewer may not know who reads it; only departments of the team the viewer sees are named."""
    readers = reading.readers.get(section.pk)
    if readers is None:
        return ""
    team = {member.user_id: member.user for member in reading.team}
    me = reading.user.pk
    known = [team[user_id] for user_id in team if user_id in readers and user_id != me]
    seeing = list(dict.fromkeys(str(user.department) for user in known))
    not_seeing = sorted(
        {str(user.department) for user in team.values()} - set(seeing) - {str(reading.user.department)}
    )
    unknown = len(readers - team.keys() - {me})
    who = [*(["dig"] if me in readers else []), *sorted(seeing), *([f"{unknown} til"] if unknown else [])]
    if not who:
        return "Ses ikke af nogen på teamet lige nu."
    only = "kun " if who == ["dig"] else ""
    said = f"Ses {only}af {danish.listing(who)}."
    return f"{said} Ikke af {danish.listing(not_seeing)}." if not_seeing else said
