"""The rows of a batch, and storing them: by COPY on PostgreSQL, otherwise by bulk_create.

Most tables get model instances. The few that hold four rows of five get plain tuples in the order of a `Table`, since
making an instance takes longer than storing it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models

from citizens.models import Ground, Representative
from enplan.audit.models import Change, Look
from plans.grants import PlanGrant, SectionGrant
from plans.models import TeamMember

M = TypeVar("M", bound=models.Model)
Line = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A model with the fields (attribute names) that its lines hold, in order."""

    model: type[models.Model]
    fields: tuple[str, ...]


_GRANT = ("id", "user_id", "permission_id", "content_object_id", "valid_from", "valid_until", "source")
PLAN_GRANTS = Table(PlanGrant, _GRANT)
SECTION_GRANTS = Table(SectionGrant, _GRANT)
CHANGES = Table(
    Change,
    (
        "id",
        "at",
        "by_id",
        "by_name",
        "on_behalf",
        "plan_id",
        "citizen_id",
        "section_id",
        "thing",
        "thing_id",
        "thing_key",
        "field",
        "before",
        "after",
    ),
)
LOOKS = Table(
    Look,
    (
        "id",
        "at",
        "user_id",
        "user_name",
        "role",
        "department",
        "plan_id",
        "citizen_id",
        "kind",
        "what",
        "why",
    ),
)
MEMBER_AREAS = Table(TeamMember.areas.through, ("teammember_id", "lifearea_id"))
GROUND_AREAS = Table(Ground.areas.through, ("ground_id", "lifearea_id"))
GROUND_SOURCES = Table(Ground.sources.through, ("ground_id", "department_id"))
REPRESENTATIVE_AREAS = Table(Representative.areas.through, ("representative_id", "lifearea_id"))


class Rows:
    """What is to be stored in one transaction."""

    def __init__(self) -> None:
        self.lines: dict[Table, list[Line]] = defaultdict(list)
        self.instances: dict[type[models.Model], list[models.Model]] = defaultdict(list)

    def add(self, row: M) -> M:
        self.instances[type(row)].append(row)
        return row

    def store(self) -> None:
        """Insert all of it. References are checked by the database at the end of the transaction."""
        for model, rows in self.instances.items():
            if connection.vendor == "postgresql":
                table = Table(model, tuple(field.attname for field in _stored_fields(model)))
                _copy(table, map(attrgetter(*table.fields), rows))
            else:
                _bulk_create(model, rows)
        for table, lines in self.lines.items():
            if connection.vendor == "postgresql":
                _copy(table, lines)
            else:
                _bulk_create(
                    table.model, [table.model(**dict(zip(table.fields, line, strict=True))) for line in lines]
                )


def _copy(table: Table, lines: Iterable[Line]) -> None:
    quote = connection.ops.quote_name
    meta = table.model._meta
    columns = ", ".join(quote(column) for column in _columns(table))
    # The names come from our own models.
    statement = f"COPY {quote(meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for line in lines:
            copy.write_row(line)


def _columns(table: Table) -> list[str]:
    by_name = {field.attname: field.column for field in _stored_fields(table.model)}
    return [by_name[name] for name in table.fields]


def _stored_fields(model: type[models.Model]) -> list[Any]:
    """All fields but the numbers that the database gives."""
    return [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]


def _bulk_create(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    model._default_manager.bulk_create(rows, batch_size=200)
