"""How a private person reads their own pages."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from enplan.accounts.models import User


@transaction.atomic
def read_calmly(*, by: User, is_calm: bool) -> None:
    """Show `by` their pages large and calm from now on, or as before.

    Not in the record, and no new version: it changes nothing of a plan or of anybody's access, and that somebody finds
    it hard to read must not stand where others read. PermissionDenied for employees, who have no such pages.
    """
    if by.is_employee:
        raise PermissionDenied
    User.objects.filter(pk=by.pk, role__isnull=True).update(reads_calmly=is_calm)
    by.reads_calmly = is_calm
