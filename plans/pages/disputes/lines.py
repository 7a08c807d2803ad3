"""A disagreement in words: what it is about, each view and whose it is, and how it ended. For staff and citizens."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.lookups.disagreements import Dispute
from plans.models import Disagreement, DisagreementView, Settlement
from plans.reading import Reading
from plans.reading_people import SOMEBODY


@dataclass(frozen=True)
class DisputeLine:
    """One line on the plan's page. `about` is the area's name where it is about no goal."""

    pk: UUID
    about: str
    said: str
    is_open: bool


@dataclass(frozen=True)
class ViewLine:
    """What one holds. `is_own`: the citizen's side; `is_mine`: the reader's."""

    by: str
    when: str
    text: str
    is_own: bool
    is_mine: bool


@dataclass(frozen=True)
class SettlementLine:
    how: str
    text: str
    facts: str


def dispute_line(dispute: Dispute, reading: Reading) -> DisputeLine:
    disagreement = dispute.disagreement
    count = len(dispute.views)
    said = _("1 syn") if count == 1 else _("%d syn") % count
    when = spoken.day_near(dispute.views[0].written_at)
    if disagreement.settled_at is not None:
        said = _("Afsluttet %s") % spoken.day_near(disagreement.settled_at)
    else:
        said = f"{said} · {_('siden %s') % when}"
    return DisputeLine(disagreement.pk, heading(dispute, reading), said, disagreement.is_open)


def about(disagreement: Disagreement) -> str:
    return disagreement.of.title if disagreement.of else disagreement.section.area.name


def heading(dispute: Dispute, reading: Reading) -> str:
    """What it is about, if the reader still sees that: who wrote a view keeps it when the goal closes."""
    disagreement = dispute.disagreement
    if disagreement.of is not None and not reading.sees_what_it_is_about(dispute):
        return disagreement.section.area.name
    return about(disagreement)


def view_lines(dispute: Dispute, reading: Reading) -> list[ViewLine]:
    return [
        ViewLine(
            by=holder_of(view, reading),
            when=spoken.day_near(view.written_at),
            text=view.text,
            is_own=view.section.is_citizens,
            is_mine=view.written_by_id == reading.user.pk,
        )
        for view in dispute.views
    ]


def holder_of(view: DisagreementView, reading: Reading) -> str:
    """The citizen, who acts for them, or the professional with the department, as the reader may know them."""
    name = reading.name_of(view.written_by)
    if view.is_by_representative:
        return _("%(who)s for %(citizen)s") % {
            "who": name,
            "citizen": spoken.first_name(reading.plan.citizen.name),
        }
    if view.section.is_citizens:
        return _("Dig") if view.written_by_id == reading.user.pk else name
    owner = view.section.owner.name if view.section.owner else ""
    return owner if name == SOMEBODY else f"{name}, {owner}"


def settlement_lines(dispute: Dispute, reading: Reading) -> list[SettlementLine]:
    return [_settlement(one, reading) for one in dispute.settlements]


def _settlement(settlement: Settlement, reading: Reading) -> SettlementLine:
    by = reading.name_of(settlement.by)
    how = {
        Settlement.How.LEADER: _("En leder har besluttet"),
        Settlement.How.AGREED: _("Teamet er blevet enigt"),
        Settlement.How.STILL: _("Der er fortsat uenighed"),
    }[Settlement.How(settlement.how)]
    facts = [f"{_name(by)}, {spoken.day_near(settlement.at)}"]
    if settlement.takes_effect_on is not None:
        facts.append(_("gælder fra %s") % spoken.day_near(settlement.takes_effect_on))
    if settlement.responsible is not None:
        facts.append(_("%s sørger for det") % _name(reading.name_of(settlement.responsible)))
    return SettlementLine(how, settlement.text, " · ".join(facts))


def _name(name: str) -> str:
    return _("en anden i kommunen") if name == SOMEBODY else name
