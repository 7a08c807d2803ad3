"""What holds for the whole municipality: an administrator's, who reads no plan."""

from collections.abc import Callable
from typing import Any

from enplan.accounts.models import LifeArea
from plans.models import GoalTemplate, MeasureType, TransitionKind
from plans.services import decision_rule, measure_types, templates
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
    decision_rule.set_decision_rule: of_administration(
        lambda by: decision_rule.set_decision_rule(by=by, seen=1, goes_to="team", department=None)
    ),
}
