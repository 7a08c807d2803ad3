"""The rule per kind of thing, as conditions on rows (design.md, rules 0–8). Asked only by `plans.permissions`.

Each function answers with a `Q`: which rows of its kind the person may see at the instant. They rest on the stored
grants, asked for through `plans.keys`; what the grants are is decided in `plans.regrant`.
"""

from collections.abc import Callable
from functools import partial, reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q

from citizens.models import Ground, GroundReview, Invitation, NetworkPerson, Representative
from enplan.audit.models import Change
from plans.grants import In, On
from plans.keys import NOTHING, Keys
from plans.models import (
    Attachment,
    CitizenWords,
    CoherenceAnswer,
    Comment,
    DataRequest,
    DisagreementView,
    FollowUp,
    Goal,
    GoalProgress,
    JournalAddition,
    JournalNote,
    Measure,
    Misfiling,
    Plan,
    Rating,
    Section,
    SubGoal,
    SupportChange,
    Task,
    Transition,
    Withholding,
)
from plans.rules.coherence import coherence_rule
from plans.rules.comments import comment_rule
from plans.rules.data_requests import DATA_REQUEST_RULES, data_request_rule
from plans.rules.disagreements import DISAGREEMENT_RULES, RULES_OF_CHANGES
from plans.rules.families import CHANGES_OF_FAMILIES, FAMILY_RULES
from plans.rules.grounds import ground_rule, review_rule, scan_rule
from plans.rules.guarded import finished, guarded, in_view, not_withheld, shared, told_in_history, written_by
from plans.rules.measures import MEASURE_RULES, measure_rule
from plans.rules.meetings import changes_of_meetings, meeting_rules
from plans.rules.messages import CHANGES_OF_MESSAGES, MESSAGE_RULES
from plans.rules.misfilings import MISFILING_RULES, misfiling_rule
from plans.rules.noted import SAID_RULES
from plans.rules.of_the_plan import ANY, RULES_OF_THE_PLAN, team_member_rule
from plans.rules.people import invitation_rule, person_beside_citizen
from plans.rules.referrals import REFERRAL_RULES
from plans.rules.talks import TALK_RULES
from plans.rules.transitions import task_in_section, transition_ever_rule, transition_rule
from plans.rules.typing import TYPING_RULES
from plans.rules.withholdings import withholding_rule

CHANGES_OF_THE_PLAN = (
    "plan",
    "teammember",
    "ground",
    "handoveroffer",
    "blockedperson",
    "networkperson",
    "representative",
    "replacedplan",
)

# What is shown with the thing above it: the way from its rows to that.
BENEATH: dict[type[models.Model], str] = {
    SubGoal: "goal",
    GoalProgress: "goal",
    Task: "goal",
    SupportChange: "measure",
    FollowUp: "measure",
    DisagreementView: "disagreement__goal",
}


def _plan(keys: Keys) -> Q:
    return keys.on_plan("pk", *ANY)


def _section(keys: Keys) -> Q:
    return keys.in_section("pk", *In)


def _goal(keys: Keys) -> Q:
    return guarded(keys, "", network=~Q(words=Goal.Words.HYPOTHESIS))


def _subgoal(keys: Keys) -> Q:
    open_goal = guarded(keys, "goal__", network=~Q(goal__words=Goal.Words.HYPOTHESIS))
    return open_goal & Q(taken_back_at__isnull=True)


def _goal_progress(keys: Keys) -> Q:
    """How it goes is an assessment: not for the network, as ratings are not."""
    return guarded(keys, "goal__", network=None)


def _task(keys: Keys) -> Q:
    return guarded(keys, "", "goal__", network=Q(goal__isnull=True) | ~Q(goal__words=Goal.Words.HYPOTHESIS))


def _journal_note(keys: Keys) -> Q:
    return guarded(keys, "", network=None)


def _journal_addition(keys: Keys) -> Q:
    return guarded(keys, "note__", network=None)


def _rating(keys: Keys, *, there: Callable[[str], Q] = in_view) -> Q:
    # What the citizen told is the citizen's own (rule 2): it was written down by somebody, who is not its writer.
    own = Q(is_told=False)
    in_section = Q(section__isnull=False) & guarded(keys, "", network=None, there=there, as_writer=own)
    reads_words = keys.on_plan("plan", On.WORDS)
    is_citizen = keys.on_plan("plan", On.OWN)
    is_on_team = keys.on_plan("plan", On.COORDINATE, On.WORK)
    on_time = not_withheld("", keys.at) | is_on_team
    overall = finished("") & ((reads_words & shared("") & on_time) | (is_citizen & not_withheld("", keys.at)))
    mine = written_by("", keys.user) & own & (is_citizen | is_on_team)
    return in_section | (Q(section__isnull=True) & there("") & (overall | mine))


def _attachment_ever(keys: Keys) -> Q:
    in_section = Q(section__isnull=False) & guarded(keys, "", network=None)
    return in_section | scan_rule(keys)


def _attachment(keys: Keys) -> Q:
    """What is taken out is out of everybody's view; its history stays."""
    return Q(removed_at__isnull=True) & _attachment_ever(keys)


def _words(keys: Keys) -> Q:
    return keys.on_plan("plan", On.WORDS)


def _change(keys: Keys) -> Q:
    return change_rule(keys, None)


def change_rule(keys: Keys, kinds: frozenset[str] | None) -> Q:
    """A history line stands where its thing stands; network persons see none.

    What was written while the thing was a draft or marked "del ikke" stays with whoever wrote it then. `kinds`: the
    only kinds of things the rows are about, where that is known: lines of others are then not answered for.
    """

    def told_of(model: type[models.Model]) -> bool:
        return kinds is None or model._meta.model_name in kinds

    def of(model: type[models.Model], rule: Q) -> Q:
        rows = model._default_manager.filter(rule, pk=OuterRef("thing_id"))
        return Q(thing=model._meta.model_name) & Q(Exists(rows))

    rules: dict[type[models.Model], Callable[[], Q]] = {
        Goal: lambda: guarded(keys, "", network=None, there=told_in_history),
        SubGoal: lambda: guarded(keys, "goal__", network=None, there=told_in_history),
        GoalProgress: lambda: _goal_progress(keys),
        Task: lambda: task_in_section(keys, there=told_in_history),
        Transition: lambda: transition_ever_rule(keys),
        Rating: lambda: _rating(keys, there=told_in_history),
        JournalNote: lambda: _journal_note(keys),
        JournalAddition: lambda: _journal_addition(keys),
        Attachment: lambda: _attachment_ever(keys),
        CitizenWords: lambda: _words(keys),
        CoherenceAnswer: lambda: coherence_rule(keys),
        Comment: lambda: comment_rule(keys, there=told_in_history),
        Misfiling: lambda: misfiling_rule(keys),
        DataRequest: lambda: data_request_rule(keys),
        **{
            model: partial(rule, keys)
            for model, rule in (
                *MEASURE_RULES.items(),
                *RULES_OF_CHANGES,
                *CHANGES_OF_FAMILIES,
                *changes_of_meetings(team_member_rule),
                *CHANGES_OF_MESSAGES,
            )
        },
        Measure: lambda: measure_rule(keys, there=told_in_history),
    }
    things = reduce(or_, (of(model, rule()) for model, rule in rules.items() if told_of(model)), NOTHING)
    withheld = Ground.objects.filter(withheld_until__gt=keys.at, pk=OuterRef("thing_id"))
    told = ~Q(thing=Ground._meta.model_name) | ~Q(Exists(withheld))
    of_the_plan = Q(thing__in=CHANGES_OF_THE_PLAN) & (
        keys.on_plan("plan_id", On.COORDINATE) | (keys.on_plan("plan_id", On.OWN) & told)
    )
    return (things & (Q(by_id=keys.user.pk) | ~_written_while_closed(told_of))) | of_the_plan


def _written_while_closed(told_of: Callable[[type[models.Model]], bool]) -> Q:
    """Lines of a thing, or of what stands beneath it, from before it was shown to others."""
    shown = Change.objects.filter(field__in=("is_draft", "is_private"), before=str(True))
    own = shown.filter(thing=OuterRef("thing"), thing_id=OuterRef("thing_id"), at__gte=OuterRef("at"))
    closed = Q(Exists(own))
    for model, path in BENEATH.items():
        if told_of(model):
            parent = path.rsplit("__", 1)[-1]
            above = shown.filter(
                thing=parent, thing_id=OuterRef(f"{path}_id"), at__gte=OuterRef(OuterRef("at"))
            )
            closed |= Q(Exists(model._default_manager.filter(Exists(above), pk=OuterRef("thing_id"))))
    return closed


RULES: dict[type[models.Model], Callable[[Keys], Q]] = {
    Plan: _plan,
    Section: _section,
    Goal: _goal,
    SubGoal: _subgoal,
    GoalProgress: _goal_progress,
    Task: _task,
    **MEASURE_RULES,
    Transition: transition_rule,
    Rating: _rating,
    JournalNote: _journal_note,
    JournalAddition: _journal_addition,
    Attachment: _attachment,
    CitizenWords: _words,
    **SAID_RULES,
    Representative: person_beside_citizen,
    NetworkPerson: person_beside_citizen,
    Invitation: invitation_rule,
    Ground: ground_rule,
    GroundReview: review_rule,
    **MISFILING_RULES,
    **DISAGREEMENT_RULES,
    **meeting_rules(team_member_rule),
    **REFERRAL_RULES,
    **FAMILY_RULES,
    **DATA_REQUEST_RULES,
    **MESSAGE_RULES,
    Withholding: withholding_rule,
    **TYPING_RULES,
    **TALK_RULES,
    **RULES_OF_THE_PLAN,
    Change: _change,
}
