"""How far a fagsystem is, as sentences for those who work on the plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from enplan.web import danish
from integrations.models import Delivery

# Why a system refused, by the adapters' codes.
REASONS = {
    "closed_case": "sagen er lukket",
    "no_open_case": "borgeren har ingen åben sag",
    "forbidden": "Én plan har ikke lov til at skrive på sagen",
    "not_found": "sagen findes ikke",
    "no_citizen": "borgeren findes ikke",
    "unknown_kle": "KLE-nummeret findes ikke",
    "no_receiver": "ingen modtager det dér",
    "not_set_up": "forbindelsen er sat forkert op",
}
# What a person can do about it, by the same codes.
WHAT_TO_DO = {
    "closed_case": "Åbn sagen dér, eller opret en ny, og prøv igen.",
    "no_open_case": "Opret en sag på borgeren dér, og prøv igen.",
    "forbidden": "Bed en administrator om at give Én plan adgang til sagen.",
    "not_found": "Se efter, om sagen er flyttet eller slettet dér.",
    "no_citizen": "Se efter, om borgeren har fået et nyt CPR-nummer.",
    "unknown_kle": "En administrator skal rette KLE-nummeret på forbindelsen.",
    "no_receiver": "En administrator skal rette modtageren på forbindelsen.",
    "not_set_up": "En administrator skal rette forbindelsen.",
}
LOOK_THERE = "Se på sagen dér, og prøv igen."
# Why nothing goes to a system at all.
NO_LINE = {
    "credentials": "{system} afviser Én plans adgang. En administrator skal rette den.",
    "certificate": "Certifikatet til {system} er udløbet eller ikke godkendt. En administrator skal se på det.",
    "no_token": "{system} giver ikke Én plan adgang lige nu.",
    "http_429": "{system} har bedt om en pause.",
}
OTHER_REASON = "systemet tog ikke imod"
# What waits for a person stands before what moves by itself.
ORDER = [
    Delivery.State.UNKNOWN,
    Delivery.State.REJECTED,
    Delivery.State.GIVEN_UP,
    Delivery.State.WAITING,
    Delivery.State.SENT,
    Delivery.State.DROPPED,
    Delivery.State.DELIVERED,
]


# What else is sent, one and more, and what is said after it.
OTHERS: dict[str, tuple[str, str, str]] = {
    Delivery.Kind.SUMMARY: ("referat", "referater", ""),
    Delivery.Kind.RECALL: ("rettelse", "rettelser", " om forkert borger"),
}


@dataclass(frozen=True)
class Standing:
    """How far one system is with its deliveries of one kind and state."""

    kind: str
    state: str
    error_code: str
    how_many: int
    delivered_at: datetime | None  # the latest
    next_try_at: datetime
    attempts: int
    is_unsettled: bool  # the last sending may have arrived


def sentences(standings: Iterable[Standing], *, system: str) -> list[str]:
    """First of the plan, then of the notes that have not arrived; of notes alone, that all have."""
    rows = sorted(standings, key=lambda one: ORDER.index(Delivery.State(one.state)))
    plan = [of_plan(one, system) for one in rows if one.kind == Delivery.Kind.PLAN]
    notes = [one for one in rows if one.kind == Delivery.Kind.JOURNAL]
    pending = [of_notes(one, system) for one in notes if one.state != Delivery.State.DELIVERED]
    others = [one for one in rows if one.kind in OTHERS and one.state != Delivery.State.DELIVERED]
    pending += [of_others(one, system) for one in others]
    if plan or pending:
        return plan + pending
    return _all_notes(notes)


def of_plan(one: Standing, system: str) -> str:
    """ "har den nyeste, i dag kl. 14.02" """
    match one.state:
        case Delivery.State.DELIVERED:
            if one.delivered_at is None:
                return "skal ikke have noget af planen nu"
            return f"har den nyeste, {danish.moment(one.delivered_at)}"
        case Delivery.State.WAITING:
            return _on_its_way(one) + (
                f"; har den fra {danish.moment(one.delivered_at)}" if one.delivered_at else ""
            )
    return _stuck(one, system)


def of_notes(one: Standing, system: str) -> str:
    """ "2 notater: på vej, prøver igen i dag kl. 14.30" """
    how = _on_its_way(one) if one.state == Delivery.State.WAITING else _stuck(one, system)
    return f"{danish.count(one.how_many, 'notat', 'notater')}: {how}"


def of_others(one: Standing, system: str) -> str:
    """ "1 rettelse om forkert borger: på vej" """
    how = _on_its_way(one) if one.state == Delivery.State.WAITING else _stuck(one, system)
    singular, plural, about = OTHERS[one.kind]
    return f"{danish.count(one.how_many, singular, plural)}{about}: {how}"


def reason(code: str) -> str:
    return REASONS.get(code, OTHER_REASON)


def _all_notes(notes: Sequence[Standing]) -> list[str]:
    arrived = [one.delivered_at for one in notes if one.delivered_at]
    return [f"har alle notater, {danish.moment(max(arrived))}"] if arrived else []


def _on_its_way(one: Standing) -> str:
    if not one.attempts:
        return "på vej"
    when = danish.moment(one.next_try_at)
    if one.is_unsettled:
        return f"svaret udeblev, ser efter, om det nåede frem, {when}"
    return f"på vej, prøver igen {when}"


def _stuck(one: Standing, system: str) -> str:
    match one.state:
        case Delivery.State.REJECTED:
            return f"afvist: {reason(one.error_code)} — se på sagen i {system}"
        case Delivery.State.GIVEN_UP:
            return f"opgivet: {system} har ikke svaret i ti dage"
        case Delivery.State.SENT:
            return "sendt, venter på kvittering"
        case Delivery.State.DROPPED:
            return "opgivet af en medarbejder"
    return f"uafklaret, om det nåede frem — se efter i {system}"
