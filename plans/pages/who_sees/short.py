"""A cell in two or three words, for the table; and a whole row in a sentence, for the list of people on a phone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from enplan.web import spoken
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
    anchor: str = ""


def shown_cell(cell: Cell) -> ShownCell:
    mark, short, said = _state(cell)
    return ShownCell(
        mark=mark,
        short=short,
        said=said,
        why=_why(cell),
        anchor="" if is_outside(cell) else f"omraade-{cell.area.pk}",
    )


def shown_words(words: Words) -> ShownCell:
    if words.opening is None:
        return ShownCell(NO, _("Nej"), _("Læser den ikke"), "", anchor="droem")
    return ShownCell(YES, _("Ja"), _("Læser den"), _until(words.opening), anchor="droem")


def what_they_see(cells: tuple[Cell, ...], person: Person) -> str:
    """ "Ser bolig og job. Ser noget af økonomi." """
    if not person.can_log_in:
        return _("Kan ikke logge ind og ser ikke noget.")
    by_mark: dict[str, list[str]] = {}
    for cell in cells:
        by_mark.setdefault(_state(cell)[0], []).append(cell.area.short_name)
    said = []
    if YES in by_mark:
        said.append(_("Ser %s.") % spoken.listing(by_mark[YES]))
    if SOME in by_mark:
        said.append(_("Ser noget af %s.") % spoken.listing(by_mark[SOME]))
    return " ".join(said) or _("Ser ikke noget lige nu.")


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
        return _("til %s") % spoken.short_day(spoken.last_day(min(ends)))
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
    return _("til %s") % spoken.short_day(spoken.last_day(opening.until))
