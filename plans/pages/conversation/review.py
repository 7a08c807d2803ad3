"""Before the decisions are stored: what was answered, and what each person will then see, in words."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enplan.accounts.models import Department, LifeArea
from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.asking import AskedParty
from plans.grants import In
from plans.grounds import said_purposes
from plans.models import Section
from plans.opening import Change, Opening, counts_in, opening_of
from plans.pages.conversation.talk import Step, Talk
from plans.services.agreeing import awaited_for_plan
from plans.services.conversation import Answer, waits_for


@dataclass(frozen=True)
class AnswerLine:
    """One answer as it will be stored: “Ja: bolig og økonomi”."""

    who: str
    said: str


@dataclass(frozen=True)
class AnswerGroup:
    heading: str
    step: Step
    lines: tuple[AnswerLine, ...]
    unanswered: str  # names of those nothing was answered about


@dataclass(frozen=True)
class AreaLine:
    """One area, and whose writing in it: “det, Socialafdelingen har skrevet (2 mål og 1 aftale)”."""

    area: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class PersonLine:
    """What changes for one person. Without lines nothing does."""

    name: str
    about: str
    opens: tuple[AreaLine, ...]
    closes: tuple[AreaLine, ...]
    words_open: bool
    words_close: bool

    @property
    def changes(self) -> bool:
        return bool(self.opens or self.closes or self.words_open or self.words_close)


@dataclass(frozen=True)
class Review:
    groups: tuple[AnswerGroup, ...]
    people: tuple[PersonLine, ...]
    unchanged: tuple[str, ...]
    from_day: str
    until: str
    purpose: str
    to_departments: str  # departments whose own system receives it as well
    replaces: bool
    waits_for: str  # who shares custody and must say yes too
    is_empty: bool
    seen: str


def review_of(talk: Talk) -> Review:
    conversation = talk.conversation
    reading = talk.reading
    opening = opening_of(conversation, plan=reading.plan, standing=reading.standing, facts=talk.facts)
    people = tuple(_people(talk, opening))
    yes = [answer for answer in conversation.answers if answer.is_yes]
    departments = {named(party.department) for one in yes for party in one.parties if party.department}
    return Review(
        groups=tuple(_groups(talk)),
        people=tuple(one for one in people if one.changes),
        unchanged=tuple(one.name for one in people if not one.changes),
        from_day=spoken.full_day(conversation.starts_on)
        if conversation.begins_later and conversation.starts_on and yes
        else "",
        until=spoken.full_day(conversation.until) if conversation.until and yes else "",
        purpose=said_purposes([conversation.purpose])[conversation.purpose] if yes else "",
        to_departments=spoken.listing(sorted(departments)),
        replaces=bool(opening.replaces),
        waits_for=_awaited(talk, yes),
        is_empty=conversation.is_empty,
        seen=_fingerprint(talk, opening),
    )


def _awaited(talk: Talk, answers: Iterable[Answer]) -> str:
    """By name for the citizen and who coordinates; one parent is not told of the other."""
    reading = talk.reading
    awaited = [name for one in answers for name in waits_for(one, reading.standing)]
    if talk.conversation.one_plan == "yes" and reading.plan.agreed_on is None:
        awaited += awaited_for_plan(reading.standing)
    names = list(dict.fromkeys(awaited))
    if names and reading.standing.is_representative:
        return _("Den anden, der har forældremyndigheden,")
    return spoken.listing(names)


def _groups(talk: Talk) -> Iterable[AnswerGroup]:
    conversation = talk.conversation
    words = {"yes": _("Ja"), "no": _("Nej")}
    plan = words.get(conversation.one_plan, "")
    if Step.PLAN in talk.steps:
        yield AnswerGroup(
            _("Én plan"),
            Step.PLAN,
            (AnswerLine(_("Én plan"), plan),) if plan else (),
            "" if plan else _("Én plan"),
        )
    asked = (
        (_("Teamet"), Step.TEAM, talk.asked.team),
        (_("Helbred"), Step.HEALTH, talk.asked.health),
        (_("Egne folk"), Step.NETWORK, talk.asked.network),
    )
    for heading, step, parties in asked:
        if step in talk.steps:
            of_step = [a for a in conversation.answers if _belongs(a, step)]
            answered = {answer.asked.key for answer in of_step}
            left = [party.name for party in parties if party.key not in answered]
            yield AnswerGroup(
                heading, step, tuple(_answer_line(one) for one in of_step), spoken.listing(left)
            )


def _belongs(answer: Answer, step: Step) -> bool:
    if answer.kind.covers_health:
        return step is Step.HEALTH
    return step is (Step.NETWORK if answer.asked.is_network else Step.TEAM)


def _answer_line(answer: Answer) -> AnswerLine:
    if not answer.is_yes:
        return AnswerLine(answer.asked.name, _("Nej"))
    chosen = [area.said_short for area in answer.asked.areas if area.pk in answer.areas]
    said = _("Ja: %s") % spoken.listing(chosen)
    persons = [one.name for one in answer.asked.persons if one.party in answer.parties]
    if persons:
        said = _("%(said)s. Kun %(who)s") % {"said": said, "who": spoken.listing(persons)}
    return AnswerLine(answer.asked.name, said)


def _people(talk: Talk, opening: Opening) -> Iterable[PersonLine]:
    """Everybody on the team and beside the citizen whom the viewer knows, the coordinator first."""
    names = _Names(talk, opening)
    reading = talk.reading
    known: dict[UUID, tuple[str, str]] = {}
    for member in reading.team:
        known.setdefault(member.user_id, (member.user.name, named(member.user.department or "")))
    for person in reading.network:
        if person.user_id is not None:
            known[person.user_id] = (person.name, named(person.relation))
    for user_id in opening.changes.keys() - known.keys():
        known[user_id] = (_("En anden"), "")
    for user_id, (name, about) in known.items():
        change = opening.changes.get(user_id, Change())
        yield PersonLine(
            name=name,
            about=about,
            opens=names.lines(change.opens, user_id),
            closes=names.lines(change.closes, user_id, only_written=True),
            words_open=change.words_open,
            words_close=change.words_close,
        )


class _Names:
    """Sections in words, with how much stands there as far as the viewer may know."""

    def __init__(self, talk: Talk, opening: Opening) -> None:
        reading = talk.reading
        self.voice = talk.voice
        self.network = talk.facts.network_user_ids
        self.sections: dict[UUID, Section] = {section.pk: section for section in talk.facts.sections}
        self.seen_by_viewer = {section.pk for section in reading.sections}
        self.areas: dict[str, LifeArea] = {
            area.pk: area for party in _everybody_asked(talk) for area in party.areas
        } | {section.area_id: section.area for section in reading.sections}
        self.owners: dict[UUID, Department] = {
            one.pk: one for one in (*talk.asked.sources, *talk.asked.health_sources)
        }
        concerned = {
            section
            for change in opening.changes.values()
            for section in (*change.opens, *change.closes)
            if section in self.seen_by_viewer
        }
        self.counts = {
            way: counts_in(concerned, way=way, plan=reading.plan, viewer=reading.user, at=opening.at)
            for way in (In.READ, In.FOLLOW)
        }

    def lines(
        self, sections: Iterable[UUID], user_id: UUID, *, only_written: bool = False
    ) -> tuple[AreaLine, ...]:
        """By area; `only_written` leaves out where it is known that nothing stands."""
        way = In.FOLLOW if user_id in self.network else In.READ
        if only_written:
            sections = [pk for pk in sections if pk not in self.seen_by_viewer or self.counts[way].get(pk)]
        found: dict[str, list[Section]] = {}
        for pk in sections:
            if (section := self.sections.get(pk)) is not None and section.area_id in self.areas:
                found.setdefault(section.area_id, []).append(section)
        ordered = sorted(found.items(), key=lambda pair: self.areas[pair[0]].position)
        return tuple(
            AreaLine(self.areas[area].said_name, tuple(self._part(one, way) for one in self._sorted(parts)))
            for area, parts in ordered
        )

    def _sorted(self, sections: list[Section]) -> list[Section]:
        """The citizen's own first, then by department."""
        return sorted(sections, key=lambda one: (one.owner_id is not None, self._whose(one)))

    def _part(self, section: Section, way: In) -> str:
        whose = self._whose(section)
        if section.pk not in self.seen_by_viewer:
            return _("det, %s skriver") % whose
        much = _how_much(self.counts[way].get(section.pk, Counter()))
        words = {"whose": whose, "much": much}
        if not much:
            return _("det, %(whose)s skriver (intet endnu)") % words
        return _("det, %(whose)s har skrevet (%(much)s)") % words

    def _whose(self, section: Section) -> str:
        if section.owner_id is None:
            return self.voice.yourself
        owner = self.owners.get(section.owner_id)
        return named(owner) if owner else _("en anden afdeling")


def _how_much(counts: Counter[str]) -> str:
    words = (
        ("goal", pgettext("ét", "mål"), _("mål")),
        ("task", _("aftale"), _("aftaler")),
        ("measure", _("indsats"), _("indsatser")),
        ("journalnote", _("notat"), _("notater")),
        ("rating", pgettext("ét", "tal for, hvordan det går"), _("tal for, hvordan det går")),
    )
    return spoken.listing(
        [spoken.count(counts[kind], one, more) for kind, one, more in words if counts[kind]]
    )


def _everybody_asked(talk: Talk) -> list[AskedParty]:
    return [*talk.asked.team, *talk.asked.health, *talk.asked.network]


def _fingerprint(talk: Talk, opening: Opening) -> str:
    """What the person is shown. Sent along with the confirmation, so that nothing else is stored than was read."""
    conversation = talk.conversation
    shown = [
        str(talk.draft.version if talk.draft else 0),
        conversation.one_plan,
        sorted(
            (one.asked.key, one.kind.pk, one.decision, sorted(one.areas), sorted(map(str, one.parties)))
            for one in conversation.answers
        ),
        sorted(str(one.pk) for one in (*talk.asked.sources, *talk.asked.health_sources)),
        sorted(
            (str(user), sorted(map(str, c.opens)), sorted(map(str, c.closes)), c.words_open, c.words_close)
            for user, c in opening.changes.items()
        ),
        sorted(map(str, opening.replaces)),
    ]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()
