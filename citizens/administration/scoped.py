"""What an administrator may fetch of kinds of ground, purposes and words of the glossary. Empty for everybody else."""

from django.db.models import QuerySet

from citizens.models import ConsentPurpose, GlossaryWord, GroundKind
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


def words(by: User) -> QuerySet[GlossaryWord]:
    """The whole glossary, words that are not in use too."""
    rows = GlossaryWord.objects.all()
    return rows if is_administrator(by) else rows.none()


def changes_of(by: User, thing: GroundKind | ConsentPurpose | GlossaryWord) -> QuerySet[Change]:
    """What has been changed in one of them, newest first."""
    rows = Change.objects.filter(thing=thing._meta.model_name, thing_key=thing.pk).order_by("-at", "field")
    return rows if is_administrator(by) else rows.none()
