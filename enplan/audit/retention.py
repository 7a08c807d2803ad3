"""The one path by which rows leave the record: when the time for which the law lets us keep them is over."""

from datetime import datetime

from django.db import connection, models, transaction

from enplan.audit.models import Change, Look


def delete_looks_before(instant: datetime) -> int:
    """Delete looks older than `instant`; answers how many."""
    return _delete_before(Look, instant)


def delete_changes_before(instant: datetime) -> int:
    """Delete changes older than `instant`; answers how many."""
    return _delete_before(Change, instant)


def _delete_before(model: type[models.Model], instant: datetime) -> int:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # Read by the trigger of migration 0002; LOCAL, so it ends with this transaction.
                cursor.execute("SET LOCAL enplan.retention = 'on'")
        rows: models.QuerySet[models.Model] = models.QuerySet(model).filter(at__lt=instant)
        deleted: int = rows._raw_delete(rows.db)  # noqa: SLF001  # straight past the manager that refuses
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enplan.retention = 'off'")
        return deleted
