"""Why a person sees a part of a plan, or what is missing: for operators who are asked "why can I not see …".

Seen or not is read off the stored grants, the same rows that `plans.permissions` reads; what is missing is looked for
in the facts those rows are made from. Areas, departments, people and periods only: no content, no CPR number.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from enplan import clock
from enplan.accounts.models import User
from plans.explain_facts import Known, known_of
from plans.explain_missing import missing_section, missing_words, shut_out
from plans.grants import On, PlanGrant, SectionGrant
from plans.models import Goal, Measure, Plan, Rating, Section, Task
from plans.permissions import is_let_in, own_task_titles, visible_to
from plans.standing import DESCRIBED

WORDS = "Drømmen, det der er vigtigt, og trivsel i alt"


@dataclass(frozen=True)
class Verdict:
    """One part of the plan: seen through what, or not seen for want of what."""

    place: str
    section: Section | None  # None: the citizen's own words about the whole
    is_seen: bool
    because: tuple[str, ...]
    written_by_self: int = (
        0  # own goals, agreements and ratings, which stay visible in a part that is not seen
    )


@dataclass(frozen=True)
class Explanation:
    """What one person is to one plan at one instant, and each part in turn."""

    user: User
    at: datetime
    standings: tuple[str, ...]  # empty: for this person there is no such plan
    because: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    own_titles: int  # own agreements of which only title and date are shown


def explain(user: User, plan: Plan, *, at: datetime | None = None) -> Explanation:
    """Explain `user`'s access to `plan` at the instant `at` (now)."""
    at = at or clock.now()
    known = known_of(user, plan, at)
    on_plan = _plan_sources(user, plan, at)
    in_section = _section_sources(user, plan, at)
    standings = tuple(text for standing, text in DESCRIBED if standing in on_plan)
    reached = [source for standing, _ in DESCRIBED for source in on_plan.get(standing, ())]
    own = _written_by_self(user, plan, at)
    sections = Section.objects.filter(plan=plan).select_related("area", "owner")
    return Explanation(
        user=user,
        at=at,
        standings=standings,
        because=_unique(map(known.source_in_words, reached)) if reached else _unique(shut_out(known)),
        verdicts=(
            _words(known, on_plan.get(On.WORDS, [])),
            *(
                _part(known, section, in_section.get(section.pk, []), own[section.pk])
                for section in sections.order_by("area__position", "owner__name")
            ),
        ),
        own_titles=own_task_titles(user, plan, at=at)
        .exclude(pk__in=visible_to(user, Task.objects.filter(section__plan=plan), at=at).values("pk"))
        .count(),
    )


def _words(known: Known, sources: list[str]) -> Verdict:
    because = map(known.source_in_words, sources) if sources else missing_words(known)
    return Verdict(WORDS, None, bool(sources), _unique(because))


def _part(known: Known, section: Section, sources: list[str], own: int) -> Verdict:
    place = f"{section.area.name} fra {known.owner_in_words(section)}"
    if sources:
        return Verdict(
            place, section, True, _unique(known.reading_in_words(source, section) for source in sources)
        )
    return Verdict(place, section, False, _unique(missing_section(known, section)), own)


def _plan_sources(user: User, plan: Plan, at: datetime) -> dict[On, list[str]]:
    """What the person is to the plan, each with what it came from. Nothing for those who are never let in."""
    found: dict[On, list[str]] = {}
    if is_let_in(user):
        rows = PlanGrant.every.in_force(at).filter(user=user, content_object=plan).order_by("source")
        for name, source in rows.values_list("permission__codename", "source"):
            found.setdefault(On(name), []).append(source)
    return found


def _section_sources(user: User, plan: Plan, at: datetime) -> dict[UUID, list[str]]:
    """The sections the person reads, each with what that came from."""
    found: dict[UUID, list[str]] = {}
    if is_let_in(user):
        rows = SectionGrant.every.in_force(at).filter(user=user, content_object__plan=plan).order_by("source")
        for section_id, source in rows.values_list("content_object_id", "source"):
            found.setdefault(section_id, []).append(source)
    return found


def _written_by_self(user: User, plan: Plan, at: datetime) -> Counter[UUID]:
    """How much of what the person wrote themselves they see in each section."""
    found: Counter[UUID] = Counter()
    for rows in (
        visible_to(user, Measure.objects.filter(section__plan=plan, written_by=user), at=at).values_list(
            "section"
        ),
        visible_to(user, Goal.objects.filter(section__plan=plan, written_by=user), at=at).values_list(
            "section"
        ),
        visible_to(user, Task.objects.filter(section__plan=plan, written_by=user), at=at).values_list(
            "section"
        ),
        visible_to(user, Rating.objects.filter(section__plan=plan, written_by=user), at=at).values_list(
            "section"
        ),
    ):
        found.update(section_id for (section_id,) in rows)
    return found


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
