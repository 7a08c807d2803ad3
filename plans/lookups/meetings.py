"""Scoped getters of meetings and what is said at them. See `plans.lookups`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404

from citizens.models import NetworkPerson
from enplan.accounts.models import User
from plans.keys import LoadedKeys
from plans.models import (
    Decision,
    Meeting,
    MeetingKind,
    MeetingNote,
    MeetingOpening,
    MeetingPoint,
    Participant,
    Plan,
    Summary,
    SummaryCopy,
    TeamMember,
)
from plans.permissions import visible_to, visible_with

COMING = timedelta(days=14)  # so long before is a meeting something to get ready for
AT_MOST = 20


@dataclass(frozen=True)
class AtMeeting:
    """One meeting as one person reads it: the points (the citizen's first), those that were taken off the agenda, what
    was written beforehand, the decisions, and who was asked to come.

    `unseen`: how many more were asked.
    """

    meeting: Meeting
    points: tuple[MeetingPoint, ...]
    taken_off: tuple[MeetingPoint, ...]
    preparations: tuple[MeetingNote, ...]
    decisions: tuple[Decision, ...]
    participants: tuple[Participant, ...]
    unseen: int


def meetings_with(keys: LoadedKeys | None, plan: Plan) -> tuple[Meeting, ...]:
    """The meetings of one plan that one sees, the earliest first. One query."""
    return tuple(
        visible_with(keys, Meeting.objects.filter(plan=plan)).select_related("kind").order_by("at", "pk")
    )


def decisions_with(keys: LoadedKeys | None, plan: Plan) -> tuple[Decision, ...]:
    """What was decided, as far as one sees it, the newest meeting first. One query."""
    rows = visible_with(keys, Decision.objects.filter(section__plan=plan)).exclude(meeting__state="cancelled")
    return tuple(_of_decisions(rows).order_by("-meeting__at", "written_at", "pk"))


def meeting_for(user: User, plan: Plan, meeting_id: UUID) -> Meeting:
    """One meeting of this plan, or 404."""
    rows = Meeting.objects.filter(plan=plan, pk=meeting_id).select_related(
        "kind", "plan__citizen", "called_by"
    )
    meeting = visible_to(user, rows).first()
    if meeting is None:
        raise Http404
    return meeting


def at_meeting(keys: LoadedKeys | None, meeting: Meeting) -> AtMeeting:
    """What is said at it and who comes, for whom the keys are. Five queries."""
    points = visible_with(keys, MeetingPoint.objects.filter(meeting=meeting))
    every = points_in_order(
        points.select_related(
            *("section__area", "section__owner", "section__plan", "written_by"),
            *("task__goal", "goal", "measure", "ground"),
        )
    )
    decisions = _of_decisions(visible_with(keys, Decision.objects.filter(meeting=meeting)))
    people = participants_with(keys, meeting)
    return AtMeeting(
        meeting,
        tuple(one for one in every if one.taken_off_at is None),
        tuple(one for one in every if one.taken_off_at is not None),
        _preparations(keys, meeting),
        tuple(decisions.order_by("section__area__position", "written_at", "pk")),
        people,
        _asked(meeting).count() - len(people),
    )


def points_in_order(rows: QuerySet[MeetingPoint]) -> list[MeetingPoint]:
    """As the agenda has them: the citizen's own first. Of those and of the others each as who calls the meeting has put
    them; what was not put anywhere comes last, what the plan proposed in the citizen's part before the rest.
    """
    in_order = rows.order_by(
        F("position").asc(nulls_last=True),
        F("section__owner").asc(nulls_first=True),
        *("section__area__position", "written_at", "pk"),
    )
    return sorted(in_order.select_related("section"), key=lambda one: not one.stands_first)


def participants_with(keys: LoadedKeys | None, meeting: Meeting) -> tuple[Participant, ...]:
    """Who was asked to come, as far as one may know them, the citizen first. One query."""
    rows = visible_with(keys, _asked(meeting)).select_related(
        *("user__department", "contact", "meeting__plan", "letter_posted_by")
    )
    return tuple(rows.order_by("-is_citizen", "invited_at", "pk"))


def participant_for(user: User, meeting: Meeting, participant_id: UUID) -> Participant:
    """Somebody who was asked to come and whom `user` may know, or 404."""
    rows = visible_to(user, _asked(meeting).filter(pk=participant_id))
    found = rows.select_related("user", "contact", "meeting__plan").first()
    if found is None:
        raise Http404
    return found


def point_for(user: User, meeting: Meeting, point_id: UUID) -> MeetingPoint:
    """A point of this meeting, or 404."""
    rows = visible_to(user, MeetingPoint.objects.filter(meeting=meeting, pk=point_id))
    found = rows.select_related("section__plan", "section__area", "meeting__kind").first()
    if found is None:
        raise Http404
    return found


def decision_for(user: User, meeting: Meeting, decision_id: UUID) -> Decision:
    """A decision of this meeting, or 404."""
    found = _of_decisions(visible_to(user, Decision.objects.filter(meeting=meeting, pk=decision_id))).first()
    if found is None:
        raise Http404
    return found


def preparation_for(user: User, meeting: Meeting, note_id: UUID) -> MeetingNote:
    """What somebody has written beforehand, or 404."""
    rows = visible_to(user, MeetingNote.objects.filter(meeting=meeting, pk=note_id))
    found = rows.select_related("section__plan", "section__area", "meeting__kind").first()
    if found is None:
        raise Http404
    return found


def openings_with(keys: LoadedKeys | None, meeting: Meeting) -> dict[UUID, datetime]:
    """By user, when they first opened the agenda, as far as one may know it. One query."""
    rows = visible_with(keys, MeetingOpening.objects.filter(meeting=meeting))
    return dict(rows.values_list("user", "at"))


def newest_summary(user: User, meeting: Meeting) -> Summary | None:
    """The newest version of what was agreed on, if there is one."""
    return visible_to(user, Summary.objects.filter(meeting=meeting)).order_by("-version").first()


def own_copy_of(user: User, summary: Summary) -> SummaryCopy | None:
    """The copy that was made for `user`; None for who came later."""
    return visible_to(user, SummaryCopy.objects.filter(summary=summary)).first()


def kinds_to_call() -> QuerySet[MeetingKind]:
    """The forms of meeting of this municipality."""
    return MeetingKind.objects.filter(is_active=True)


def coming_meetings_of(user: User, *, at: datetime) -> list[Meeting]:
    """Those one was asked to come to in the next weeks, on all plans, the first first. One query."""
    mine = Participant.objects.filter(user=user, removed_at__isnull=True).values("meeting")
    rows = Meeting.objects.filter(
        pk__in=mine, state=Meeting.State.CALLED, at__gt=at - timedelta(hours=2), at__lte=at + COMING
    )
    rows = visible_to(user, rows, at=at).filter(plan__ended_at__isnull=True)
    return list(rows.select_related("kind", "plan__citizen").order_by("at", "pk")[:AT_MOST])


def meetings_at_that_time(
    members: Iterable[User], *, start: datetime, end: datetime, but: Meeting | None = None
) -> list[User]:
    """Who of these people is asked to another meeting here at that time. Says that they are, and nothing of it."""
    rows = Participant.objects.filter(
        user__in=[one.pk for one in members],
        removed_at__isnull=True,
        meeting__state__in=(Meeting.State.CALLED, Meeting.State.HELD),
        meeting__at__lt=end,
        meeting__at__gt=start - timedelta(hours=8),
    ).select_related("meeting", "user")
    if but is not None:
        rows = rows.exclude(meeting=but)
    return list({one.user: None for one in rows if one.user and one.meeting.ends_at > start})


def taken_by_meetings(
    members: Iterable[User], *, start: datetime, end: datetime, but: Meeting | None = None
) -> list[tuple[datetime, datetime]]:
    """From and until when one or more of these people are asked to a meeting here. Neither who nor which. One query."""
    rows = Meeting.objects.filter(
        pk__in=Participant.objects.filter(
            user__in=[one.pk for one in members], removed_at__isnull=True
        ).values("meeting"),
        state__in=(Meeting.State.CALLED, Meeting.State.HELD),
        at__lt=end,
        at__gt=start - timedelta(hours=8),
    )
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    return [(one.at, one.ends_at) for one in rows]


def people_to_ask(user: User, plan: Plan, *, at: datetime) -> tuple[list[User], list[NetworkPerson]]:
    """The team in force and the citizen's network, as far as `user` may know them."""
    members = TeamMember.objects.filter(plan=plan, starts_at__lte=at).exclude(ends_at__lte=at)
    found = visible_to(user, members, at=at).select_related("user__department").order_by("user__name")
    contacts = visible_to(user, NetworkPerson.objects.filter(citizen=plan.citizen_id), at=at)
    return list({one.user: None for one in found}), list(contacts)


def _preparations(keys: LoadedKeys | None, meeting: Meeting) -> tuple[MeetingNote, ...]:
    """What was written beforehand, as far as one reads it, by area."""
    rows = visible_with(keys, MeetingNote.objects.filter(meeting=meeting))
    rows = rows.select_related("section__area", "section__owner", "section__plan", "written_by")
    return tuple(rows.order_by("section__area__position", "written_at", "pk"))


def _asked(meeting: Meeting) -> QuerySet[Participant]:
    return Participant.objects.filter(meeting=meeting, removed_at__isnull=True)


def _of_decisions(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return rows.select_related(
        "meeting__kind",
        "section__area",
        "section__owner",
        "section__plan",
        "responsible__department",
        "responsible_contact",
        "written_by",
    )
