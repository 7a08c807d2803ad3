"""Connections in words, for an administrator: numbers, codes and ids, and what the environment lacks."""

from dataclasses import dataclass
from datetime import datetime

from enplan.web import danish
from integrations.adapters.registry import connection_of
from integrations.board.sentences import trouble_with
from integrations.connections.details import SECRETS
from integrations.connections.scoped import Numbers
from integrations.models import Delivery, Fagsystem
from integrations.panels.wording import NO_LINE, reason
from integrations.port import Answer, Outcome

SAID = {
    Delivery.State.UNKNOWN: "uafklaret",
    Delivery.State.REJECTED: "afvist",
    Delivery.State.GIVEN_UP: "ikke svaret i ti dage",
    Delivery.State.WAITING: "på vej",
    Delivery.State.SENT: "venter på kvittering",
    Delivery.State.DELIVERED: "fremme",
    Delivery.State.DROPPED: "opgivet",
}


@dataclass(frozen=True)
class ConnectionLine:
    """One connection on the list."""

    connection: Fagsystem
    adapter: str
    numbers: str
    trouble: str


@dataclass(frozen=True)
class StuckLine:
    """One delivery that no longer moves: its id, and why in a word."""

    id: str
    said: str


def connection_line(connection: Fagsystem, numbers: Numbers, *, at: datetime) -> ConnectionLine:
    counted = [f"{numbers.by_state[key]} {said}" for key, said in SAID.items() if key in numbers.by_state]
    return ConnectionLine(
        connection=connection,
        adapter=Fagsystem.Adapter(connection.adapter).label,
        numbers=", ".join(counted) or "intet sendt endnu",
        trouble=trouble_with(connection.name, connection.failure_code, connection.paused_until, at=at),
    )


def stuck_line(row: Delivery) -> StuckLine:
    why = f": {reason(row.error_code)}" if row.state == Delivery.State.REJECTED else ""
    return StuckLine(
        str(row.pk), f"{SAID[Delivery.State(row.state)]}{why}, siden {danish.moment(row.changed_at)}"
    )


def missing_secrets(connection: Fagsystem) -> list[str]:
    """Names of environment variables that are not set; never what they hold."""
    found = connection_of(connection)
    names = [name for name in SECRETS[connection.adapter] if not found.secret(name)]
    return [f"{connection.credentials}_{name.upper()}" for name in names]


def check_in_words(connection: Fagsystem, answer: Answer) -> str:
    """What came of a test."""
    if answer.outcome is Outcome.ACCEPTED:
        return f"{connection.name} svarer og giver adgang. Der er ikke sendt noget om nogen."
    if answer.code in NO_LINE:
        return NO_LINE[answer.code].format(system=connection.name)
    if answer.outcome is Outcome.REJECTED:
        return f"{connection.name} svarer, men {reason(answer.code)}."
    if answer.code == "bad_answer":
        return f"{connection.name} svarer med noget andet end ventet. Er adressen rigtig?"
    return f"{connection.name} svarer ikke ({answer.code})."
