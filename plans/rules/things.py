"""The rule per kind of thing, as conditions on rows (design.md, rules 0–8). Asked only by `plans.permissions`.

Each function answers with a `Q`: which rows of its kind the person may see at the instant. They rest on the stored
grants, asked for through `plans.keys`; what the grants are is decided in `plans.regrant`.
"""

from collections.abc import Callable
from functools import partial, reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q

from citizens.models import Citizen, Ground, GroundReview, Invitation, NetworkPerson, Representative
from enplan.audit.models import Change, Look, LookQuestion
from plans.grants import In, On
from plans.keys import NOTHING, Keys
from plans.models import (
    Attachment,
    BlockedPerson,
    CitizenWords,
    ConversationDraft,
    DisagreementView,
    FollowUp,
    Goal,
    GoalProgress,
    HandoverOffer,
    JournalAddition,
    JournalNote,
    Measure,
    Misfiling,
    Plan,
    Rating,
    ReplacedPlan,
    Section,
    SubGoal,
    SupportChange,
    Task,
    TeamMember,
    Transition,
    Withholding,
)
from plans.rules.disagreements import DISAGREEMENT_RULES, RULES_OF_CHANGES
from plans.rules.families import CHANGES_OF_FAMILIES, FAMILY_RULES
from plans.rules.grounds import ground_rule, review_rule, scan_rule, told_by
from plans.rules.guarded import finished, guarded, in_view, not_withheld, shared, told_in_history, written_by
from plans.rules.measures import MEASURE_RULES, measure_rule
from plans.rules.misfilings import MISFILING_RULES, misfiling_rule
from plans.rules.people import SEES_EVERYONE, invitation_rule, person_beside_citizen
from plans.rules.referrals import REFERRAL_RULES
from plans.rules.talks import TALK_RULES
from plans.rules.transitions import task_in_section, transition_ever_rule, transition_rule
from plans.rules.typing import TYPING_RULES
from plans.rules.withholdings import withholding_rule

PROFESSIONAL = (On.COORDINATE, On.WORK, On.SUPERVISE)
CITIZENS_SIDE = (On.OWN, On.REPRESENT)
ANY = (*PROFESSIONAL, *CITIZENS_SIDE, On.FOLLOW)
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


def _team_member(keys: Keys) -> Q:
    """Rule 6: all for the citizen and the coordinator; otherwise the coordinator and those one shares an area with."""
    shared = Section.objects.filter(
        keys.in_section("pk", *In), plan=OuterRef("plan"), owner=OuterRef("user__department")
    )
    areas = TeamMember.areas.through.objects.filter(teammember=OuterRef(OuterRef("pk")))
    in_shared_area = Exists(
        shared.filter(Q(area__in=areas.values("lifearea")) | Exists(_has_all_areas(OuterRef(OuterRef("pk")))))
    )
    reachable = keys.on_plan("plan", *ANY)
    coordinating = Q(capacity__in=(TeamMember.Capacity.COORDINATOR, TeamMember.Capacity.DEPUTY))
    in_force = Q(starts_at__lte=keys.at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=keys.at))
    return keys.on_plan("plan", *SEES_EVERYONE) | (
        reachable & ((coordinating & in_force) | Q(user=keys.user) | Q(in_shared_area))
    )


def _has_all_areas(pk: OuterRef) -> models.QuerySet[TeamMember]:
    return TeamMember.objects.filter(pk=pk, has_all_areas=True)


def _known_to_who_sees_everyone(keys: Keys) -> Q:
    """Of the plan as a whole: names of people and laws that would tell a member what they are not to know."""
    return keys.on_plan("plan", *SEES_EVERYONE)


def _conversation_draft(keys: Keys) -> Q:
    """Whoever is having the conversation, while they are still somebody to the plan: nobody else has been told yet."""
    return Q(user=keys.user) & keys.on_plan("plan", *CITIZENS_SIDE, On.COORDINATE)


def _handover(keys: Keys) -> Q:
    """The person asked sees the offer while it is open; a blocked one never (rule 0)."""
    blocked = BlockedPerson.objects.filter(plan=OuterRef("plan"), user=keys.user, lifted_at__isnull=True)
    asked = Q(to=keys.user, settled_at__isnull=True, plan__ended_at__isnull=True) & ~Q(Exists(blocked))
    return asked | keys.on_plan("plan", *SEES_EVERYONE, On.REPRESENT)


def _look(keys: Keys) -> Q:
    """The citizen alone sees who has looked, and whose search found them when there was no plan.

    What would tell of a withheld ground is there from its day on. The page shows department and purpose, not the
    name. The auditor's way is `plans.register`.
    """
    own = Citizen.objects.filter(user=keys.user)
    mine = keys.on_plan("plan_id", On.OWN) | Q(plan_id__isnull=True, citizen_id__in=own.values("pk"))
    return mine & told_by(keys.at)


def _look_question(keys: Keys) -> Q:
    """The citizen who asked. Not the team: one of them may be whom it is about. Who answers: `plans.register`."""
    return keys.on_plan("plan_id", On.OWN)


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
        Misfiling: lambda: misfiling_rule(keys),
        **{
            model: partial(rule, keys)
            for model, rule in (*MEASURE_RULES.items(), *RULES_OF_CHANGES, *CHANGES_OF_FAMILIES)
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
    TeamMember: _team_member,
    Representative: person_beside_citizen,
    NetworkPerson: person_beside_citizen,
    Invitation: invitation_rule,
    Ground: ground_rule,
    GroundReview: review_rule,
    BlockedPerson: _known_to_who_sees_everyone,
    ReplacedPlan: _known_to_who_sees_everyone,
    **MISFILING_RULES,
    **DISAGREEMENT_RULES,
    **REFERRAL_RULES,
    **FAMILY_RULES,
    Withholding: withholding_rule,
    HandoverOffer: _handover,
    ConversationDraft: _conversation_draft,
    **TYPING_RULES,
    **TALK_RULES,
    Look: _look,
    LookQuestion: _look_question,
    Change: _change,
}
