"""Meetings as lines of what waits: one to get ready for, and one that is due and nobody has called."""

from datetime import date

from django.urls import reverse

from enplan.web import danish
from plans.meetings_due import DueMeeting
from plans.models import Meeting
from plans.pages.caseload.line import WaitingLine


def meeting_line(meeting: Meeting, today: date) -> WaitingLine:
    """One has been asked to come to it, in the next weeks."""
    when = f"{danish.near(meeting.at, today=today)} kl. {danish.clock_time(meeting.at)}"
    where = reverse("meeting", args=[meeting.plan_id, meeting.pk])
    return WaitingLine(
        meeting.plan.citizen.name, meeting.kind.name, when, "soon", where, next_step="Forbered mødet"
    )


def meeting_due_line(due: DueMeeting, today: date) -> WaitingLine:
    """By the municipality's rhythm."""
    where = f"{reverse('meeting-new', args=[due.plan.pk])}?slags={due.kind.pk}"
    return WaitingLine(
        due.plan.citizen.name,
        f"{due.kind.name} er ikke indkaldt",
        f"skal holdes omkring {danish.near(due.on, today=today)}",
        "overdue" if due.on < today else "soon",
        where,
        next_step="Indkald",
    )
