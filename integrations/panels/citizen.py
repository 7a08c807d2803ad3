"""What has been sent where and when, for the citizen: it stays listed after a withdrawal."""

from dataclasses import dataclass, field
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from enplan.accounts.areas import every_area
from enplan.accounts.models import User
from enplan.web import spoken
from integrations.models import Delivery, Sent
from plans.models import JournalAddition, JournalNote
from plans.reading import Reading
from plans.withheld import not_told_of

NEWEST = 5
WHAT = {
    Delivery.Kind.PLAN: "Planen",
    Delivery.Kind.JOURNAL: "Et notat i journalen",
    Delivery.Kind.RECALL: "En rettelse om noget, der ikke handlede om dig",
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

    Without what would tell of a share that is withheld from them until a later day.
    """
    if not reading.standing.is_citizens_side:
        return []
    names = {area.pk: area.short_name for area in every_area()}
    withheld = not_told_of(reading.plan, at=reading.at)
    rows = Sent.objects.filter(delivery__plan=reading.plan).select_related("delivery__fagsystem__department")
    rows = rows.exclude(delivery__kind=Delivery.Kind.JOURNAL, delivery__document_id__in=_withheld(reading))
    found: dict[object, System] = {}
    for row in rows.order_by("-sent_at", "-number"):
        if not (reading.standing.is_citizen or _is_within(row, reading.standing.areas)):
            continue
        fagsystem = row.delivery.fagsystem
        since = withheld.get(fagsystem.department_id)
        if since is not None and row.sent_at >= since:
            continue
        system = found.setdefault(fagsystem.pk, System(fagsystem.name, fagsystem.department.name))
        system.sent.append(_in_words(row, names))
    return sorted(found.values(), key=lambda one: (one.department, one.name))


def _withheld(reading: Reading) -> list[UUID]:
    """Notes the citizen is not to know of yet, and what was added to them: nor that they were sent."""
    notes = JournalNote.objects.filter(section__plan=reading.plan, withheld_until__gt=reading.at)
    additions = JournalAddition.objects.filter(note__in=notes)
    return [*notes.values_list("pk", flat=True), *additions.values_list("pk", flat=True)]


def _is_within(row: Sent, areas: frozenset[str]) -> bool:
    return bool(row.areas) and set(row.areas) <= areas


def _in_words(row: Sent, names: dict[str, str]) -> str:
    """ "Planen, 5. marts: job · familie" """
    what = WHAT[Delivery.Kind(row.delivery.kind)]
    areas = " · ".join(names[key] for key in names if key in row.areas)
    return f"{what}, {spoken.day_near(row.sent_at)} kl. {spoken.clock_time(row.sent_at)}" + (
        f": {areas}" if areas else ""
    )
