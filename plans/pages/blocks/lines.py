"""Somebody who is kept out, as a line: who, since when, noted by whom, and whether one may let them in again."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.models import BlockedPerson
from plans.pages.blocks.place import Place
from plans.standing import Action


@dataclass(frozen=True)
class BlockLine:
    """`lift` is an address, empty where only the citizen may."""

    name: str
    department: str
    said: str
    lift: str


def block_lines(blocks: Iterable[BlockedPerson], place: Place) -> list[BlockLine]:
    return [block_line(block, place) for block in blocks]


def block_line(block: BlockedPerson, place: Place) -> BlockLine:
    may = place.reading.standing.may(Action.LIFT_BLOCK, block)
    return BlockLine(
        name=block.user.name,
        department=named(block.user.department or ""),
        said=_("Siden %(day)s. Noteret af %(who)s.")
        % {"day": spoken.full_day(block.noted_at), "who": _who(block, place)},
        lift=place.lift_address(block.pk) if may else "",
    )


def _who(block: BlockedPerson, place: Place) -> str:
    if block.noted_by_id == place.user.pk:
        return _("dig")
    return block.noted_by.name
