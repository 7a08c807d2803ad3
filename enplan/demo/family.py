"""Two plans of the demo that are linked: Dennis' and his aunt Lone's. Birgitte coordinates his, Henrik hers, and
Henrik is on both teams. Søren, who is kept out of Lone's plan, meets nothing of it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from enplan import clock
from enplan.demo.scenario.cast import Cast
from plans.looks import look_by_search
from plans.models import FamilySide
from plans.services.families import ask_for_family, ask_the_other_side
from plans.services.family_answers import answer_family


def add_family(of: Mapping[str, Cast]) -> None:
    """In force since last week; and a question that Dennis has not answered yet."""
    dennis, lone = of["dennis"], of["lone"]
    birgitte = dennis.staff["birgitte"]
    with clock.standing_at(_days_ago(9)):
        side = ask_for_family(
            by=dennis.citizen_user,
            plan=dennis.plan,
            other_named="Lone, min moster",
            own_named="Dennis, din søsters søn",
        )
    with clock.standing_at(_days_ago(8)):
        look_by_search(
            by=birgitte, citizens=[(lone.plan.citizen, lone.plan)], reason="Familien vil have planerne samlet"
        )
        ask_the_other_side(by=birgitte, side=side, citizen=lone.plan.citizen)
    with clock.standing_at(_days_ago(7)):
        asked = FamilySide.objects.get(plan=lone.plan, link=side.link)
        answer_family(by=lone.citizen_user, side=asked, answer="yes")
    with clock.standing_at(_days_ago(4)):
        ask_for_family(
            by=birgitte, plan=dennis.plan, other_named="Sabrina, din søster", own_named="Dennis, din bror"
        )


def _days_ago(days: int) -> datetime:
    day = clock.today() - timedelta(days=days)
    return datetime(day.year, day.month, day.day, 11, tzinfo=clock.COPENHAGEN)
