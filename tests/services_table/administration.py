"""What holds for the whole municipality: an administrator's, who reads no plan."""

from collections.abc import Callable
from datetime import time
from typing import Any

from enplan.accounts.models import LifeArea
from plans.models import GoalTemplate, MeasureType, TransitionKind
from plans.services import decision_rule, measure_types, protected_times, templates
from tests.cast import HOUSING, TODAY
from tests.services_table.row import Row, Table

ADMINISTRATOR = {"adam"}
SAID = {"name": "Mentor", "law": "Serviceloven", "paragraph": "§ 85"}


def of_administration(call: Callable[[Any], object]) -> Row:
    return Row(ADMINISTRATOR, lambda _scene, by: call(by), after_end=True)


def measure_type() -> MeasureType:
    return MeasureType.objects.get(pk="midlertidigt-botilbud")


def housing() -> LifeArea:
    return LifeArea.objects.get(pk=HOUSING)


def discharge() -> TransitionKind:
    return TransitionKind.objects.get(pk="udskrivelse")


def a_protected_time(c: Any) -> None:
    c.protected = protected_times.add_protected_time(
        by=c.adam, department=c.job, weekday=1, starts=time(9), ends=time(11)
    )


TABLE: Table = {
    measure_types.add_measure_type: of_administration(
        lambda by: measure_types.add_measure_type(by=by, areas=(), **SAID)
    ),
    measure_types.edit_measure_type: of_administration(
        lambda by: measure_types.edit_measure_type(
            by=by, measure_type=measure_type(), seen=1, areas=(), **SAID
        )
    ),
    measure_types.confirm_measure_type: of_administration(
        lambda by: measure_types.confirm_measure_type(
            by=by, measure_type=measure_type(), seen=1, jurist="Karen Bo", on=TODAY
        )
    ),
    templates.add_template: of_administration(
        lambda by: templates.add_template(
            by=by, model=GoalTemplate, title="Et roligt hjem", area=housing(), type="develop"
        )
    ),
    templates.edit_template: of_administration(
        lambda by: templates.edit_template(
            by=by, template=GoalTemplate.objects.get(pk="eget-hjem"), seen=1, title="Et roligt hjem"
        )
    ),
    templates.add_line: of_administration(
        lambda by: templates.add_line(
            by=by, kind=discharge(), text="Ring dagen efter", who="coordinator", area=housing(), days=1
        )
    ),
    templates.edit_line: of_administration(
        lambda by: templates.edit_line(
            by=by, line=discharge().lines.all()[0], seen=1, text="Ring dagen efter"
        )
    ),
    protected_times.add_protected_time: Row(
        ADMINISTRATOR,
        lambda c, by: protected_times.add_protected_time(
            by=by, department=c.job, weekday=0, starts=time(9), ends=time(11)
        ),
        after_end=True,
    ),
    protected_times.edit_protected_time: Row(
        ADMINISTRATOR,
        lambda c, by: protected_times.edit_protected_time(
            by=by, protected=c.protected, seen=1, weekday=2, note="Aftalt med lederen"
        ),
        ready=a_protected_time,
        after_end=True,
    ),
    decision_rule.set_decision_rule: of_administration(
        lambda by: decision_rule.set_decision_rule(by=by, seen=1, goes_to="team", department=None)
    ),
}
