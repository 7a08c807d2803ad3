"""The citizen's receipt on paper: what was noted for them of one letter, call or visit, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from enplan.web import danish
from plans.lookups.noted import Noted
from plans.pages.noting.lines import said_in
from plans.prints.phrases import shortened, whole
from plans.reading import Reading


@dataclass(frozen=True)
class ReceiptPrint:
    title: str
    author: str
    name: str
    told: str
    lines: tuple[tuple[str, str], ...]  # what, and what it says
    contact: str
    copy: str


def receipt(reading: Reading, noted: Sequence[Noted]) -> ReceiptPrint:
    """`noted` is of one letter, call or visit, and is not empty."""
    row, citizen = noted[0].row, reading.plan.citizen
    coordinator = reading.coordinator
    contact = [coordinator.user.name, coordinator.user.phone] if coordinator else []
    said = (said_in(one.thing, reading) for one in noted)
    how = {"letter": "Du skrev", "call": "Du fortalte i telefonen", "visit": "Du fortalte, da vi mødtes,"}
    return ReceiptPrint(
        title=f"Kvittering, {shortened(citizen.name, 120)}",
        author=settings.MUNICIPALITY,
        name=whole(citizen.name),
        told=whole(
            f"{how[row.how]} {danish.full_day(row.told_on)}. {reading.name_of(row.by)} har noteret det for dig."
        ),
        lines=tuple((whole(what), whole(text)) for what, text in said),
        contact=whole(", tlf. ".join(filter(None, contact))),
        copy=f"Udskrevet {danish.full_day(reading.at)} kl. {danish.clock_time(reading.at)}",
    )
