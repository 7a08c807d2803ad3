"""Loading meetings: what is to be talked about by the coordinator, each decision in the part of who is responsible."""

from datetime import timedelta
from typing import Any

from enplan import clock
from enplan.demo.scenario.cast import Cast
from enplan.demo.scenario.writers import writer_in
from plans.models import Disagreement, Meeting, MeetingKind, MeetingPoint
from plans.services.disagreements import store_disagreement, store_view
from plans.services.meeting_lines import store_decision, store_point
from plans.services.meetings import Invitee, store_meeting, store_participant
from plans.services.sections import section_of

CALLED_BEFORE = timedelta(days=14)


def load_meetings(cast: Cast, meetings: dict[str, dict[str, Any]]) -> None:
    """Called two weeks before; what was said is written when it was held, or now where it has not been yet."""
    for key, one in meetings.items():
        begun = clock.now()
        called_at = max(begun, min(one["at"], cast.now) - CALLED_BEFORE)
        with clock.standing_at(called_at):
            kind = MeetingKind.objects.get(pk=one["kind"])
            meeting = store_meeting(
                by=cast.coordinator,
                plan=cast.plan,
                kind=kind,
                at=one["at"],
                minutes=kind.minutes,
                place=one.get("place", ""),
            )
            for name in one["participants"]:
                store_participant(by=cast.coordinator, meeting=meeting, invitee=_invitee(cast, name))
            _points(cast, meeting, one)
        with clock.standing_at(max(called_at, min(one["at"], cast.now))):
            _decisions(cast, meeting, one)
            _disagreements(cast, meeting, one.get("disagreements", ()))
        cast.meetings[key] = meeting


def _invitee(cast: Cast, name: str) -> Invitee:
    if name in cast.contacts:
        return Invitee(contact=cast.contacts[name])
    user = cast.coordinator if name == "coordinator" else cast.user(name)
    return Invitee(is_citizen=True) if user == cast.citizen.user else Invitee(user=user)


def _points(cast: Cast, meeting: Meeting, one: dict[str, Any]) -> None:
    columns = {MeetingPoint.Column.AGENDA.value: one.get("agenda", ()), **one.get("columns", {})}
    position = 0
    for column, points in columns.items():
        for point in points:
            section = section_of(cast.plan, area_id=point["area"], owner_id=cast.coordinator.department_id)
            with clock.standing_at(clock.now() + timedelta(seconds=position)):
                store_point(
                    by=cast.coordinator, meeting=meeting, section=section, text=point["text"], column=column
                )
            position += 1


def _decisions(cast: Cast, meeting: Meeting, one: dict[str, Any]) -> None:
    for position, decision in enumerate(one.get("decisions", ())):
        responsible = cast.responsible(decision["responsible"])
        user = responsible.get("responsible")
        owner = cast.coordinator.department
        if user is not None and user.is_employee:
            owner = user.department
        by = cast.coordinator
        if owner != cast.coordinator.department:
            name = decision["responsible"]
            by = writer_in(cast, owner, area=decision["area"], responsible=name, is_draft=False)
        with clock.standing_at(clock.now() + timedelta(seconds=position)):
            store_decision(
                by=by,
                meeting=meeting,
                section=section_of(cast.plan, area_id=decision["area"], owner_id=owner.pk if owner else None),
                text=decision["text"],
                takes_effect_on=decision.get("from", one["at"].astimezone(clock.COPENHAGEN).date()),
                **responsible,
            )


def _disagreements(cast: Cast, meeting: Meeting, rows: Any) -> None:
    """Views of the same area at the same meeting are one disagreement, which stands in the part of the first."""
    found: dict[str, Disagreement] = {}
    for position, one in enumerate(rows):
        by = cast.user(one["by"])
        with clock.standing_at(clock.now() + timedelta(seconds=position)):
            if one["area"] not in found:
                owner_id = by.department_id if by.is_employee else None
                section = section_of(cast.plan, area_id=one["area"], owner_id=owner_id)
                found[one["area"]] = store_disagreement(by=by, section=section, about=None)
                Disagreement.objects.filter(pk=found[one["area"]].pk).update(meeting=meeting)
            store_view(by=by, disagreement=found[one["area"]], text=one["view"])
