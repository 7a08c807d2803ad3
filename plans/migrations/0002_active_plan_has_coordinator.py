"""PostgreSQL holds at the end of each transaction that an active plan has exactly one coordinator (ADR 0003)."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CHECK = """
CREATE FUNCTION enplan_check_coordinator() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked uuid;
BEGIN
    IF TG_TABLE_NAME = 'plans_plan' THEN
        checked := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        checked := OLD.plan_id;
    ELSE
        checked := NEW.plan_id;
    END IF;
    IF EXISTS (SELECT 1 FROM plans_plan WHERE id = checked AND ended_at IS NULL) AND (
        SELECT count(*) FROM plans_teammember
        WHERE plan_id = checked AND capacity = 'coordinator' AND ends_at IS NULL
    ) <> 1 THEN
        RAISE EXCEPTION 'an active plan has exactly one coordinator' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""
TRIGGERS = (
    ("plans_plan", "INSERT OR UPDATE OF ended_at"),
    ("plans_teammember", "INSERT OR DELETE OR UPDATE OF capacity, ends_at, plan_id"),
)


def add_triggers(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(CHECK)
    for table, events in TRIGGERS:
        editor.execute(
            f"CREATE CONSTRAINT TRIGGER {table}_has_coordinator AFTER {events} ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION enplan_check_coordinator()"
        )


def drop_triggers(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for table, _events in TRIGGERS:
        editor.execute(f"DROP TRIGGER {table}_has_coordinator ON {table}")
    editor.execute("DROP FUNCTION enplan_check_coordinator()")


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
