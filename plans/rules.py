"""The rule per kind of thing, as conditions on rows (design.md, rules 0–8). Asked only by `plans.permissions`.

Each function answers with a `Q`: which rows of its kind the person may see at the instant. They rest on the stored
grants, asked for through `plans.keys`; what the grants are is decided in `plans.regrant`.
"""

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q

from citizens.models import Citizen, Ground, GroundReview, Invitation, NetworkPerson, Representative
from enplan.accounts.models import User
from enplan.audit.models import Change, Look, LookQuestion
from plans.grants import In, On
from plans.keys import NOTHING, Keys
from plans.models import (
    Attachment,
    BlockedPerson,
    CitizenWords,
    ConversationDraft,
    Goal,
    HandoverOffer,
    JournalAddition,
    JournalNote,
    Misfiling,
    Plan,
    Rating,
    Section,
    SubGoal,
    Task,
    TeamMember,
    Withholding,
)
from plans.rules_for_grounds import ground_rule, review_rule, scan_rule, told_by
from plans.rules_for_misfilings import MISFILING_RULES, misfiling_rule
from plans.rules_for_people import SEES_EVERYONE, invitation_rule, person_beside_citizen
from plans.rules_for_withholdings import withholding_rule

PROFESSIONAL = (On.COORDINATE, On.WORK, On.SUPERVISE)
CITIZENS_SIDE = (On.OWN, On.REPRESENT)
ANY = (*PROFESSIONAL, *CITIZENS_SIDE, On.FOLLOW)
CHANGES_OF_THE_PLAN = (
    "plan", "teammember", "ground", "handoveroffer", "blockedperson", "networkperson", "representative",
)  # fmt: skip


def finished(path: str) -> Q:
    return Q(**{f"{path}is_draft": False})


def in_view(path: str) -> Q:
    """Not taken out because it stood on the wrong citizen; then nobody sees it."""
    return Q(**{f"{path}taken_out_at__isnull": True})


def shared(path: str) -> Q:
    """Not marked "del ikke"."""
    return Q(**{f"{path}is_private": False})


def _not_withheld(path: str, at: datetime) -> Q:
    return Q(**{f"{path}withheld_until__isnull": True}) | Q(**{f"{path}withheld_until__lte": at})


def _written_by(path: str, user: User) -> Q:
    return Q(**{f"{path}written_by": user})


def _guarded(keys: Keys, *paths: str, network: Q | None) -> Q:
    """Rules 1–3 for a thing with a section and guards. Further paths are parents whose guards count as well.

    `network` is what a network person may see of this kind at all; None for kinds they never see.
    """
    section = f"{paths[0]}section"
    mine = _written_by(paths[0], keys.user)

    def open_to_team(path: str) -> Q:
        return finished(path) & shared(path)

    def open_to_citizen(path: str) -> Q:
        return finished(path) & _not_withheld(path, keys.at)

    def open_to_others(path: str) -> Q:
        return open_to_citizen(path) & shared(path)

    def every(condition: Callable[[str], Q]) -> Q:
        together = condition(paths[0])
        for path in paths[1:]:
            # A parent may be missing (a task without a goal): then it closes nothing.
            together &= Q(**{f"{path[:-2]}__isnull": True}) | condition(path)
        return together

    # What opens, and on which condition; conditions are only made for what the person holds.
    doors: list[tuple[Q, Callable[[], Q]]] = [
        (keys.in_section(section, In.READ, In.SUPERVISE), lambda: every(open_to_team)),
        (keys.in_section(section, In.OWN), lambda: every(open_to_citizen) | mine),
        (keys.in_section(section, In.REPRESENT), lambda: every(open_to_others)),
        # The writer sees what they wrote while on the team, drafts and closed places included.
        (keys.on_plan(f"{section}__plan", On.COORDINATE, On.WORK), lambda: mine),
    ]
    if network is not None:
        doors.append((keys.in_section(section, In.FOLLOW), lambda: network & every(open_to_others)))
    held = [key & condition() for key, condition in doors if key is not NOTHING]
    return reduce(or_, held) & every(in_view) if held else NOTHING


def _plan(keys: Keys) -> Q:
    return keys.on_plan("pk", *ANY)


def _section(keys: Keys) -> Q:
    return keys.in_section("pk", *In)


def _goal(keys: Keys) -> Q:
    return _guarded(keys, "", network=~Q(words=Goal.Words.HYPOTHESIS))


def _subgoal(keys: Keys) -> Q:
    return _guarded(keys, "goal__", network=~Q(goal__words=Goal.Words.HYPOTHESIS))


def _task(keys: Keys) -> Q:
    return _guarded(keys, "", "goal__", network=Q(goal__isnull=True) | ~Q(goal__words=Goal.Words.HYPOTHESIS))


def _journal_note(keys: Keys) -> Q:
    return _guarded(keys, "", network=None)


def _journal_addition(keys: Keys) -> Q:
    return _guarded(keys, "note__", network=None)


def _rating(keys: Keys) -> Q:
    in_section = Q(section__isnull=False) & _guarded(keys, "", network=None)
    reads_words = keys.on_plan("plan", On.WORDS)
    is_citizen = keys.on_plan("plan", On.OWN)
    is_on_team = keys.on_plan("plan", On.COORDINATE, On.WORK)
    on_time = _not_withheld("", keys.at) | is_on_team
    overall = finished("") & (
        (reads_words & shared("") & on_time) | (is_citizen & _not_withheld("", keys.at))
    )
    mine = Q(_written_by("", keys.user)) & (is_citizen | is_on_team)
    return in_section | (Q(section__isnull=True) & in_view("") & (overall | mine))


def _attachment_ever(keys: Keys) -> Q:
    in_section = Q(section__isnull=False) & _guarded(keys, "", network=None)
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


def _blocked(keys: Keys) -> Q:
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
    """A history line stands where its thing stands; network persons see none.

    What was written while the thing was a draft or marked "del ikke" stays with whoever wrote it then.
    """

    def of(model: type[models.Model], rule: Q) -> Q:
        rows = model._default_manager.filter(rule, pk=OuterRef("thing_id"))
        return Q(thing=model._meta.model_name) & Q(Exists(rows))

    things = (
        of(Goal, _guarded(keys, "", network=None))
        | of(SubGoal, _guarded(keys, "goal__", network=None))
        | of(Task, _guarded(keys, "", "goal__", network=None))
        | of(Rating, _rating(keys))
        | of(JournalNote, _journal_note(keys))
        | of(JournalAddition, _journal_addition(keys))
        | of(Attachment, _attachment_ever(keys))
        | of(CitizenWords, _words(keys))
        | of(Misfiling, misfiling_rule(keys))
    )
    withheld = Ground.objects.filter(withheld_until__gt=keys.at, pk=OuterRef("thing_id"))
    told = ~Q(thing=Ground._meta.model_name) | ~Q(Exists(withheld))
    of_the_plan = Q(thing__in=CHANGES_OF_THE_PLAN) & (
        keys.on_plan("plan_id", On.COORDINATE) | (keys.on_plan("plan_id", On.OWN) & told)
    )
    return (things & (Q(by_id=keys.user.pk) | ~_written_while_closed())) | of_the_plan


def _written_while_closed() -> Q:
    """Lines of a thing, or of its goal's sub-goals and tasks, from before it was shown to others."""
    shown = Change.objects.filter(field__in=("is_draft", "is_private"), before=str(True))
    own = shown.filter(thing=OuterRef("thing"), thing_id=OuterRef("thing_id"), at__gte=OuterRef("at"))
    of_goal = shown.filter(thing="goal", thing_id=OuterRef("goal_id"), at__gte=OuterRef(OuterRef("at")))
    below = [
        Q(Exists(model._default_manager.filter(Exists(of_goal), pk=OuterRef("thing_id"))))
        for model in (SubGoal, Task)
    ]
    return Q(Exists(own)) | below[0] | below[1]


RULES: dict[type[models.Model], Callable[[Keys], Q]] = {
    Plan: _plan,
    Section: _section,
    Goal: _goal,
    SubGoal: _subgoal,
    Task: _task,
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
    BlockedPerson: _blocked,
    **MISFILING_RULES,
    Withholding: withholding_rule,
    HandoverOffer: _handover,
    ConversationDraft: _conversation_draft,
    Look: _look,
    LookQuestion: _look_question,
    Change: _change,
}
