"""The record: written in the transaction of what it tells of, added to and never changed, but by the retention path."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from enplan import clock
from enplan.audit.append_only import AppendOnlyError
from enplan.audit.models import Change, Deletion, Look, LookQuestion, SearchFlag
from enplan.audit.record import Seen, record_looks
from enplan.audit.retention import delete_changes_before, delete_looks_before, kept_since
from enplan.audit.tasks import delete_old_looks
from enplan.audit.versions import Conflict
from enplan.clock import COPENHAGEN
from plans.events import plan_changed
from plans.models import CitizenWords, Goal
from plans.services.goals import add_goal, add_subgoal, edit_goal, edit_subgoal
from plans.services.look_questions import answer_look_question, ask_about_look
from plans.services.tasks import add_task, edit_task
from plans.services.words import write_words
from tests.cast import HOUSING, NOW
from tests.ready_made import no_truncating


@pytest.fixture
def looked(cast):
    """Jan has looked at the plan a year ago and just now."""
    seen = [Seen(cast.plan.pk, cast.citizen.pk, "Fagperson på teamet", "Arbejder med planen")]
    for at in (NOW - timedelta(days=365), NOW):
        with clock.standing_at(at):
            record_looks(by=cast.jan, kind=Look.Kind.PAGE, what="Planen", seen=seen)
    return cast


# Append-only ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Look, Change])
def test_record_refuses_every_way_of_changing_it(looked, model):
    row = model.objects.all()[0]
    rows = model.objects.filter(pk=row.pk)
    attempts = (
        row.save,
        row.delete,
        rows.delete,
        lambda: rows.update(at=NOW),
        lambda: model.objects.update_or_create(pk=row.pk, defaults={"at": NOW}),
        lambda: model.objects.bulk_update([row], ["at"]),
        lambda: model.objects.bulk_create(
            [row], update_conflicts=True, update_fields=["at"], unique_fields=["id"]
        ),
    )
    for attempt in attempts:
        with pytest.raises(AppendOnlyError), transaction.atomic():
            attempt()


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["audit_look", "audit_change"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET at = now()", "DELETE FROM {}"])
def test_postgresql_refuses_it_whatever_code_is_run(looked, table, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute(statement.format(table))


@pytest.mark.postgres
def test_not_even_the_retention_path_may_alter_a_row_on_postgresql(looked):
    execute("SET LOCAL enplan.retention = 'on'")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute("UPDATE audit_look SET at = now()")


@pytest.mark.postgres
def test_retention_is_over_for_the_rest_of_the_transaction_on_postgresql(looked):
    delete_looks_before(NOW - timedelta(days=30))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute("DELETE FROM audit_look")


@pytest.mark.postgres
@pytest.mark.parametrize("table", no_truncating.ALL)
def test_postgresql_refuses_to_empty_the_record(looked, table):
    with (
        connection.schema_editor() as editor
    ):  # as migrated; the tests run without, or could not be cleared up after
        no_truncating.refuse_truncating(None, editor)
    for setting in ("off", "on"):
        execute(f"SET LOCAL enplan.retention = '{setting}'")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            execute(f"TRUNCATE {table}")


@pytest.mark.postgres
@pytest.mark.parametrize("table", no_truncating.APPEND_ONLY)
def test_postgresql_guards_flags_and_counts_too(looked, table):
    flag_and_count()
    for statement in ("UPDATE {} SET at = now()", "DELETE FROM {}"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            execute(statement.format(table))


@pytest.mark.postgres
def test_postgresql_lets_no_question_disappear(looked):
    look = Look.objects.first()
    ask_about_look(by=looked.rasmus, plan=looked.plan, look_id=look.pk, text="Hvorfor?")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute("DELETE FROM audit_lookquestion")


def flag_and_count():
    who = {"user_id": uuid4(), "user_name": "Jan Falk", "citizens": 50, "allowed": 40}
    SearchFlag.objects.create(at=NOW, since=NOW, **who)
    Deletion.objects.create(at=NOW, thing="look", older_than=NOW, amount=1)


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_retention_takes_what_is_older_and_leaves_the_rest(looked):
    changes = Change.objects.count()
    assert delete_looks_before(NOW - timedelta(days=30)) == 1
    assert [look.at for look in Look.objects.all()] == [NOW]
    assert delete_changes_before(NOW - timedelta(days=1000)) == 0
    assert Change.objects.count() == changes
    assert delete_changes_before(NOW + timedelta(days=1)) == changes


# The nightly job -----------------------------------------------------------------------------------------------------


@pytest.fixture
def kept_a_year(settings, looked):
    """Looks are kept for twelve months; one is a day too old, one exactly old enough to stay."""
    settings.LOOK_LOG_MONTHS = 12
    seen = [Seen(looked.plan.pk, looked.citizen.pk, "Fagperson på teamet", "Arbejder med planen")]
    for at in (datetime(2025, 3, 9, 23, 59, tzinfo=COPENHAGEN), datetime(2025, 3, 10, tzinfo=COPENHAGEN)):
        with clock.standing_at(at):
            record_looks(by=looked.jan, kind=Look.Kind.PAGE, what="Planen", seen=seen)
    return looked


def test_nightly_job_deletes_what_is_older_and_leaves_a_count(kept_a_year):
    looks, changes = Look.objects.count(), Change.objects.count()
    delete_old_looks()
    assert Look.objects.count() == looks - 1
    assert Change.objects.count() == changes  # a plan's history is no look-log
    left = Deletion.objects.get()
    assert (left.thing, left.amount, left.at) == ("look", 1, NOW)
    assert left.older_than == datetime(2025, 3, 10, tzinfo=COPENHAGEN)
    delete_old_looks()
    assert Deletion.objects.count() == 1  # nothing went, so nothing is said


def test_dry_run_counts_and_deletes_nothing(kept_a_year, capsys):
    looks = Look.objects.count()
    call_command("retention", "--dry-run")
    said = "look: 1 older than 2025-03-10 00:00 would be deleted (ENPLAN_LOOK_LOG_MONTHS)"
    assert said in capsys.readouterr().out.splitlines()
    assert (Look.objects.count(), Deletion.objects.count()) == (looks, 0)


def test_job_that_fails_deletes_nothing(kept_a_year, monkeypatch):
    looks = Look.objects.count()

    def fails(_rows):
        raise RuntimeError("the count could not be stored")

    monkeypatch.setattr(Deletion.objects, "bulk_create", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        delete_old_looks()
    assert Look.objects.count() == looks


def test_question_nobody_has_answered_is_kept_however_old(kept_a_year):
    asked = [
        ask_about_look(by=kept_a_year.rasmus, plan=kept_a_year.plan, look_id=look.pk, text="Hvem?")
        for look in Look.objects.filter(at__gt=kept_since()).order_by("at")[:2]
    ]
    answer_look_question(by=kept_a_year.dorte, question=asked[0], text="En kollega.")
    LookQuestion.objects.update(asked_at=NOW - timedelta(days=400))
    delete_old_looks()
    assert [question.pk for question in LookQuestion.objects.all()] == [asked[1].pk]


# In the same transaction ---------------------------------------------------------------------------------------------


def test_history_goes_with_a_change_that_is_rolled_back(cast):
    lines = Change.objects.count()
    point = transaction.savepoint()
    add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Et mål")
    assert Change.objects.count() > lines
    transaction.savepoint_rollback(point)
    assert Change.objects.count() == lines
    assert not Goal.objects.exists()


def test_change_goes_with_a_listener_that_fails(cast):
    def fails(**_announced):
        raise RuntimeError("the delivery could not be stored")

    lines = Change.objects.count()
    plan_changed.connect(fails)
    try:
        with pytest.raises(RuntimeError):
            add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Et mål")
    finally:
        plan_changed.disconnect(fails)
    assert Change.objects.count() == lines
    assert not Goal.objects.exists()


def test_history_names_field_from_to_who_and_when(cast, jobs_goal):
    with clock.standing_at(NOW + timedelta(hours=1)):
        edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, title="Et værelse", status="reached")
    lines = {line.field: line for line in Change.objects.filter(at=NOW + timedelta(hours=1))}
    assert set(lines) == {"title", "status"}
    title = lines["title"]
    assert (title.before, title.after) == ("Finde et værelse med plads til hund", "Et værelse")
    assert (title.by_id, title.by_name) == (cast.jan.pk, "Jan Falk")
    assert (title.thing, title.thing_id) == ("goal", jobs_goal.pk)
    assert (title.plan_id, title.citizen_id, title.section_id) == (
        cast.plan.pk,
        cast.citizen.pk,
        jobs_goal.section_id,
    )


# Conflicts -----------------------------------------------------------------------------------------------------------


def test_stale_save_of_a_goal_stores_nothing_and_keeps_both_texts(cast, jobs_goal):
    stale = jobs_goal.version
    edit_goal(by=cast.jan, goal=jobs_goal, seen=stale, title="Jans tekst")
    lines = Change.objects.count()
    with pytest.raises(Conflict) as conflict:
        edit_goal(by=cast.jan, goal=jobs_goal, seen=stale, title="Min tekst", why="Fordi")
    fields = {field.name: (field.mine, field.theirs) for field in conflict.value.fields}
    assert fields == {"title": ("Min tekst", "Jans tekst"), "why": ("Fordi", "")}
    jobs_goal.refresh_from_db()
    assert jobs_goal.title == "Jans tekst"
    assert Change.objects.count() == lines
    combined = edit_goal(by=cast.jan, goal=jobs_goal, seen=conflict.value.version, title="Vores tekst")
    assert combined.title == "Vores tekst"


def test_stale_save_of_a_step_a_task_and_the_dream_is_a_conflict(cast, jobs_goal):
    step = add_subgoal(by=cast.jan, goal=jobs_goal, title="Se på priser")
    edit_subgoal(by=cast.jan, subgoal=step, seen=1, title="Se på huse", status="done")
    with pytest.raises(Conflict):
        edit_subgoal(by=cast.pia, subgoal=step, seen=1, title="Andet", status="done")
    task = add_task(by=cast.jan, goal=jobs_goal, title="Ringe")
    edit_task(by=cast.jan, task=task, seen=1, title="Skrive")
    with pytest.raises(Conflict):
        edit_task(by=cast.pia, task=task, seen=1, title="Besøge")
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Et hus", seen=0)
    with pytest.raises(Conflict) as conflict:
        write_words(by=cast.anne, plan=cast.plan, kind="dream", text="En båd", seen=0)
    assert [(field.mine, field.theirs) for field in conflict.value.fields] == [("En båd", "Et hus")]
    assert [words.text for words in CitizenWords.objects.all()] == ["Et hus"]


def test_save_of_nothing_new_is_no_new_version_and_no_history(cast, jobs_goal):
    lines = Change.objects.count()
    saved = edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, title=jobs_goal.title)
    assert saved.version == jobs_goal.version
    assert Change.objects.count() == lines


def test_what_a_person_wrote_is_kept_to_the_last_sign(cast):
    text = ("<script>alert('hej')</script> “æøå” مرحبا 👩🏽‍🌾 " * 500)[:20_000]
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=text, why=text)
    goal.refresh_from_db()
    assert (goal.title, goal.why) == (text, text)
    assert Change.objects.get(thing_id=goal.pk, field="title").after == text
