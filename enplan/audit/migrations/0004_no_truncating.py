"""PostgreSQL guards the new tables as well, and refuses to empty any of them by TRUNCATE, which no row's trigger sees."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

APPEND_ONLY = ("audit_searchflag", "audit_deletion")
KEPT = ("audit_lookquestion",)  # is answered once, and may not disappear
ALL = ("audit_look", "audit_change", *APPEND_ONLY, *KEPT)


def refuse_truncating(_apps: StateApps | None, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for table in ALL:
        editor.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION enplan_refuse_change()"
        )


def let_truncate(_apps: StateApps | None, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for table in ALL:
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")


def guard_new_tables(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for tables, event in ((APPEND_ONLY, "UPDATE OR DELETE"), (KEPT, "DELETE")):
        for table in tables:
            editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE {event} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION enplan_refuse_change()"
            )


def unguard_new_tables(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for table in (*APPEND_ONLY, *KEPT):
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_questions_flags_and_deletions")]
    operations = [
        migrations.RunPython(guard_new_tables, unguard_new_tables),
        migrations.RunPython(refuse_truncating, let_truncate),
    ]
