"""What the nightly job has deleted, in words."""

from dataclasses import dataclass
from datetime import datetime

from enplan.audit.models import Deletion
from enplan.web import danish

CALLED = {
    "look": ("linje", "linjer"),
    "lookquestion": ("spørgsmål om kig", "spørgsmål om kig"),
    "conversationdraft": (
        "samtale om samtykke, der ikke blev godkendt",
        "samtaler om samtykke, der ikke blev godkendt",
    ),
    "searchflag": ("usædvanlig søgning", "usædvanlige søgninger"),
}


@dataclass(frozen=True)
class DeletionLine:
    """One night's deletion of one kind."""

    at: datetime
    told: str


def deletion_line(deletion: Deletion) -> DeletionLine:
    return DeletionLine(
        deletion.at, danish.count(deletion.amount, *CALLED.get(deletion.thing, (deletion.thing,) * 2))
    )
