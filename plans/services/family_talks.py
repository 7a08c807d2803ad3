"""One running conversation with two of a family: each line is of one person, and kept in the conversation of that
person's own plan from the start. So it is sorted there, and nothing is left when the link ends.
"""

from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from plans.models import FamilySide, Plan, Talk, TalkLine
from plans.permissions import can, standing_of
from plans.rules.families import in_force
from plans.services.checks import NotAllowed, require
from plans.services.families import lock_both
from plans.services.talks import store_line
from plans.standing import Action

NOT_TOGETHER = (
    "En fælles samtale kræver, at planerne er knyttet sammen, og at du er sagsbehandler på begge teams."
)


@transaction.atomic
def add_family_line(
    *, by: User, side: FamilySide, about: Plan, kind: str, text: str, area_id: str | None = None
) -> TalkLine:
    """One line more, about one of the two."""
    if about.pk not in {plan.pk for plan in _require_both(by, side)}:
        raise NotAllowed(NOT_TOGETHER)
    return store_line(by=by, plan=about, kind=kind, text=text, area_id=area_id, together=side.link)


@transaction.atomic
def move_family_line(*, by: User, side: FamilySide, line: TalkLine) -> TalkLine:
    """The line was about the other of the two: it stands there from now on. Its area only goes along
    where `by` works in it there.
    """
    plans = _require_both(by, side)
    if line.together_id != side.link_id or line.talk.user_id != by.pk:
        raise NotAllowed(NOT_TOGETHER)
    to = next(plan for plan in plans if plan.pk != line.talk.plan_id)
    works_there = line.area_id is not None and standing_of(by, to).works_in(line.area_id)
    area_id = line.area_id if works_there else None
    moved = store_line(by=by, plan=to, kind=line.kind, text=line.text, area_id=area_id, together=side.link)
    old = line.talk
    TalkLine.objects.filter(pk=line.pk).delete()
    if not old.lines.exists():
        Talk.objects.filter(pk=old.pk).delete()
    return moved


def _require_both(by: User, side: FamilySide) -> list[Plan]:
    if side.other is None or not can(by, Action.VIEW, side):
        raise NotAllowed(NOT_TOGETHER)
    plans = lock_both(side.plan, side.other)
    for plan in plans:
        require(by, Action.HOLD_TALK, plan)
    if not FamilySide.objects.filter(in_force(clock.now()), pk=side.pk).exists():
        raise NotAllowed(NOT_TOGETHER)
    return plans
