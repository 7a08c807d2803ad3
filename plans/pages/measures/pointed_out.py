"""What does not seem to fit together, asked as a friendly question of those who see both: measures that collide in
time, and goals in one area that pull apart.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from enplan.web import danish
from plans.models import Goal, Measure
from plans.providers import provider_name
from plans.reading import Reading

MOST = 4
LONGEST_TITLE = 80


def pointed_out(reading: Reading) -> list[str]:
    """At most a handful of questions; none of what stands in a draft."""
    if not reading.plan.is_active:
        return []
    return [*_collisions(reading), *_apart(reading)][:MOST]


def _collisions(reading: Reading) -> Iterator[str]:
    open_ones = [measure for measure in reading.measures if not (measure.is_over or measure.is_draft)]
    for one, other in combinations(open_ones, 2):
        if not _overlap(one, other):
            continue
        if _is_same(one, other):
            yield f"{_short(one.title)} står to gange i samme tid{_by(one, other, reading)}. Er det meningen?"
        elif one.fills_the_week and other.fills_the_week:
            yield (
                f"{_short(one.title)} og {_short(other.title)} fylder begge det meste af ugen i samme tid. "
                "Kan det nås?"
            )


def _is_same(one: Measure, other: Measure) -> bool:
    """Of the same row of the catalogue, or by the same paragraph."""
    if one.type_id is not None and one.type_id == other.type_id:
        return True
    return bool(one.by_law) and one.by_law == other.by_law and one.title == other.title


def _overlap(one: Measure, other: Measure) -> bool:
    return one.starts_on <= (other.ends_on or date.max) and other.starts_on <= (one.ends_on or date.max)


def _by(one: Measure, other: Measure, reading: Reading) -> str:
    names = list(dict.fromkeys(filter(None, (provider_name(one, reading), provider_name(other, reading)))))
    return f", hos {danish.listing(names)}" if names else ""


def _apart(reading: Reading) -> Iterator[str]:
    """One goal of an area wants to develop, another to limit a loss: of the same theme, where both name one."""
    active = [goal for goal in reading.goals if goal.status == Goal.Status.ACTIVE and not goal.is_draft]
    for one, other in combinations(active, 2):
        if {one.type, other.type} != {Goal.Type.DEVELOP, Goal.Type.LIMIT_LOSS} or not _is_close(one, other):
            continue
        grows, holds = (one, other) if one.type == Goal.Type.DEVELOP else (other, one)
        yield (
            f"{one.section.area.name}: “{_short(grows.title)}” vil udvikle, og “{_short(holds.title)}” vil "
            "begrænse tab. Trækker de samme vej?"
        )


def _is_close(one: Goal, other: Goal) -> bool:
    if one.section.area_id != other.section.area_id:
        return False
    return not (one.ffb_theme and other.ffb_theme) or one.ffb_theme == other.ffb_theme


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rstrip()} …"
