"""The running conversation: its writer's alone until it is sorted into the plan."""

from typing import Any

from plans.services import talk_sorting, talks
from tests.cast import HOUSING, NOW
from tests.services_table.row import CASEWORKERS, Row, Table


def landing(line: Any, kind: str, **where: Any) -> talk_sorting.Landing:
    return talk_sorting.Landing(
        line_id=line.pk, kind=kind, text=line.text, area_id=HOUSING, told_at=NOW, fields={}, **where
    )


TABLE: Table = {
    talks.add_line: Row(
        CASEWORKERS,
        lambda c, by: talks.add_line(by=by, plan=c.plan, kind="note", text="Hunden", area_id=HOUSING),
    ),
    talks.edit_line: Row(
        {"jan"},
        lambda c, by: talks.edit_line(by=by, line=c.line, seen=1, kind="note", text="En ny cykel"),
    ),
    talks.strike_line: Row({"jan"}, lambda c, by: talks.strike_line(by=by, line=c.line, is_struck=True)),
    talks.keep_landings: Row(
        {"jan"},
        lambda c, by: talks.keep_landings(
            by=by, talk=c.talk, how="hjemme", is_read_back=True, landings={c.line.pk: {"kind": "note"}}
        ),
    ),
    talk_sorting.sort_talk: Row(
        {"jan"},
        lambda c, by: talk_sorting.sort_talk(
            by=by, talk=current(c.talk), landings=[landing(c.line, "note")], how="hjemme"
        ),
        elsewhere=lambda c, by: talk_sorting.sort_talk(
            by=by,
            talk=current(c.sofies_talk),
            landings=[landing(line, "task", goal=c.kirstens_goal) for line in c.sofies_talk.lines.all()],
            how="hjemme",
        ),
    ),
    talks.drop_talk: Row(set(), lambda c, by: talks.drop_talk(by=by, plan=c.plan), own=True),
}


def current(talk: Any) -> Any:
    talk.refresh_from_db()
    return talk
