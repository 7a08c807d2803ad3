"""The agenda of a meeting: taking in what the plan proposes, taking a point off, putting it back, moving it on,
and the order of the points.

Nothing of it is lost: what is taken off stays readable, and who did what stands in the meeting's history.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from citizens.models import Ground
from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.agenda import Thing, words_for
from plans.lookups.meetings import points_in_order
from plans.models import Goal, Measure, Meeting, MeetingPoint, Plan, Section
from plans.permissions import standing_of, visible_to
from plans.services.checks import WHY_NOT, NotAllowed, require
from plans.services.meeting_lines import store_point
from plans.services.meetings import check_takes_lines
from plans.services.sections import place_of, section_of
from plans.standing import Action


@transaction.atomic
def take_in(*, by: User, meeting: Meeting, things: Sequence[Thing]) -> list[MeetingPoint]:
    """Put on the agenda what the plan proposes. Each stands where what it is about stands, and is seen by those who see
    that; what is there already, also taken off again, is not put there twice.
    """
    require(by, Action.EDIT_MEETING, meeting)
    check_takes_lines(meeting)
    points = []
    for thing in things:
        if not visible_to(by, type(thing)._default_manager.filter(pk=thing.pk)).exists():
            raise NotAllowed(WHY_NOT[Action.VIEW])
        about = {_name_of(thing): thing}
        section = _section_for(by, meeting.plan, thing)
        if not MeetingPoint.objects.filter(meeting=meeting, **about).exists():
            points.append(
                store_point(by=by, meeting=meeting, section=section, text=words_for(thing), about=about)
            )
    return points


@transaction.atomic
def take_off_point(*, by: User, point: MeetingPoint, seen: int) -> MeetingPoint:
    """Take a point off the agenda. Twice is once. Raises Conflict when `seen` is stale."""
    return _set(by, point, seen, {"taken_off_at": point.taken_off_at or clock.now()})


@transaction.atomic
def put_back_point(*, by: User, point: MeetingPoint, seen: int) -> MeetingPoint:
    """It is talked about after all. Raises Conflict when `seen` is stale."""
    return _set(by, point, seen, {"taken_off_at": None})


@transaction.atomic
def move_point(*, by: User, point: MeetingPoint, seen: int, to: Meeting) -> MeetingPoint:
    """Talk about it at another meeting of the plan. Raises Conflict when `seen` is stale."""
    require(by, Action.ADD_POINT, to)
    check_takes_lines(to)
    if to.plan_id != point.meeting.plan_id:
        raise NotAllowed(_("Punktet kan kun flyttes til et møde i samme plan."))
    if point.column != MeetingPoint.Column.AGENDA and not to.kind.has_columns:
        raise ValidationError({"to": _("Det møde har ikke en tavle. Skriv punktet på dagsordenen der.")})
    about = {
        name: getattr(point, name) for name in ("task", "goal", "measure", "ground") if getattr(point, name)
    }
    if about and MeetingPoint.objects.filter(meeting=to, **about).exclude(pk=point.pk).exists():
        raise ValidationError({"to": _("Det står allerede på det mødes dagsorden.")})
    moved = _set(by, point, seen, {"meeting": to, "taken_off_at": None})
    MeetingPoint.objects.filter(pk=moved.pk).update(position=None)  # last, where it comes to
    return moved


@transaction.atomic
def place_point(*, by: User, point: MeetingPoint, past: MeetingPoint, is_up: bool) -> None:
    """Let a point stand just before another (`is_up`), or just after it. Where it does already, nothing is changed: so
    of two who press at once neither undoes the other, and a press more is none. The citizen's own stay first.

    The history says up or down and no number: a number would tell how many points one does not see.
    """
    require(by, Action.EDIT_MEETING, point.meeting)
    require(by, Action.VIEW, point)
    require(by, Action.VIEW, past)
    check_takes_lines(point.meeting)
    Meeting.objects.select_for_update().get(pk=point.meeting_id)  # the one order that all of them stand in
    there = points_in_order(MeetingPoint.objects.filter(meeting=point.meeting_id))
    moved, passed = (next((one for one in there if one == wanted), None) for wanted in (point, past))
    if moved is None or passed is None or moved == passed or _group(moved) != _group(passed):
        raise ValidationError(_("Dagsordenen er ændret imens. Her er den, som den er nu."), code="changed")
    row = [one for one in there if _group(one) == _group(moved)]
    if (row.index(moved) < row.index(passed)) == is_up:
        return
    row.remove(moved)
    row.insert(row.index(passed) + (not is_up), moved)
    for position, one in enumerate(row, start=1):
        if one.position != position:
            MeetingPoint.objects.filter(pk=one.pk).update(position=position)
    on_behalf = standing_of(by, moved.plan).is_representative
    said = {"position": (None, "op" if is_up else "ned")}
    record_change(by=by, thing=moved, place=place_of(moved.section), fields=said, on_behalf=on_behalf)


def _group(point: MeetingPoint) -> tuple[str, bool]:
    """Those that stand in one row."""
    return point.column, point.stands_first


def _set(by: User, point: MeetingPoint, seen: int, fields: dict[str, Any]) -> MeetingPoint:
    require(by, Action.EDIT_POINT, point)
    check_takes_lines(point.meeting)
    on_behalf = standing_of(by, point.plan).is_representative
    return save_seen(
        point, seen=seen, fields=fields, by=by, place=place_of(point.section), on_behalf=on_behalf
    )


def _name_of(thing: Thing) -> str:
    return str(thing._meta.model_name)


def _section_for(by: User, plan: Plan, thing: Thing) -> Section:
    """Where the thing stands; of a consent, which stands in no part, the own part of the first area it is for."""
    if not isinstance(thing, Ground):
        section = thing.section
        if section.plan_id != plan.pk or (isinstance(thing, Goal | Measure) and thing.is_draft):
            raise NotAllowed("Det hører ikke til planens dagsorden.")
        return section
    area = thing.areas.order_by("position").first()
    if area is None or thing.citizen_id != plan.citizen_id:
        raise NotAllowed("Samtykket hører ikke til planen.")
    return section_of(plan, area_id=area.pk, owner_id=by.department_id)
