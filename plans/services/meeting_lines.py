"""What is said at a meeting: points of the agenda, decisions, and that one disagrees.

Each is a row of its own, so several people can add lines at once and nobody's is lost.
"""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.models import Decision, Disagreement, DisagreementView, Meeting, MeetingPoint, Plan, Section
from plans.permissions import standing_of, visible_to
from plans.services.checks import NotAllowed, require, require_area
from plans.services.disagreements import raise_disagreement, write_view
from plans.services.marks import check_responsible
from plans.services.meetings import check_takes_lines
from plans.services.sections import place_of, section_of
from plans.standing import Action

LineT = TypeVar("LineT", MeetingPoint, Decision)
DECISION_FIELDS = frozenset(
    {"text", "takes_effect_on", "responsible", "responsible_is_citizen", "responsible_contact"}
)


@transaction.atomic
def add_point(
    *, by: User, meeting: Meeting, area_id: str, text: str, column: str = MeetingPoint.Column.AGENDA
) -> MeetingPoint:
    """Put something on the agenda, or on the board: in the citizen's part by the citizen's side, else in the own
    department's part of an area one works in.
    """
    require(by, Action.ADD_POINT, meeting)
    check_takes_lines(meeting)
    standing = standing_of(by, meeting.plan)
    if not standing.is_citizen:
        require_area(by, meeting.plan, area_id)
    _check_point(meeting, text, column)
    owner_id = None if standing.is_citizens_side else by.department_id
    section = section_of(meeting.plan, area_id=area_id, owner_id=owner_id)
    return store_point(by=by, meeting=meeting, section=section, text=text, column=column)


@transaction.atomic
def edit_point(*, by: User, point: MeetingPoint, seen: int, text: str) -> MeetingPoint:
    """Change its words. Raises Conflict when `seen` is stale."""
    require(by, Action.EDIT_POINT, point)
    check_takes_lines(point.meeting)
    _check_text(text)
    return _save(point, by=by, seen=seen, fields={"text": text.strip()})


@transaction.atomic
def note_decision(
    *, by: User, meeting: Meeting, area_id: str, text: str, takes_effect_on: date, **responsible: Any
) -> Decision:
    """Note what was decided, in the part of the department of who is responsible; for the citizen and the network in
    the coordinator's. Only where that part is open for `by` to write in, otherwise NotAllowed.

    `responsible`: exactly one of `responsible`, `responsible_is_citizen` and `responsible_contact`.
    """
    require(by, Action.NOTE_DECISION, meeting)
    check_takes_lines(meeting)
    require_area(by, meeting.plan, area_id)
    _check_decision({"text": text, **responsible})
    check_responsible(by, meeting.plan, responsible)
    owner_id = owner_for(meeting.plan, responsible.get("responsible"))
    section = section_of(meeting.plan, area_id=area_id, owner_id=owner_id)
    require_open(by, section)
    return store_decision(
        by=by, meeting=meeting, section=section, text=text, takes_effect_on=takes_effect_on, **responsible
    )


@transaction.atomic
def edit_decision(*, by: User, decision: Decision, seen: int, **fields: Any) -> Decision:
    """Change a decision until the summary is agreed on. It stays where it stands. Raises Conflict when stale."""
    require(by, Action.EDIT_DECISION, decision)
    check_takes_lines(decision.meeting)
    unknown = fields.keys() - DECISION_FIELDS
    if unknown:
        raise TypeError(f"no such field of a decision: {', '.join(sorted(unknown))}")
    _check_text(fields.get("text", decision.text))
    check_responsible(by, decision.plan, fields, current=decision)
    return _save(decision, by=by, seen=seen, fields=fields)


@transaction.atomic
def disagree_at_meeting(*, by: User, meeting: Meeting, area_id: str, text: str) -> DisagreementView:
    """Say how one sees it: beside the others' views of the area where one sees such, or as the first."""
    require(by, Action.VIEW, meeting)
    check_takes_lines(meeting)
    before = Disagreement.objects.filter(
        meeting=meeting, section__area=area_id, settled_at__isnull=True, goal=None, measure=None
    )
    for found in visible_to(by, before).select_related("section__plan"):
        return write_view(by=by, disagreement=found, text=text)
    raised = raise_disagreement(by=by, plan=meeting.plan, text=text, area_id=area_id)
    Disagreement.objects.filter(pk=raised.pk).update(meeting=meeting)
    return raised.views.get()


def store_point(
    *,
    by: User,
    meeting: Meeting,
    section: Section,
    text: str,
    column: str = MeetingPoint.Column.AGENDA,
    about: dict[str, Any] | None = None,
) -> MeetingPoint:
    """Store a point in a section; `about`: what the plan proposed it for. For services and loading; asks nobody's
    permission.
    """
    on_behalf = standing_of(by, section.plan).is_representative
    point = MeetingPoint.objects.create(
        meeting=meeting,
        section=section,
        column=column,
        text=text.strip(),
        written_by=by,
        written_at=clock.now(),
        is_by_representative=on_behalf,
        **(about or {}),
    )
    record_change(
        by=by, thing=point, place=place_of(section), fields={"text": (None, point.text)}, on_behalf=on_behalf
    )
    return point


def store_decision(
    *, by: User, meeting: Meeting, section: Section, text: str, takes_effect_on: date, **responsible: Any
) -> Decision:
    """Store a decision in a section. For services and loading; asks nobody's permission."""
    decision = Decision.objects.create(
        meeting=meeting,
        section=section,
        text=text.strip(),
        takes_effect_on=takes_effect_on,
        written_by=by,
        written_at=clock.now(),
        **responsible,
    )
    record_change(by=by, thing=decision, place=place_of(section), fields={"text": (None, decision.text)})
    return decision


def _save(thing: LineT, *, by: User, seen: int, fields: dict[str, Any]) -> LineT:
    on_behalf = standing_of(by, thing.plan).is_representative
    return save_seen(
        thing, seen=seen, fields=fields, by=by, place=place_of(thing.section), on_behalf=on_behalf
    )


def owner_for(plan: Plan, responsible: User | None) -> Any:
    """In whose part a decision stands: the department of who is responsible; where that is nobody employed, the
    coordinator's.
    """
    if responsible is not None and responsible.is_employee:
        return responsible.department_id
    coordinator = (
        plan.members.filter(capacity="coordinator", ends_at__isnull=True).select_related("user").get()
    )
    return coordinator.user.department_id


def require_open(by: User, section: Section) -> None:
    """Raise NotAllowed unless `by` may write there. Asked of the section itself: it may have been made just now."""
    if not standing_of(by, section.plan).writes_in(section):
        raise NotAllowed(
            "Du kan ikke skrive i den del af planen, hvor beslutningen hører til. Bed den, der står for den, "
            "om at skrive den."
        )


def _check_text(text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": _("Skriv, hvad det handler om.")})


def _check_point(meeting: Meeting, text: str, column: str) -> None:
    _check_text(text)
    if column not in MeetingPoint.Column:
        raise ValidationError({"column": "Vælg, hvor det skal stå."})
    if column != MeetingPoint.Column.AGENDA and not meeting.kind.has_columns:
        raise ValidationError({"column": "Den slags møde har ikke en tavle."})


def _check_decision(fields: dict[str, Any]) -> None:
    _check_text(fields["text"])
    named = ("responsible", "responsible_is_citizen", "responsible_contact")
    if sum(bool(fields.get(name)) for name in named) != 1:
        raise ValidationError({"responsible": "Vælg, hvem der står for det."})
