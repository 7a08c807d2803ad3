"""What was typed and not saved, as a card: when, every text of it to read and copy, and until when it is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from enplan import clock
from enplan.web.unsaved.keys import BEFORE
from plans.models import UnsavedForm
from plans.services.unsaved import KEPT

TOLD = timedelta(days=7)  # before it is deleted the list says so


@dataclass(frozen=True)
class UnsavedCard:
    """`page` is empty where there is nothing to go on with there."""

    pk: UUID
    title: str
    owner: str  # whose plan; empty where that may not be told, or is one's own
    texts: list[str]
    saved_at: datetime
    page: str
    is_closed: bool
    is_set_aside: bool
    deleted_on: datetime | None


def unsaved_cards(
    rows: Iterable[UnsavedForm], open_plans: set[UUID], *, owners: Mapping[UUID, str]
) -> list[UnsavedCard]:
    """`owners`: the citizen's name for each plan where it is to be said."""
    return [_card(row, open_plans, owners) for row in rows]


def _card(row: UnsavedForm, open_plans: set[UUID], owners: Mapping[UUID, str]) -> UnsavedCard:
    is_closed = row.plan_id is not None and row.plan_id not in open_plans
    deleted_at = row.saved_at + KEPT
    return UnsavedCard(
        pk=row.pk,
        title=row.label or _("Uden overskrift"),
        owner="" if is_closed or row.plan_id is None else owners.get(row.plan_id, ""),
        texts=_written(row),
        saved_at=row.saved_at,
        page="" if is_closed or row.is_set_aside else row.page,
        is_closed=is_closed,
        is_set_aside=row.is_set_aside,
        deleted_on=deleted_at if deleted_at - clock.now() < TOLD else None,
    )


def _written(row: UnsavedForm) -> list[str]:
    """What they wrote, and not what stood there before: that may be another's, and closed to them by now."""
    texts = []
    for name in row.texts:
        before = [_plain(text) for text in row.fields.get(BEFORE + name, [])]
        texts += [text for text in row.fields.get(name, []) if text.strip() and _plain(text) not in before]
    return texts


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
