"""What must hold afterwards: looked for in what the simulators hold, against what the rule says each may have."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from integrations.board.standings import standings_for
from integrations.chaos.world import World
from integrations.models import Delivery, Fagsystem
from integrations.simulators.server import Received
from plans.models import Goal, JournalAddition, JournalNote, Plan
from plans.permissions import sections_for_department, visible_to_department

EDITION = re.compile(r"Udgave(\d{6})")
WORD = re.compile(r"ord\d{6}")
VERSION = re.compile(r"^Én plan(?:, version (\d+))?(?: \[|$)")
REFERENCE = re.compile(r"\[EnPlan:([0-9a-f-]{36})\]")


@dataclass(frozen=True)
class Expected:
    """What one system is to hold of one plan."""

    editions: frozenset[str]
    words: frozenset[str]


def nothing_twice_and_in_order(world: World) -> list[str]:
    """At any moment: no document twice, and the versions of a plan one after the other, never back."""
    wrong = []
    for adapter, simulator in world.simulators.items():
        documents = simulator.store.all()
        notes = Counter(word for one in documents if one.kind == "journal" for word in WORD.findall(one.text))
        wrong += [f"{adapter} holds {word} {times} times" for word, times in notes.items() if times > 1]
        marks = Counter(mark for one in documents for mark in REFERENCE.findall(one.title))
        wrong += [f"{adapter} holds {mark} {times} times" for mark, times in marks.items() if times > 1]
        for plan in world.plans:
            wrong += [f"{adapter}: {one}" for one in _out_of_order(_versions(documents, plan.citizen.cpr))]
    return wrong


def everything_is_there(world: World, *, but: set[UUID]) -> list[str]:
    """Every system holds the newest of every plan and every note once, but what the deliveries `but` carry."""
    wrong = []
    for plan in world.plans:
        for system in world.systems.values():
            documents = world.simulator_of(system).store.all()
            expected = expected_of(system, plan)
            wrong += [
                f"{system.name}, plan {plan.citizen.name}: {one}"
                for one in _missing(documents, plan, system, expected, but)
            ]
    return wrong


def unsettled(world: World) -> tuple[set[UUID], list[str]]:
    """What only a person can settle, and which of it stands on nobody's board of the system's own department."""
    stuck = Delivery.objects.filter(state__in=Delivery.STUCK).select_related("fagsystem__department")
    rows = {row.pk: row for row in stuck}
    on_boards = {
        row.pk for user in world.workers for standing in standings_for(user) for row in standing.needs
    }
    missing = [
        f"{row.fagsystem.name}: {pk} stands on no board" for pk, row in rows.items() if pk not in on_boards
    ]
    return set(rows), missing


def expected_of(system: Fagsystem, plan: Plan) -> Expected:
    sections = sections_for_department(system.department, plan)
    goals = visible_to_department(sections, Goal.objects.filter(section__plan=plan))
    notes = visible_to_department(sections, JournalNote.objects.filter(section__plan=plan))
    additions = visible_to_department(sections, JournalAddition.objects.filter(note__section__plan=plan))
    texts = [*notes.values_list("text", flat=True), *additions.values_list("text", flat=True)]
    words = {word for text in texts for word in WORD.findall(text)}
    return Expected(frozenset(goals.values_list("title", flat=True)), frozenset(words))


def _missing(
    documents: list[Received], plan: Plan, system: Fagsystem, expected: Expected, but: set[UUID]
) -> list[str]:
    mine = [one for one in documents if one.cpr == plan.citizen.cpr]
    wrong = []
    if not but & set(
        Delivery.objects.filter(plan=plan, fagsystem=system, kind="plan").values_list("pk", flat=True)
    ):
        versions = _versions(mine, plan.citizen.cpr)
        held = {f"Udgave{number:06}" for number in (versions[-1][1] if versions else ())}
        if held != expected.editions:
            wrong.append(f"the newest plan says {sorted(held)} and not {sorted(expected.editions)}")
    held_words = {word for one in mine if one.kind == "journal" for word in WORD.findall(one.text)}
    waiting = Delivery.objects.filter(plan=plan, fagsystem=system, kind="journal", pk__in=but).count()
    if held_words - expected.words:
        wrong.append(f"holds {sorted(held_words - expected.words)}, which it may not have")
    if len(expected.words - held_words) > waiting:
        wrong.append(f"lacks {sorted(expected.words - held_words)}, and {waiting} are unsettled")
    return wrong


def _versions(documents: list[Received], cpr: str) -> list[tuple[int, tuple[int, ...]]]:
    """Of a plan, as they came: the number in the title, and the editions of the goals in it."""
    found = []
    for one in documents:
        if one.kind == "plan" and one.cpr == cpr and (title := VERSION.match(one.title)):
            editions = tuple(sorted(int(number) for number in set(EDITION.findall(one.text))))
            found.append((int(title[1] or 1), editions))
    return found


def _out_of_order(versions: list[tuple[int, tuple[int, ...]]]) -> list[str]:
    """The goals are as many in each version, and each edition is newer than the one before: so sums only grow."""
    return [
        f"version {after[0]} ({after[1]}) came after version {before[0]} ({before[1]})"
        for before, after in pairwise(versions)
        if after[0] <= before[0] or sum(after[1]) < sum(before[1])
    ]
