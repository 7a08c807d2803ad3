"""What an administrator may fetch: the templates and the protected meeting times, and what has been changed in them.
Empty for everybody else.
"""

from django.db.models import Q, QuerySet

from enplan.accounts.administrators import is_administrator
from enplan.accounts.models import User
from enplan.audit.models import Change
from plans.models import (
    ChecklistLine,
    GoalTemplate,
    MeetingKind,
    OtherPlanKind,
    PlanTemplate,
    ProtectedTime,
    TransitionKind,
)


def goal_templates(by: User) -> QuerySet[GoalTemplate]:
    """All templates for goals, those that are no longer offered too."""
    rows = GoalTemplate.objects.select_related("area")
    return rows if is_administrator(by) else rows.none()


def plan_templates(by: User) -> QuerySet[PlanTemplate]:
    rows = PlanTemplate.objects.prefetch_related("goals")
    return rows if is_administrator(by) else rows.none()


def transition_kinds(by: User) -> QuerySet[TransitionKind]:
    """All kinds of transition with their lines, those taken off the list too."""
    rows = TransitionKind.objects.prefetch_related("lines__area")
    return rows if is_administrator(by) else rows.none()


def other_plan_kinds(by: User) -> QuerySet[OtherPlanKind]:
    """The plans that the one plan can replace, those not in use too. Never in which plans they are."""
    return OtherPlanKind.objects.all() if is_administrator(by) else OtherPlanKind.objects.none()


def meeting_kinds(by: User) -> QuerySet[MeetingKind]:
    """The forms of meeting, those not in use too. Never which meetings there are."""
    return MeetingKind.objects.all() if is_administrator(by) else MeetingKind.objects.none()


def protected_times(by: User) -> QuerySet[ProtectedTime]:
    """When the departments keep free for meetings, those not in use too. Never which meetings there are."""
    rows = ProtectedTime.objects.select_related("department")
    return rows if is_administrator(by) else rows.none()


def protected_time_changes(by: User, protected: ProtectedTime) -> QuerySet[Change]:
    """What has been changed in one of them; newest first."""
    rows = Change.objects.filter(thing=ProtectedTime._meta.model_name, thing_id=protected.pk)
    rows = rows.order_by("-at", "field")
    return rows if is_administrator(by) else rows.none()


def checklist_lines(by: User, kind: TransitionKind) -> QuerySet[ChecklistLine]:
    rows = ChecklistLine.objects.filter(kind=kind).select_related("area")
    return rows if is_administrator(by) else rows.none()


def template_changes(
    by: User, template: GoalTemplate | PlanTemplate | TransitionKind | OtherPlanKind | MeetingKind
) -> QuerySet[Change]:
    """What has been changed in a template, and in the lines of a checklist; newest first."""
    wanted = Q(thing=template._meta.model_name, thing_key=template.pk)
    if isinstance(template, TransitionKind):
        lines = list(template.lines.values_list("pk", flat=True))
        wanted |= Q(thing=ChecklistLine._meta.model_name, thing_id__in=lines)
    rows = Change.objects.filter(wanted).order_by("-at", "field")
    return rows if is_administrator(by) else rows.none()
