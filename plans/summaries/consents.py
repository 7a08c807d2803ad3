"""The consents in force, as they are told to one person, and as they were when a summary was agreed on."""

from plans.consents_in_words import ConsentLine, line_of, told_in_order
from plans.models import SummaryCopy
from plans.reading import Reading

Told = dict[str, str]


def consents_as_told(reading: Reading) -> list[Told]:
    """Of each consent in force: its id, and the words of it for this reader."""
    return [_told(str(ground.pk), line_of(ground, reading)) for ground in told_in_order(reading)]


def consents_frozen(reading: Reading, copy: SummaryCopy | None) -> list[str]:
    """As they were told in the reader's copy, of those they still may know of. To who is not told of everybody, only
    where it is still told in the same words: a name may be closed to them by now.
    """
    if copy is None:
        return []
    seen = {str(ground.pk) for ground in reading.grounds}
    there = [one for one in copy.consents if one["id"] in seen]
    if not (reading.standing.is_citizen or reading.standing.coordinates):
        now = {one["id"]: one["who"] for one in consents_as_told(reading)}
        there = [one for one in there if now.get(one["id"]) == one["who"]]
    return [f"{one['who']} {one['until']}" for one in there]


def consents_now(reading: Reading) -> list[str]:
    return [f"{one['who']} {one['until']}" for one in consents_as_told(reading)]


def _told(pk: str, line: ConsentLine) -> Told:
    return {"id": pk, "who": f"{line.areas}: {line.receivers}", "until": line.until}
