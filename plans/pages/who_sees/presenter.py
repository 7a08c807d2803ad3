"""The page of people × areas: a row for each person, what closes soon, and what the team lacks."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.pages.who_sees.in_short import InShort, in_short
from plans.pages.who_sees.short import (
    NO,
    ShownCell,
    capital,
    is_outside,
    shown_cell,
    shown_words,
    what_they_see,
)
from plans.pages.who_sees.wording import Voice, sentences, words_sentence
from plans.who_sees.looking_ahead import ClosesSoon, Lack, Missing, closes_soon, missing
from plans.who_sees.people import Kind, Person
from plans.who_sees.whole import WhoSees

Address = Callable[[Person], str]  # of the page about one person


@dataclass(frozen=True)
class Row:
    """One person: in the list of people, and in the table."""

    name: str
    about: str
    address: str
    summary: str
    words: ShownCell
    cells: tuple[ShownCell, ...]

    @property
    def sees_nothing(self) -> bool:
        return all(cell.mark == NO for cell in (self.words, *self.cells))


@dataclass(frozen=True)
class NextStep:
    """Something that is missing, or ends soon, and what can be done about it."""

    text: str
    link: str = ""
    address: str = ""


@dataclass(frozen=True)
class Steps:
    """Where the next steps lead, for the reader who may take them; "" where there is nothing to do."""

    give: str
    give_health: str
    renew: str


@dataclass(frozen=True)
class Page:
    """What `hvem-ser-hvad` shows."""

    in_short: InShort
    areas: tuple[str, ...]
    rows: tuple[Row, ...]
    unseen: str
    closing: tuple[NextStep, ...]
    missing: tuple[NextStep, ...]
    words_now: str  # who reads the dream, in a sentence
    words: tuple[str, ...]  # and why each of them does
    is_narrowed: bool
    dream: str
    dream_asked: str

    @property
    def seeing(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.sees_nothing)

    @property
    def seeing_nothing(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.sees_nothing)


@dataclass(frozen=True)
class AreaLines:
    """One area on the page about one person."""

    key: str
    name: str
    cell: ShownCell
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class PersonPage:
    """One person and everything."""

    name: str
    about: str
    summary: str
    dream: str
    words: str
    areas: tuple[AreaLines, ...]
    outside: str  # the areas they have nothing to do with, in a sentence
    is_network: bool


def page_of(seen: WhoSees, *, address: Address, steps: Steps) -> Page:
    voice = Voice.of(seen.reading)
    readers = _readers_of_words(seen)
    return Page(
        in_short=in_short(seen),
        areas=tuple(area.said_name for area in seen.areas),
        rows=tuple(_row(person, seen, address(person)) for person in seen.people),
        unseen=_unseen(seen.unseen),
        closing=tuple(_closing(line, voice, steps) for line in closes_soon(seen)),
        missing=tuple(
            _missing(one, voice, steps)
            for one in missing(seen)
            # The citizen's no is an answer: nobody asks the citizen's side again here.
            if not (one.is_decided and seen.reading.standing.is_citizens_side)
        ),
        words_now=_words_now(readers),
        words=tuple(words_sentence(seen.words(person), voice) for person in readers),
        is_narrowed=seen.facts.words_narrowed,
        dream=dream(voice),
        dream_asked=voice.say(_("Hvem må læse din drøm?"), _("Hvem læser %(citizens)s drøm?")),
    )


def person_page(seen: WhoSees, person: Person) -> PersonPage:
    voice = Voice.of(seen.reading)
    row = seen.row(person)
    return PersonPage(
        name=person.name,
        about=about(person, seen),
        summary=what_they_see(row, person, voice),
        dream=dream(voice),
        words=words_sentence(seen.words(person), voice),
        areas=tuple(
            AreaLines(
                cell.area.pk, cell.area.said_name, shown_cell(cell, voice), tuple(sentences(cell, voice))
            )
            for cell in row
            if not is_outside(cell)
        ),
        outside=_outside([cell.area.said_short for cell in row if is_outside(cell)], person, voice),
        is_network=person.kind is Kind.NETWORK,
    )


def dream(voice: Voice) -> str:
    """The heading over the dream."""
    return voice.say(_("Din drøm"), _("%(citizens)s drøm"))


def about(person: Person, seen: WhoSees) -> str:
    """What the person is, beneath the name."""
    if person.kind is Kind.COORDINATOR:
        what = _("Holder trådene")
    elif person.kind is Kind.DEPUTY:
        what = _("Stedfortræder")
    elif person.kind is Kind.LEADER:
        what = _("Leder, fører tilsyn")
    elif person.kind is Kind.REPRESENTATIVE:
        acts_for = _("dig") if seen.reading.standing.is_citizen else seen.reading.plan.citizen.name
        what = _("%(relation)s, handler for %(who)s") % {
            "relation": named(capital(person.role)),
            "who": acts_for,
        }
    else:
        what = named(capital(person.role))
    me = _("dig selv") if person.user_id == seen.reading.user.pk else ""
    return " · ".join(filter(None, [what, named(person.department), me]))


def _row(person: Person, seen: WhoSees, address: str) -> Row:
    cells = seen.row(person)
    voice = Voice.of(seen.reading)
    return Row(
        name=person.name,
        about=about(person, seen),
        address=address,
        summary=what_they_see(cells, person, voice),
        words=shown_words(seen.words(person)),
        cells=tuple(shown_cell(cell, voice) for cell in cells),
    )


def _readers_of_words(seen: WhoSees) -> list[Person]:
    return [person for person in seen.people if seen.words(person).opening is not None]


def _words_now(readers: list[Person]) -> str:
    if not readers:
        return ""
    return _("Lige nu kan den læses af %s.") % spoken.listing([person.name for person in readers])


def _outside(areas: list[str], person: Person, voice: Voice) -> str:
    if not person.can_log_in:
        return _("%s kan ikke logge ind og ser derfor ikke noget.") % person.first
    if not areas:
        return ""
    words = {"name": person.first, "areas": " · ".join(areas)}
    if person.kind is Kind.REPRESENTATIVE:
        return voice.say(
            _("%(name)s handler ikke for dig i disse områder og ser dem ikke: %(areas)s"),
            _("%(name)s handler ikke for %(citizen)s i disse områder og ser dem ikke: %(areas)s"),
            **words,
        )
    return _("%(name)s arbejder ikke med disse områder i planen og ser dem ikke: %(areas)s") % words


def _unseen(count: int) -> str:
    if not count:
        return ""
    return _("Og %s på teamet, som arbejder med andre områder.") % spoken.count(count, _("anden"), _("andre"))


def _closing(line: ClosesSoon, voice: Voice, steps: Steps) -> NextStep:
    what = [area.said_short for area in line.areas]
    if line.words:
        what.append(voice.say(_("din drøm"), _("%(citizens)s drøm")))
    words = {
        "name": spoken.listing([person.name for person in line.people]),
        "day": spoken.full_day(spoken.last_day(line.at)),
        "what": spoken.listing(what),
    }
    if line.ground is None:
        return NextStep(_("%(name)s ser %(what)s til og med %(day)s.") % words)
    text = _("%(name)s ser noget om %(what)s til og med %(day)s. Så udløber det, der er sagt ja til.") % words
    if not line.ground.kind.is_consent:
        return NextStep(_("%(name)s ser noget om %(what)s til og med %(day)s.") % words)
    return NextStep(text, _("Forny") if steps.give else "", steps.renew if steps.give else "")


def _missing(one: Missing, voice: Voice, steps: Steps) -> NextStep:
    areas = spoken.listing([area.said_short for area in one.areas])
    names = spoken.listing([person.name for person in one.people])
    words = {"who": names, "areas": areas, "department": named(one.people[0].department)}
    if one.lack is Lack.TITLES:
        number = spoken.count(one.titles, _("aftale"), _("aftaler"))
        text = _(
            "%(who)s står for %(number)s om %(areas)s, men ser kun titel og dato: resten er ikke åbent."
        ) % {**words, "number": number}
    elif one.lack is Lack.UNCOVERED:
        text = (
            _(
                "%(department)s arbejder med %(areas)s, men intet ja dækker afdelingen. "
                "Derfor ser %(who)s ikke noget af det, andre afdelinger skriver om det."
            )
            % words
        )
    else:
        text = (
            _("%(who)s arbejder med %(areas)s, men ser ikke noget af det, andre afdelinger skriver om det.")
            % words
        )
    if one.is_decided:
        return NextStep(
            f"{text} {voice.say('', _('%(citizen)s har sagt nej eller lukket for det.'))}".strip()
        )
    link = (
        voice.say(_("Sig ja til det, hvis du vil"), _("Tal med %(citizen)s om et ja")) if steps.give else ""
    )
    return NextStep(text, link, steps.give)
