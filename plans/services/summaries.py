"""Agreeing on the summary of a meeting: frozen with its number and checksum, and each participant's copy (ADR 0021)."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.lookups.meetings import at_meeting
from plans.models import Meeting, Participant, Plan, Summary, SummaryCopy, TeamMember
from plans.permissions import can
from plans.reading import Reading, read_plan
from plans.services.checks import require
from plans.services.sections import place_of_plan
from plans.standing import Action
from plans.summaries.consents import consents_as_told
from plans.summaries.pieces import Piece, key_of, pieces_of

SUMMARY = "summary"  # how one that is agreed on is announced


@transaction.atomic
def agree_meeting(*, by: User, meeting: Meeting, seen: int | None = None) -> Summary:
    """The summary is agreed on: what stands in the plan and was said is kept as it is now, and nothing more is written
    to the meeting. `seen`: the version that was looked at; Conflict where somebody has changed the meeting since.
    """
    require(by, Action.EDIT_MEETING, meeting)
    current = Meeting.objects.select_for_update().select_related("plan__citizen", "kind").get(pk=meeting.pk)
    if not current.takes_lines:
        raise ValidationError("Referatet er allerede godkendt, eller mødet er aflyst.", code="over")
    plan = current.plan
    save_seen(
        current,
        seen=current.version if seen is None else seen,
        fields={"state": Meeting.State.AGREED},
        by=by,
        place=place_of_plan(plan),
    )
    content: dict[str, Piece] = {}
    copies: list[tuple[User, list[str], list[dict[str, str]]]] = []
    for reading in _readings(plan, current, by):
        pieces = pieces_of(reading, at_meeting(reading.keys, current))
        for piece in pieces:
            content.setdefault(key_of(piece), piece)
        copies.append((reading.user, [key_of(one) for one in pieces], consents_as_told(reading)))
    before = Summary.objects.filter(meeting__plan=plan)
    summary = Summary.objects.create(
        meeting=current,
        number=before.count() + 1,
        version=before.filter(meeting=current).count() + 1,
        content=list(content.values()),
        checksum=checksum_of(
            content.values(), sorted([str(user.pk), holds, told] for user, holds, told in copies)
        ),
        agreed_by=by,
        agreed_at=clock.now(),
    )
    SummaryCopy.objects.bulk_create(
        [SummaryCopy(summary=summary, user=user, holds=holds, consents=told) for user, holds, told in copies]
    )
    announce(plan=plan, what=SUMMARY, by=by, document_id=summary.pk)
    return summary


@transaction.atomic
def reopen_summary(*, by: User, meeting: Meeting, seen: int) -> Meeting:
    """Something was wrong in it: the meeting is written to again, and agreed on as a new version. The first one stays.

    Raises Conflict when `seen` is stale.
    """
    require(by, Action.EDIT_MEETING, meeting)
    if not Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.AGREED).exists():
        raise ValidationError("Referatet er ikke godkendt endnu.", code="not_agreed")
    fields = {"state": Meeting.State.HELD}
    return save_seen(meeting, seen=seen, fields=fields, by=by, place=place_of_plan(meeting.plan))


def checksum_of(content: Iterable[Piece], copies: Iterable[Any]) -> str:
    """SHA-256 over what is kept, always written the same way."""
    whole = {"content": list(content), "copies": list(copies)}
    written = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def is_as_agreed(summary: Summary) -> bool:
    """Does what is kept still give the checksum?"""
    copies = sorted([str(one.user_id), one.holds, one.consents] for one in summary.copies.all())
    return summary.checksum == checksum_of(summary.content, copies)


def _readings(plan: Plan, meeting: Meeting, by: User) -> Iterator[Reading]:
    """Of everybody who is to have a copy: who agrees on it first, then employees, then private persons. The first who
    sees a thing tells of it, and employees are told the most of it.
    """
    asked = Participant.objects.filter(meeting=meeting, removed_at__isnull=True)
    users = {
        user
        for one in asked.select_related("user", "contact__user")
        if (user := one.user or (one.contact.user if one.contact else None)) is not None
    }
    coordinating = TeamMember.objects.filter(plan=plan).exclude(capacity=TeamMember.Capacity.MEMBER)
    users |= {one.user for one in coordinating.select_related("user")}
    if plan.citizen.user is not None:
        users.add(plan.citizen.user)
    in_order = sorted(users, key=lambda user: (user != by, not user.is_employee, str(user.pk)))
    for user in in_order:
        if can(user, Action.VIEW, meeting):
            yield read_plan(user, plan)
