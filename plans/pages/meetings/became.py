"""What a decision became in the plan, told at the meeting; and the meeting, told where what it became stands."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.models import Decision
from plans.reading import Reading

ANCHORS = {"task": "aftale", "goal": "maal", "measure": "indsats"}


@dataclass(frozen=True)
class Linked:
    """`address`: empty where there is no page for it."""

    text: str
    address: str


def became_of(decision: Decision, reading: Reading, *, is_professional: bool) -> Linked | None:
    """ "Blev til en aftale", leading to it on the team's page; None where nothing is made of it."""
    said = {
        Decision.Became.TASK: _("Blev til en aftale"),
        Decision.Became.GOAL: _("Blev til et mål"),
        Decision.Became.MEASURE: _("Blev til en indsats"),
        Decision.Became.FOLLOW_UP: _("Blev til en opfølgning"),
    }
    if decision.became not in said:
        return None
    anchor = ANCHORS.get(decision.became, "")
    thing = getattr(decision, f"{decision.became}_id")
    home = reverse("workspace", args=[reading.plan.pk])
    address = f"{home}#{anchor}-{thing}" if is_professional and anchor else ""
    return Linked(said[Decision.Became(decision.became)], address)


def origin_of(thing_id: UUID, reading: Reading) -> Linked | None:
    """ "Besluttet på mødet 8. juni", for who reads the decision."""
    decision = reading.decided.get(thing_id)
    if decision is None:
        return None
    text = _("Besluttet på mødet %s") % spoken.day_near(decision.meeting.at)
    return Linked(text, reverse("meeting", args=[reading.plan.pk, decision.meeting_id]))
