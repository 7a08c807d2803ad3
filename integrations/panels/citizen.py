"""What has been sent where and when, for the citizen: it stays listed after a withdrawal."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from enplan.accounts.areas import every_area
from enplan.accounts.models import User
from enplan.web import spoken
from enplan.web.parts_in_danish import named
from integrations.models import Delivery, Sent
from plans.models import Goal, JournalAddition, JournalNote, Measure, Misfiling, Rating, Task
from plans.reading import Reading
from plans.withheld import not_told_of

NEWEST = 5
WHAT = {
    Delivery.Kind.PLAN: _("Planen"),
    Delivery.Kind.JOURNAL: _("Et notat i journalen"),
    Delivery.Kind.SUMMARY: _("Et referat af et møde"),
    Delivery.Kind.RECALL: _("En rettelse om noget, der ikke handlede om dig"),
}


@dataclass
class System:
    """A system and what it has been sent, newest first."""

    name: str
    department: str
    sent: list[str] = field(default_factory=list)

    @property
    def newest(self) -> list[str]:
        return self.sent[:NEWEST]

    @property
    def older(self) -> list[str]:
        return self.sent[NEWEST:]


def sent_panel(_user: User, reading: Reading) -> SafeString | None:
    """None while nothing has been sent."""
    systems = systems_sent_to(reading)
    context = {"systems": systems, "is_own": reading.standing.is_citizen}
    return render_to_string("integrations/sent_panel.html", context) if systems else None


def systems_sent_to(reading: Reading) -> list[System]:
    """Everything for the citizen; for who acts for them, what held nothing but their own areas.

    Without what would tell of a share, or of something in the plan, that is withheld from them until a later day.
    """
    if not reading.standing.is_citizens_side:
        return []
    names = {area.pk: area.said_short for area in every_area()}
    withheld = not_told_of(reading.plan, at=reading.at)
    rows = Sent.objects.filter(delivery__plan=reading.plan).select_related("delivery__fagsystem__department")
    rows = rows.exclude(delivery__kind=Delivery.Kind.JOURNAL, delivery__document_id__in=_withheld(reading))
    rows = rows.exclude(delivery__kind=Delivery.Kind.RECALL, delivery__document_id__in=_never_shown(reading))
    untold = _untold_areas(reading)
    found: dict[object, System] = {}
    for row in rows.order_by("-sent_at", "-number"):
        if not (reading.standing.is_citizen or _is_within(row, reading.standing.areas)):
            continue
        fagsystem = row.delivery.fagsystem
        since = withheld.get(fagsystem.department_id)
        if since is not None and row.sent_at >= since:
            continue
        areas = [key for key in row.areas if key not in untold or row.sent_at < untold[key]]
        if row.areas and not areas:
            continue
        system = found.setdefault(
            fagsystem.pk, System(named(fagsystem.name), named(fagsystem.department.name))
        )
        system.sent.append(_in_words(row, areas, names))
    return sorted(found.values(), key=lambda one: (one.department, one.name))


def _withheld(reading: Reading) -> list[UUID]:
    """Notes the citizen is not to know of yet, and what was added to them: nor that they were sent."""
    notes = JournalNote.objects.filter(section__plan=reading.plan, withheld_until__gt=reading.at)
    additions = JournalAddition.objects.filter(note__in=notes)
    return [*notes.values_list("pk", flat=True), *additions.values_list("pk", flat=True)]


def _never_shown(reading: Reading) -> QuerySet[Any, Any]:
    """What was taken out before the citizen could see it: nor that a correction was sent."""
    return Misfiling.objects.filter(plan=reading.plan, was_shown_to_citizen=False).values("thing_id")


def _untold_areas(reading: Reading) -> dict[str, datetime]:
    """Areas of the plan in which all that stands is withheld from the citizen's side, and since when."""
    seen = {item.section.area_id for item in (*reading.goals, *reading.tasks, *reading.measures)}
    seen |= {rating.section.area_id for rating in reading.newest_ratings if rating.section is not None}
    found: dict[str, datetime] = {}
    for model in (Goal, Task, Measure, Rating):
        rows = model._default_manager.filter(section__plan=reading.plan, withheld_until__gt=reading.at)
        for area, since in rows.values_list("section__area", "written_at"):
            if area not in seen:
                found[area] = min(since, found.get(area, since))
    return found


def _is_within(row: Sent, areas: frozenset[str]) -> bool:
    return bool(row.areas) and set(row.areas) <= areas


def _in_words(row: Sent, keys: Collection[str], names: dict[str, str]) -> str:
    """ "Planen, 5. marts: job · familie" """
    what = WHAT[Delivery.Kind(row.delivery.kind)]
    areas = " · ".join(names[key] for key in names if key in keys)
    return f"{what}, {spoken.moment(row.sent_at)}" + (f": {areas}" if areas else "")
