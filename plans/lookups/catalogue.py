"""What an administrator may fetch of the municipality's catalogue of measures. Empty for everybody else."""

from django.db.models import QuerySet

from enplan.accounts.administrators import is_administrator
from enplan.accounts.models import LifeArea, User
from enplan.audit.models import Change
from plans.models import MeasureType


def measure_types(by: User) -> QuerySet[MeasureType]:
    """All rows with their areas, those not in use too."""
    rows = MeasureType.objects.prefetch_related("areas")
    return rows if is_administrator(by) else rows.none()


def changes_of_type(by: User, row: MeasureType) -> QuerySet[Change]:
    """What has been changed in a row, newest first."""
    rows = Change.objects.filter(thing=row._meta.model_name, thing_key=row.pk).order_by("-at", "field")
    return rows if is_administrator(by) else rows.none()


def areas_to_choose(by: User) -> QuerySet[LifeArea]:
    return LifeArea.objects.all() if is_administrator(by) else LifeArea.objects.none()
