"""A cell in two or three words, for the table; and a whole row in a sentence, for the list of people on a phone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.pages.who_sees.wording import Voice
from plans.who_sees.hindrances import Hindrance, Why
from plans.who_sees.openings import Opening
from plans.who_sees.people import Person
from plans.who_sees.whole import Cell, Words

YES, SOME, NO = "yes", "some", "no"  # how a cell is marked, beside its words


@dataclass(frozen=True)
class ShownCell:
    """A state in the table (`short`) and on a page of its own (`said`), and the reason or until when (`why`).

    `anchor`: where the sentences stand on the person's page; "" where there is nothing more to say.
    """

    mark: str
    short: str
    said: str
    why: str
    part: str = ""  # of what is open in part: whose writing
    anchor: str = ""


def shown_cell(cell: Cell, voice: Voice) -> ShownCell:
    mark, short, said = _state(cell)
    return ShownCell(
        mark=mark,
        short=short,
        said=said,
        why=_why(cell),
        part=_("det, %s skriver") % _whose(cell, voice) if _is_in_part(cell) else "",
        anchor="" if is_outside(cell) else f"omraade-{cell.area.pk}",
    )


def shown_words(words: Words) -> ShownCell:
    if words.opening is None:
        return ShownCell(NO, _("Nej"), _("Læser den ikke"), "", anchor="droem")
    return ShownCell(YES, _("Ja"), _("Læser den"), _until(words.opening), anchor="droem")


def what_they_see(cells: tuple[Cell, ...], person: Person, voice: Voice) -> str:
    """ "Ser bolig og job. Af økonomi kun det, Jobcentret skriver." """
    if not person.can_log_in:
        return _("Kan ikke logge ind og ser ikke noget.")
    whole = [cell.area.said_short for cell in cells if _state(cell)[0] == YES]
    in_part: dict[str, list[str]] = {}
    for cell in cells:
        if _state(cell)[0] == SOME:
            in_part.setdefault(_seen_of(cell, voice), []).append(cell.area.said_short)
    said = [_("Ser %s.") % spoken.listing(whole)] if whole else []
    said += [
        _("Af %(areas)s: %(part)s.") % {"areas": spoken.listing(areas), "part": part}
        for part, areas in in_part.items()
    ]
    return " ".join(said) or _("Ser ikke noget lige nu.")


def _seen_of(cell: Cell, voice: Voice) -> str:
    """What they see of an area that is not all open to them."""
    if cell.open:
        return _("kun det, %s skriver") % _whose(cell, voice)
    if cell.wrote:
        return _("kun det, %s selv har skrevet") % cell.person.first
    return _("kun titler på egne aftaler")


def _is_in_part(cell: Cell) -> bool:
    return bool(cell.open and cell.closed)


def _whose(cell: Cell, voice: Voice) -> str:
    return voice.owners([part for part, _opening in cell.open])


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _state(cell: Cell) -> tuple[str, str, str]:
    if cell.open and not cell.closed:
        return YES, _("Ja"), _("Ser det")
    if cell.open and cell.sees_others:
        return SOME, _("Noget"), _("Ser noget")
    if cell.open or cell.wrote:
        return SOME, _("Eget"), _("Ser kun sit eget")
    if cell.titles:
        return SOME, _("Titler"), _("Ser kun titler")
    return NO, _("Nej"), _("Ser det ikke")


def is_outside(cell: Cell) -> bool:
    """Nothing to say but that the person has nothing to do with the area, or cannot log in at all."""
    nothing = (Why.OUTSIDE, Why.NO_LOGIN)
    return _state(cell)[0] == NO and all(missing.why in nothing for _part, missing in cell.closed)


def _why(cell: Cell) -> str:
    """Until when what is open by a ground stays open; otherwise what is missing."""
    ends = [opening.until for _part, opening in cell.open if opening.until is not None]
    if ends:
        return _("til og med %s") % spoken.short_day(spoken.last_day(min(ends)))
    if cell.open and not cell.closed:
        return ""
    return _missing([hindrance for _part, hindrance in cell.closed])


def _missing(hindrances: list[Hindrance]) -> str:
    reasons = {hindrance.why for hindrance in hindrances}
    for why, said in (
        (Why.NO_LOGIN, _("intet login")),
        (Why.OUTSIDE, _("ikke deres område")),
        (Why.ENDED, _("planen er slut")),
        (Why.REFUSED, _("der er sagt nej")),
        (Why.WITHDRAWN, _("lukket igen")),
        (Why.LAPSED, _("udløbet")),
        (Why.BEGINS, _("åbner senere")),
        (Why.WAITING, _("mangler et ja")),
        (Why.HEALTH, _("intet ja til helbred")),
        (Why.NEVER, _("intet ja")),
    ):
        if why in reasons:
            return said
    return ""


def _until(opening: Opening) -> str:
    if opening.until is None:
        return ""
    return _("til og med %s") % spoken.short_day(spoken.last_day(opening.until))
