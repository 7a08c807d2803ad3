"""The board in sentences: where each thing is, since when, when it is tried again, and what to do about it."""

from dataclasses import dataclass
from datetime import datetime

from enplan.web import danish
from integrations.board.standings import SystemStanding
from integrations.circuits import is_paused
from integrations.dealing import may_be_given_up, needs_an_answer
from integrations.models import Delivery
from integrations.panels.wording import LOOK_THERE, NO_LINE, WHAT_TO_DO, reason

THINGS = {
    Delivery.Kind.PLAN: ("planen", "den"),
    Delivery.Kind.JOURNAL: ("et notat", "det"),
    Delivery.Kind.SUMMARY: ("et referat", "det"),
    Delivery.Kind.RECALL: ("en rettelse om forkert borger", "den"),
}


@dataclass(frozen=True)
class BoardLine:
    """One delivery as it stands on the board. `words` are the system's own."""

    delivery: Delivery
    said: str
    words: str
    to_do: str
    since: str
    is_asked: bool  # whether it arrived
    can_try: bool
    can_give_up: bool


@dataclass(frozen=True)
class BoardSystem:
    """One connection on the board."""

    name: str
    department: str
    summary: str
    trouble: str  # why nothing goes to it at all
    needs: list[BoardLine]
    moves: list[BoardLine]
    more: int


def board_system(one: SystemStanding, *, at: datetime) -> BoardSystem:
    system = one.system
    return BoardSystem(
        name=system.name,
        department=str(system.department),
        summary=_summary(one),
        trouble=trouble_with(system.name, system.failure_code, system.paused_until, at=at),
        needs=[board_line(row) for row in one.needs],
        moves=[board_line(row) for row in one.moves],
        more=one.not_shown,
    )


def trouble_with(name: str, code: str, paused_until: datetime | None, *, at: datetime) -> str:
    """Empty while things go."""
    if paused_until is None or not is_paused(paused_until, at):
        return ""
    said = NO_LINE.get(code, "{system} svarer ikke.").format(system=name)
    return f"{said} Vi prøver igen {danish.moment(paused_until)}."


def board_line(row: Delivery) -> BoardLine:
    is_refused = row.state == Delivery.State.REJECTED
    is_asked = needs_an_answer(row)
    tried = row.state == Delivery.State.WAITING and row.attempts > 0
    return BoardLine(
        delivery=row,
        said=sentence(row),
        words=row.words if is_refused else "",
        to_do=to_do(row),
        since=f"Siden {danish.moment(row.changed_at)}",
        is_asked=is_asked,
        can_try=not is_asked and (is_refused or row.state == Delivery.State.GIVEN_UP or tried),
        can_give_up=not is_asked and may_be_given_up(row),
    )


def sentence(row: Delivery) -> str:
    """ "Fasit har planen fra i går kl. 14. Den nye er på vej." """
    system = row.fagsystem.name
    what, it = THINGS[Delivery.Kind(row.kind)]
    has = ""
    if row.kind == Delivery.Kind.PLAN and row.delivered_at and row.number:
        has = f"{system} har planen fra {danish.moment(row.delivered_at)}. "
        what = "den nye"
    match row.state:
        case Delivery.State.WAITING:
            said = _waiting(row, what, system)
        case Delivery.State.SENT:
            when = danish.moment(row.delivered_at) if row.delivered_at else ""
            return _start(
                f"{THINGS[Delivery.Kind(row.kind)][0]} er sendt {when}. {system} har ikke kvitteret endnu."
            )
        case Delivery.State.REJECTED:
            said = f"{what} er afvist: {reason(row.error_code)}."
        case Delivery.State.UNKNOWN if row.error_code == "no_receipt":
            return (
                f"{_start(THINGS[Delivery.Kind(row.kind)][0])} er sendt, men {system} har aldrig kvitteret."
            )
        case Delivery.State.UNKNOWN:
            said = f"vi ved ikke, om {what} nåede frem til {system}."
        case Delivery.State.GIVEN_UP:
            said = f"{what} er ikke kommet frem: {system} har ikke svaret i ti dage."
        case _:
            said = f"{system} har {it}."
    return has + _start(said)


def to_do(row: Delivery) -> str:
    """What a person can do; empty while it moves by itself."""
    if row.state == Delivery.State.REJECTED:
        return WHAT_TO_DO.get(row.error_code, LOOK_THERE)
    if needs_an_answer(row):
        return f"Se efter i {row.fagsystem.name}: står der noget med mærket {mark(row)}?"
    return ""


def mark(row: Delivery) -> str:
    """How the sending is known there: enough of our reference to find it by."""
    return f"EnPlan:{str(row.reference)[:8]}" if row.reference else "EnPlan"


def _waiting(row: Delivery, what: str, system: str) -> str:
    if not row.attempts:
        return f"{what} er på vej til {system}." if what != "den nye" else "den nye er på vej."
    when = danish.moment(max(row.next_try_at, row.fagsystem.paused_until or row.next_try_at))
    if row.reference is not None:
        return f"svaret udeblev. Vi ser efter, om {what} nåede frem, {when}."
    return f"{what} er ikke kommet frem endnu. Vi prøver igen {when}."


def _summary(one: SystemStanding) -> str:
    """ "2 venter på dig, 1 er på vej, 14 er fremme." """
    needs = sum(one.counts.get(state, 0) for state in Delivery.STUCK)
    waiting = one.counts.get(Delivery.State.WAITING, 0)
    sent = one.counts.get(Delivery.State.SENT, 0)
    arrived = one.counts.get(Delivery.State.DELIVERED, 0)
    dropped = one.counts.get(Delivery.State.DROPPED, 0)
    parts = [
        f"{needs} venter på en af jer" if needs else "",
        f"{waiting} er på vej" if waiting else "",
        f"{sent} venter på kvittering" if sent else "",
        f"{arrived} er fremme" if arrived else "",
        f"{dropped} er opgivet" if dropped else "",
    ]
    said = ", ".join(filter(None, parts))
    last = f" Senest {danish.moment(one.delivered_at)}." if one.delivered_at else ""
    return f"{said}.{last}"


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]
