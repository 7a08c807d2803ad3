"""What an administrator may fetch of the municipality's kinds of ground and purposes. Empty for everybody else."""

from django.db.models import QuerySet

from citizens.models import ConsentPurpose, GroundKind
from enplan.accounts.administrators import is_administrator
from enplan.accounts.models import User
from enplan.audit.models import Change


def kinds(by: User) -> QuerySet[GroundKind]:
    """All kinds with their areas, those not in use too."""
    rows = GroundKind.objects.prefetch_related("areas")
    return rows if is_administrator(by) else rows.none()


def purposes(by: User) -> QuerySet[ConsentPurpose]:
    """All purposes, those that are no longer offered too."""
    rows = ConsentPurpose.objects.all()
    return rows if is_administrator(by) else rows.none()


def changes_of(by: User, thing: GroundKind | ConsentPurpose) -> QuerySet[Change]:
    """What has been changed in a kind or a purpose, newest first."""
    rows = Change.objects.filter(thing=thing._meta.model_name, thing_key=thing.pk).order_by("-at", "field")
    return rows if is_administrator(by) else rows.none()
