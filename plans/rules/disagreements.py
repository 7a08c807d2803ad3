"""The rule for disagreements, their views and settlements, and for questions to leaders. Asked only by `plans.rules`.

A view is read by who may read both what it is about and what its holder writes in that area; who wrote it keeps it
while on the team. A disagreement of which one reads no view is not there. Never for the network (rule 3).
"""

from collections.abc import Callable
from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q

from enplan.accounts.models import Role
from plans.grants import In, On
from plans.keys import NOTHING, Keys
from plans.models import BlockedPerson, Disagreement, DisagreementView, LeaderQuestion, Settlement
from plans.rules.guarded import guarded, in_view, not_withheld, written_by

# How long a leader can read again what they were asked and answered, without the excerpt.
ANSWER_STAYS = timedelta(days=14)


def disagreement_rule(keys: Keys) -> Q:
    views = DisagreementView.objects.filter(guarded(keys, "", network=None), disagreement=OuterRef("pk"))
    own = views.filter(written_by("", keys.user))
    return (_what_it_is_about(keys) & Q(Exists(views))) | (
        Q(Exists(own)) & in_view("goal__") & in_view("measure__")
    )


def view_rule(keys: Keys) -> Q:
    about = Disagreement.objects.filter(_what_it_is_about(keys), pk=OuterRef("disagreement"))
    there = in_view("disagreement__goal__") & in_view("disagreement__measure__")
    mine = written_by("", keys.user) & there
    return guarded(keys, "", network=None) & (Q(Exists(about)) | mine)


def settlement_rule(keys: Keys) -> Q:
    """Seen as its disagreement is."""
    return Q(Exists(Disagreement.objects.filter(disagreement_rule(keys), pk=OuterRef("disagreement"))))


def question_rule(keys: Keys) -> Q:
    return asked_question(keys) | put_to(keys)


def asked_question(keys: Keys) -> Q:
    """Who asked, who coordinates, and the citizen's side, who acts for the citizen within own areas. Nobody else."""
    asked = written_by("", keys.user) & keys.on_plan("section__plan", On.WORK)
    of_citizen = keys.on_plan("section__plan", On.OWN) | keys.in_section("section", In.REPRESENT)
    seen = asked | keys.on_plan("section__plan", On.COORDINATE) | (of_citizen & not_withheld("", keys.at))
    return seen & in_view("")


def put_to(keys: Keys) -> Q:
    """Rule 8: the leader it was put to, while they lead that department and are not kept out: until they have answered,
    and some days after. Whether anything of the excerpt is open to them is asked by `plans.excerpts`.
    """
    user = keys.user
    if user.department_id is None:
        return NOTHING
    leads = Role.objects.filter(pk=user.role_id, can_supervise=True)
    blocked = BlockedPerson.objects.filter(plan=OuterRef("section__plan"), user=user, lifted_at__isnull=True)
    put = Q(
        asked_of=user,
        department=user.department_id,
        withdrawn_at__isnull=True,
        section__plan__ended_at__isnull=True,
    )
    in_time = Q(answered_at__isnull=True) | Q(answered_at__gt=keys.at - ANSWER_STAYS)
    return put & in_time & in_view("") & Q(Exists(leads)) & ~Q(Exists(blocked))


def _what_it_is_about(keys: Keys) -> Q:
    """The goal or the measure, as such a thing is seen; without one the part it stands in."""
    of_goal = Q(goal__isnull=False) & guarded(keys, "goal__", network=None)
    of_measure = Q(measure__isnull=False) & guarded(keys, "measure__", network=None)
    of_area = Q(goal__isnull=True, measure__isnull=True) & guarded(keys, "", network=None)
    return of_goal | of_measure | of_area


DISAGREEMENT_RULES: dict[type[models.Model], Callable[[Keys], Q]] = {
    Disagreement: disagreement_rule,
    DisagreementView: view_rule,
    Settlement: settlement_rule,
    LeaderQuestion: question_rule,
}
# How each is told of in the history; a leader who is asked reads no history of the plan.
RULES_OF_CHANGES: tuple[tuple[type[models.Model], Callable[[Keys], Q]], ...] = (
    (Disagreement, disagreement_rule),
    (DisagreementView, view_rule),
    (LeaderQuestion, asked_question),
)
