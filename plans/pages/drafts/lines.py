"""A draft as a card: what it is, where it stands, what it says, and what one may do with it."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from enplan.web import danish
from plans.lookups.drafts import Draft
from plans.models import Goal, JournalNote, Measure, Rating, Task, Withholding
from plans.reading import Reading
from plans.standing import Action


@dataclass(frozen=True)
class DraftCard:
    """Addresses are empty where one may not."""

    pk: UUID
    kind: str
    title: str
    text: str
    where: str
    written: str
    version: int
    edit: str
    publish: str
    move: str
    is_closed: bool
    withhold: str
    waits_for: str  # who was asked to approve that it is kept from the citizen


def draft_card(draft: Draft, reading: Reading, asking: Withholding | None = None) -> DraftCard:
    active = reading.plan.is_active
    publishes = reading.standing.may(Action.PUBLISH_DRAFT, draft)
    moves = reading.standing.may(Action.MOVE_DRAFT, draft)
    key = [reading.plan.pk, draft.pk]
    kind, title, text = said_of(draft)
    return DraftCard(
        pk=draft.pk,
        kind=kind,
        title=title,
        text=text,
        where=where_of(draft),
        written=danish.moment(draft.written_at),
        version=draft.version,
        edit=_edit(draft, reading) if active else "",
        publish=reverse("draft-publish", args=key) if active and publishes else "",
        move=reverse("draft-move", args=key) if active and moves and not publishes else "",
        is_closed=not publishes,
        withhold=reverse("withhold", args=key)
        if active and asking is None and reading.standing.may(Action.WITHHOLD, draft)
        else "",
        waits_for=asking.asked_of.name if asking else "",
    )


def said_of(thing: Draft) -> tuple[str, str, str]:
    """What kind of thing it is, its title and its text."""
    match thing:
        case Goal():
            return "Mål", thing.title, thing.why
        case Task():
            return "Aftale", thing.title, ""
        case Measure():
            return "Indsats", thing.title, thing.extent
        case JournalNote():
            return "Notat", thing.title, thing.text
    value = "ved ikke" if thing.value is None else f"{thing.value} af 10"
    return "Vurdering", f"Trivsel: {value}", thing.note


def where_of(thing: Draft) -> str:
    """ "Bolig · Socialafdelingen" """
    if thing.section is None:
        return "Trivsel i det hele taget"
    owner = thing.section.owner.name if thing.section.owner else "borgerens egen del"
    return f"{thing.section.area.name} · {owner}"


def _edit(draft: Draft, reading: Reading) -> str:
    key, may = [reading.plan.pk, draft.pk], reading.standing.may
    match draft:
        case Goal() if may(Action.EDIT_GOAL, draft):
            return reverse("workspace-goal-edit", args=key)
        case Task() if may(Action.EDIT_TASK, draft):
            return reverse("workspace-task-edit", args=key)
        case Measure() if may(Action.EDIT_MEASURE, draft):
            return reverse("workspace-measure-edit", args=key)
        case JournalNote() if may(Action.EDIT_NOTE_DRAFT, draft):
            return reverse("workspace-journal-edit", args=key)
        case Goal() | Task() | Measure() | JournalNote() | Rating():
            return ""
