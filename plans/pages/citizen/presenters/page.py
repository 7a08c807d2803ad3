"""Min plan as a whole: everything its parts show, made once from one reading."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from enplan.audit.models import Look
from enplan.web import spoken
from plans.lookups.coherence import Coherence
from plans.models import CitizenWords, JournalNote, Message, Plan
from plans.pages.citizen.presenters.goals import Goals, goals_of
from plans.pages.citizen.presenters.grounds import grounds_of
from plans.pages.citizen.presenters.help import Help, help_of
from plans.pages.citizen.presenters.looks import who_looked
from plans.pages.citizen.presenters.messages import unopened_in_words
from plans.pages.citizen.presenters.next_thing import NextThing, next_thing
from plans.pages.citizen.presenters.people import People, people_of
from plans.pages.citizen.presenters.reminder import Reminder, reminder_of
from plans.pages.citizen.presenters.shown_grounds import Grounds
from plans.pages.citizen.presenters.tasks import Tasks, tasks_of
from plans.pages.citizen.presenters.transitions import ShownTransition, transitions_of
from plans.pages.citizen.presenters.wellbeing import Wellbeing, wellbeing_of
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.disputes.question_lines import QuestionLine, question_line
from plans.pages.meetings.cards import Meetings, meetings_of
from plans.pages.representatives.page import waits_for
from plans.reading import Reading


@dataclass(frozen=True)
class ShownWords:
    """The dream, or what matters: the newest words, and the earlier ones."""

    kind: str
    heading: str
    prompt: str  # what stands there while nothing is written
    text: str
    said: str
    version: int
    earlier: tuple[CitizenWords, ...]


@dataclass(frozen=True)
class OtherPlan:
    """Another plan one may turn to."""

    plan: Plan
    name: str
    ended_at: datetime | None


@dataclass(frozen=True)
class MinPlan:
    """What `/min-plan/` shows."""

    plan: Plan
    wording: Wording
    is_open: bool  # something can be saved
    pause: str  # why the plan rests and until when, "" where it does not
    next_thing: NextThing | None
    tasks: Tasks
    meetings: Meetings
    words: tuple[ShownWords, ...]
    words_readers: str
    wellbeing: Wellbeing
    coherence: Coherence
    goals: Goals
    transitions: tuple[ShownTransition, ...]
    help: Help
    people: People
    grounds: Grounds
    knows: str
    last_look: str
    has_agreed: bool
    reminder: Reminder | None
    unopened: str  # that there are messages one has not opened, and whether one must do anything
    waits_for_you: bool  # a consent that the other custody holder has said yes to
    is_family_asked: bool
    others: tuple[OtherPlan, ...]
    questions: tuple[QuestionLine, ...]  # put to leaders, the newest
    notes: tuple[JournalNote, ...]  # the newest in the journal, by title

    @property
    def address(self) -> str:
        return f"{reverse('min-plan')}?plan={self.plan.pk}"

    def words_of(self, kind: str) -> ShownWords:
        return next(words for words in self.words if words.kind == kind)


def min_plan(
    reading: Reading,
    *,
    words: Iterable[CitizenWords],
    last_look: Look | None,
    plans: Iterable[Plan],
    dismissed: Callable[[], Collection[UUID]],
    notes: Iterable[JournalNote],
    unopened: Sequence[Message],
    is_family_asked: bool,
) -> MinPlan:
    wording = Wording.of(reading)
    every_word = list(words)
    meetings = meetings_of(reading)
    return MinPlan(
        plan=reading.plan,
        wording=wording,
        is_open=reading.plan.is_active,
        pause=_pause(reading.plan),
        next_thing=next_thing(reading, meetings.next) if reading.plan.is_active else None,
        tasks=tasks_of(reading),
        meetings=meetings,
        words=tuple(_words(kind, every_word, reading) for kind in CitizenWords.Kind),
        words_readers=_words_readers(reading),
        wellbeing=wellbeing_of(reading),
        coherence=reading.coherence,
        goals=goals_of(reading),
        transitions=transitions_of(reading) if reading.plan.is_active else (),
        help=help_of(reading),
        people=people_of(reading),
        grounds=(grounds := grounds_of(reading)),
        knows=_knows(grounds, wording),
        last_look=_last_look(last_look),
        has_agreed=reading.plan.agreed_on is not None,
        reminder=reminder_of(reading, dismissed),
        unopened=unopened_in_words(unopened, reading),
        waits_for_you=waits_for(reading),
        is_family_asked=is_family_asked,
        others=tuple(
            OtherPlan(plan, plan.citizen.name, plan.ended_at) for plan in plans if plan.pk != reading.plan.pk
        ),
        questions=tuple(question_line(one, reading) for one in reading.newest_questions),
        notes=tuple(notes),
    )


def _pause(plan: Plan) -> str:
    if plan.look_again_on is None:
        return ""
    day = spoken.day_near(plan.look_again_on)
    return _("Planen holder pause. Vi ser på den igen %(day)s.") % {"day": day}


def _words(kind: str, every: list[CitizenWords], reading: Reading) -> ShownWords:
    """`every` is newest first. An empty newest one means that the words were taken back; the earlier stay."""
    wording = Wording.of(reading)
    found = [words for words in every if words.kind == kind]
    newest = found[0] if found else None
    text = newest.text if newest else ""
    said = ""
    if newest and text:
        said = f"{wording.own_words}, {spoken.near(newest.written_at)}"
        if newest.is_by_representative:
            said = _("Skrevet %(day)s af %(who)s") % {
                "day": spoken.near(newest.written_at),
                "who": reading.name_of(newest.written_by),
            }
        if newest.is_told:
            said = _told(newest, reading)
    return ShownWords(
        kind=kind,
        heading=wording.dream if kind == CitizenWords.Kind.DREAM else wording.matters,
        prompt=_prompt(kind, wording),
        text=text,
        said=said,
        version=newest.number if newest else 0,
        earlier=tuple(words for words in found[1:] if words.text),
    )


def _told(words: CitizenWords, reading: Reading) -> str:
    """To whom, when and how; and that it can be changed."""
    told = _("Fortalt til %(who)s %(day)s") % {
        "who": reading.name_of(words.written_by),
        "day": spoken.near(words.written_at),
    }
    how = f" ({words.told_how})" if words.told_how else ""
    if reading.plan.is_active:
        return f"{told}{how}. " + _("Passer det ikke, så ret det eller slet det.")
    return f"{told}{how}."


def _prompt(kind: str, wording: Wording) -> str:
    if not wording.is_own:
        return _("Her er ikke skrevet noget endnu.")
    if kind == CitizenWords.Kind.DREAM:
        return _("Hvad drømmer du om? Det kan ikke være for stort eller for småt.")
    return _("Hvad skal vi andre vide, når vi hjælper dig?")


def _words_readers(reading: Reading) -> str:
    coordinator = reading.coordinator.user.name if reading.coordinator else _("den, der holder trådene")
    if reading.plan.words_for_coordinator_only:
        return _("Læses kun her og af %s.") % coordinator
    return _("Læses af %s og af dem på teamet, der er sagt ja til.") % coordinator


def _knows(grounds: Grounds, wording: Wording) -> str:
    """How many may see parts of the plan by the citizen's yes."""
    parties = {party.name for ground in grounds.yes for party in ground.open_parties}
    if not parties:
        if wording.is_own:
            return _("Du har ikke sagt ja til, at nogen deler noget. Det kan du gøre, når du vil.")
        return _("Der er ikke sagt ja til, at nogen deler noget.")
    names = spoken.listing(sorted(parties), most=3)
    names = names[:1].upper() + names[1:]
    if wording.is_own:
        return _("%s må se dele af din plan, fordi du har sagt ja.") % names
    return _("%(who)s må se dele af %(names)s plan, fordi der er sagt ja.") % {
        "who": names,
        "names": spoken.possessive(wording.first),
    }


def _last_look(look: Look | None) -> str:
    if look is None:
        return ""
    return _("Sidst set %(when)s af %(who)s.") % {"when": spoken.moment(look.at), "who": who_looked(look)}
