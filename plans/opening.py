"""What a conversation's decisions would open and close, worked out beforehand by the rule itself: nothing is stored.

The same facts twice, as they are and with the decisions in them; the difference is what changes for each person.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from enplan import clock
from enplan.accounts.models import User
from plans.facts import Coverage, Facts, Period
from plans.grants import In, On
from plans.keys import somebody_who_reads
from plans.models import Goal, JournalNote, Measure, Plan, Rating, Task
from plans.permissions import keys_of, visible_with
from plans.regrant import grants_of
from plans.services.conversation import Answer, Conversation, replaced_by, waits_for
from plans.services.grounds import period_of
from plans.standing import Standing

COUNTED: tuple[type[Model], ...] = (Goal, Task, Measure, JournalNote, Rating)


@dataclass(frozen=True)
class Change:
    """What one person comes to see and no longer sees: sections by id; `words` is the dream and what matters."""

    opens: frozenset[UUID] = frozenset()
    closes: frozenset[UUID] = frozenset()
    words_open: bool = False
    words_close: bool = False


@dataclass(frozen=True)
class Opening:
    """What would change at `at` for each person for whom something does."""

    at: datetime
    changes: dict[UUID, Change]
    replaces: frozenset[UUID]  # receivers (GroundParty) of earlier grounds that would be closed


def opening_of(conversation: Conversation, *, plan: Plan, standing: Standing, facts: Facts) -> Opening:
    """What these decisions would change, at the instant from which they work. ValidationError as when storing them.

    Told to the citizen, so as if what is still withheld from them were not there.
    """
    now = clock.now()
    told = [one for one in facts.coverages if one.withheld_until is None or one.withheld_until <= now]
    facts = replace(facts, coverages=tuple(told))
    replaced = replaced_by(conversation, plan=plan, standing=standing, at=now)
    closing = frozenset(party.pk for _ground, parties in replaced for party in parties)
    sources = {f"party {pk}" for pk in closing}
    kept = [coverage for coverage in facts.coverages if coverage.source not in sources]
    counting = [one for one in conversation.answers if one.is_yes and not waits_for(one, standing)]
    asked = [coverage for answer in counting for coverage in _coverages(answer, conversation)]
    at = max([now, *(one.period.start for one in asked)])
    before = _in_force(facts, at)
    after = _in_force(replace(facts, coverages=(*kept, *asked)), at)
    users = {user for user, _permission, _where in before ^ after}
    return Opening(at, {user: _change(user, before, after) for user in users}, closing)


def counts_in(
    sections: Iterable[UUID], *, way: In, plan: Plan, viewer: User, at: datetime
) -> dict[UUID, Counter[str]]:
    """How many of each kind somebody who reads these sections this way would see there, as far as `viewer` sees them.

    Section → model name → number. Five queries, whatever the plan holds.
    """
    found: dict[UUID, Counter[str]] = {}
    wanted = frozenset(sections)
    theirs, mine = somebody_who_reads(wanted, way, plan, at), keys_of(viewer, plan)
    for model in COUNTED:
        rows = visible_with(mine, visible_with(theirs, model._default_manager.filter(section__in=wanted)))
        for section_id in rows.values_list("section_id", flat=True):
            found.setdefault(section_id, Counter())[model._meta.model_name or ""] += 1
    return found


def _coverages(answer: Answer, conversation: Conversation) -> Iterable[Coverage]:
    start, end = period_of(answer.kind, conversation.given_on, conversation.until, conversation.starts_on)
    for party in answer.parties:
        yield Coverage(
            source=f"asked {answer.asked.key}",
            areas=frozenset(answer.areas),
            sources=frozenset(department.pk for department in answer.sources),
            covers_health=answer.kind.covers_health,
            is_consent=answer.kind.is_consent,
            is_supervision=answer.kind.is_supervision,
            period=Period(start, end),
            department_id=party.department.pk if party.department else None,
            user=party.user,
            is_coordinator=party.is_coordinator,
        )


def _in_force(facts: Facts, at: datetime) -> set[tuple[UUID, On | In, UUID | None]]:
    rows = grants_of(facts)
    return {
        (row.user_id, row.permission, row.where) for row in rows if row.valid_from <= at < row.valid_until
    }


def _change(
    user: UUID,
    before: set[tuple[UUID, On | In, UUID | None]],
    after: set[tuple[UUID, On | In, UUID | None]],
) -> Change:
    def sections(rows: set[tuple[UUID, On | In, UUID | None]]) -> frozenset[UUID]:
        return frozenset(where for who, _permission, where in rows if who == user and where is not None)

    words = (user, On.WORDS, None)
    return Change(
        opens=sections(after) - sections(before),
        closes=sections(before) - sections(after),
        words_open=words in after and words not in before,
        words_close=words in before and words not in after,
    )
