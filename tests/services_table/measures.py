"""Measures: what is done, how it goes, and their follow-ups."""

from plans.services import follow_ups, measures, support
from tests.cast import HOUSING, TODAY
from tests.services_table.row import CASEWORKERS, OF_JOBS_GOAL, Row, Table

TABLE: Table = {
    measures.add_measure: Row(
        CASEWORKERS,
        lambda c, by: measures.add_measure(
            by=by, plan=c.plan, area_id=HOUSING, title="Mentor", starts_on=TODAY
        ),
        elsewhere=lambda c, by: measures.add_measure(
            by=by, plan=c.plan, area_id=HOUSING, title="Mentor", starts_on=TODAY, goal=c.kirstens_goal
        ),
    ),
    measures.edit_measure: Row(
        {"sofie", "jan"},
        lambda c, by: measures.edit_measure(by=by, measure=c.measure, seen=1, title="Støtte i hjemmet"),
        elsewhere=lambda c, by: measures.edit_measure(by=by, measure=c.measure, seen=1, goal=c.kirstens_goal),
    ),
    measures.end_measure: Row(
        {"sofie", "jan"},
        lambda c, by: measures.end_measure(by=by, measure=c.measure, seen=1, status="ended", on=TODAY),
    ),
    support.change_support: Row(
        {"sofie", "jan"},
        lambda c, by: support.change_support(
            by=by,
            measure=c.measure,
            seen=1,
            direction="up",
            extent="6 timer",
            reason="Flytning",
            from_on=TODAY,
        ),
    ),
    follow_ups.follow_up: Row(
        OF_JOBS_GOAL,
        lambda c, by: follow_ups.follow_up(
            by=by, measure=c.measure, seen=1, happened="Det er begyndt", progress="on_track"
        ),
    ),
}
