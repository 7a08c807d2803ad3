"""What opens and what is missing, in sentences: to the citizen as “du”, to others with the citizen's name."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.grants import In
from plans.reading import Reading
from plans.who_sees.hindrances import Hindrance, Why
from plans.who_sees.openings import Opening
from plans.who_sees.people import Kind
from plans.who_sees.whole import Cell, Part, Words


@dataclass(frozen=True)
class Voice:
    """Who is spoken to: the citizen, or somebody to whom the citizen is a name."""

    is_own: bool
    first: str

    @classmethod
    def of(cls, reading: Reading) -> "Voice":
        return cls(reading.standing.is_citizen, spoken.first_name(reading.plan.citizen.name))

    def say(self, own: str, other: str, **words: object) -> str:
        """`own` or `other`, filled in. `other` may say %(citizen)s and %(citizens)s."""
        text = own if self.is_own else other
        return text % {"citizen": self.first, "citizens": spoken.possessive(self.first), **words}

    def owners(self, parts: list[Part]) -> str:
        """ "du selv, Jobcentret og Socialafdelingen" """
        me = _("du selv") if self.is_own else _("%s selv") % self.first
        return spoken.listing([named(part.owner) if part.owner else me for part in parts])


def sentences(cell: Cell, voice: Voice) -> list[str]:
    """One for each reason why something is open, then one for each reason why something is not."""
    return [*_what_is_open(cell, voice), *_what_is_closed(cell, voice), *_titles(cell)]


def words_sentence(words: Words, voice: Voice) -> str:
    """Why somebody reads the dream, or does not."""
    name = words.person.first
    if words.opening is None:
        return _words_closed(words, voice)
    if words.opening.hangs_on_ground:
        why = _("%(name)s læser den, %(because)s.") % {
            "name": name,
            "because": _because(words.opening, voice),
        }
        return f"{why} {_until(words.opening.until)}"
    if words.person.kind is Kind.REPRESENTATIVE:
        return voice.say(
            _("%(name)s læser den, fordi %(name)s handler for dig."),
            _("%(name)s læser den, fordi %(name)s handler for %(citizen)s."),
            name=name,
        )
    if words.person.kind is Kind.DEPUTY:
        why = _("%s læser den, fordi %s er stedfortræder for den, der holder trådene.") % (name, name)
        return f"{why} {_until(words.opening.until)}"
    return _("%s læser den, fordi %s holder trådene i planen.") % (name, name)


def _what_is_open(cell: Cell, voice: Voice) -> list[str]:
    """Parts that are open for the same reason and equally long stand in one sentence."""
    groups: dict[tuple[str, UUID | None, datetime | None, bool], list[tuple[Part, Opening]]] = {}
    for part, opening in cell.open:
        is_own = not opening.hangs_on_ground and part.owner is not None
        key = (opening.way, opening.ground.pk if opening.ground else None, opening.until, is_own)
        groups.setdefault(key, []).append((part, opening))
    return [
        _opened([part for part, _ in group], group[0][1], cell, voice, is_own=key[3])
        for key, group in groups.items()
    ]


def _opened(parts: list[Part], opening: Opening, cell: Cell, voice: Voice, *, is_own: bool) -> str:
    name, area = cell.person.first, cell.area.said_short
    what = {
        "name": name,
        "owners": voice.owners(parts),
        "area": area,
        "department": named(cell.person.department),
    }
    until = _until(opening.until)
    if opening.way == In.REPRESENT:
        told = voice.say(
            _("%(name)s ser det, der står om %(area)s, fordi %(name)s handler for dig."),
            _("%(name)s ser det, der står om %(area)s, fordi %(name)s handler for %(citizen)s."),
            **what,
        )
    elif opening.way == In.SUPERVISE:
        told = (
            _("%(name)s ser det, %(owners)s skriver om %(area)s, fordi %(name)s fører tilsyn med afdelingen.")
            % what
        )
    elif not opening.hangs_on_ground and is_own:
        told = (
            _("%(name)s ser det, %(owners)s skriver om %(area)s, fordi det er afdelingens eget arbejde.")
            % what
        )
        until = until if opening.until else ""
    elif not opening.hangs_on_ground:
        told = (
            _("%(name)s ser det, %(owners)s skriver om %(area)s, fordi %(name)s holder trådene i planen.")
            % what
        )
        until = until if opening.until else ""
    else:
        seen = (
            _("%(name)s ser de mål og aftaler, %(owners)s skriver om %(area)s, %(because)s.")
            if opening.way == In.FOLLOW
            else _("%(name)s ser det, %(owners)s skriver om %(area)s, %(because)s.")
        )
        told = seen % {**what, "because": _because(opening, voice)}
    return f"{told} {until}".strip()


def _because(opening: Opening, voice: Voice) -> str:
    """ "fordi du har sagt ja den 3. marts" """
    ground = opening.ground
    if ground is None:
        return _("fordi der er et ja eller et andet grundlag for det")
    if not ground.kind.is_consent:
        return voice.say(
            _("uden at du er blevet spurgt. Grundlaget er: %(law)s"),
            _("uden at %(citizen)s er blevet spurgt. Grundlaget er: %(law)s"),
            law=ground.said_law.rstrip("."),
        )
    day = spoken.day_near(ground.given_on)
    if ground.is_by_representative:
        return voice.say(
            _("fordi der er sagt ja på dine vegne den %(day)s"),
            _("fordi der er sagt ja på %(citizens)s vegne den %(day)s"),
            day=day,
        )
    return voice.say(
        _("fordi du har sagt ja den %(day)s"), _("fordi %(citizen)s har sagt ja den %(day)s"), day=day
    )


def _until(until: datetime | None) -> str:
    if until is None:
        return _("Der er ingen slutdato.")
    return _("Det gælder til og med %s.") % spoken.full_day(spoken.last_day(until))


def _what_is_closed(cell: Cell, voice: Voice) -> list[str]:
    """What is closed for the same reason in one sentence; what they wrote themselves is said of each."""
    told = []
    groups: dict[tuple[Why, datetime | None], list[tuple[Part, Hindrance]]] = {}
    for part, missing in cell.closed:
        if part.id not in cell.wrote:
            groups.setdefault((missing.why, missing.at), []).append((part, missing))
    mine = [part for part, _ in cell.closed if part.id in cell.wrote]
    if mine:
        told.append(
            _("%(name)s ser kun det, %(name)s selv har skrevet i det, der hører til %(owners)s om %(area)s.")
            % {
                "name": cell.person.first,
                "owners": voice.owners(mine),
                "area": cell.area.said_short,
            }
        )
    told += [_closed([part for part, _ in group], group[0][1], cell, voice) for group in groups.values()]
    return told


def _closed(parts: list[Part], missing: Hindrance, cell: Cell, voice: Voice) -> str:
    words = {"name": cell.person.first, "owners": voice.owners(parts), "area": cell.area.said_short}
    if missing.why is Why.OUTSIDE:
        if cell.person.kind is Kind.REPRESENTATIVE:
            return voice.say(
                _("%(name)s ser ikke %(area)s: %(name)s handler ikke for dig om det."),
                _("%(name)s ser ikke %(area)s: %(name)s handler ikke for %(citizen)s om det."),
                **words,
            )
        return _("%(name)s ser ikke %(area)s: %(name)s arbejder ikke med det i planen.") % words
    if missing.why is Why.NO_LOGIN:
        return _("%(name)s ser ikke %(area)s: %(name)s kan ikke logge ind.") % words
    told = _("%(name)s ser ikke det, %(owners)s skriver om %(area)s:") % words
    return f"{told} {why_closed(missing, voice)}"


def why_closed(missing: Hindrance, voice: Voice) -> str:
    """What is missing, as the end of a sentence."""
    at = missing.at
    match missing.why:
        case Why.REFUSED if missing.ground is not None:
            return voice.say(
                _("du har sagt nej den %(day)s."),
                _("%(citizen)s har sagt nej den %(day)s."),
                day=spoken.day_near(missing.ground.given_on),
            )
        case Why.WITHDRAWN if at is not None:
            return _("det blev lukket den %s.") % spoken.day_near(at)
        case Why.LAPSED if at is not None:
            return voice.say(
                _("dit ja gjaldt til og med %(day)s."),
                _("%(citizens)s ja gjaldt til og med %(day)s."),
                day=spoken.full_day(spoken.last_day(at)),
            )
        case Why.BEGINS if at is not None:
            return voice.say(
                _("dit ja gælder først fra %(day)s."),
                _("%(citizens)s ja gælder først fra %(day)s."),
                day=spoken.full_day(at),
            )
        case Why.WAITING:
            return _("der mangler endnu et ja, før det åbner.")
        case Why.HEALTH:
            return voice.say(
                _("det kræver et særligt ja til helbred, og det har du ikke givet."),
                _("det kræver et særligt ja til helbred, og det har %(citizen)s ikke givet."),
            )
        case Why.ENDED:
            return _("planen er afsluttet.")
        case Why.OWN_ALONE:
            return _("et tilsyn åbner kun det, lederens egen afdeling har skrevet.")
    return voice.say(_("du har ikke sagt ja til det."), _("%(citizen)s har ikke sagt ja til det."))


def _titles(cell: Cell) -> list[str]:
    if not cell.titles:
        return []
    number = spoken.count(cell.titles, _("aftale"), _("aftaler"))
    return [
        _("%(name)s står selv for %(number)s om %(area)s og ser titel og dato, men ikke mere.")
        % {"name": cell.person.first, "number": number, "area": cell.area.said_short}
    ]


def _words_closed(words: Words, voice: Voice) -> str:
    name = words.person.first
    match words.hindrance.why if words.hindrance else Why.NEVER:
        case Why.NO_LOGIN:
            return _("%s læser den ikke og kan ikke logge ind.") % name
        case Why.NOT_THEIRS:
            return _("%s læser den ikke. Det gør pårørende, netværk og ledere aldrig her.") % name
        case Why.NARROWED:
            return voice.say(
                _("%(name)s læser den ikke: du har valgt, at kun den, der holder trådene, gør det."),
                _("%(name)s læser den ikke: det er valgt, at kun den, der holder trådene, gør det."),
                name=name,
            )
        case Why.ENDED:
            return _("%s læser den ikke: planen er afsluttet.") % name
    return voice.say(
        _("%(name)s læser den ikke: du har ikke sagt ja til, at %(name)s ser noget af det, andre skriver."),
        _("%(name)s læser den ikke: der er ikke sagt ja til, at %(name)s ser noget af det, andre skriver."),
        name=name,
    )
