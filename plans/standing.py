"""Who may write what: the second half of the rule (design.md, "Writing").

A pure table over a `Standing` (`plans.standings`); whether the person sees the thing at all is asked in
`plans.permissions` first.
"""

from collections.abc import Callable
from typing import Any

from citizens.models import Ground
from plans.actions import Action
from plans.grants import On
from plans.models import (
    Attachment,
    BlockedPerson,
    Comment,
    DataRequest,
    Goal,
    HandoverOffer,
    Measure,
    Rating,
    Section,
    SubGoal,
    Task,
)
from plans.standing_at_meetings import MAY_AT_MEETINGS
from plans.standing_for_measures import MAY_OF_MEASURES, edit_measure
from plans.standing_in_disputes import MAY_IN_DISPUTES
from plans.standings import DESCRIBED, PURPOSES, Standing

__all__ = ["DESCRIBED", "MAY", "PURPOSES", "Action", "Standing"]


def _edit_goal(standing: Standing, goal: Goal) -> bool:
    """The citizen's words by the citizen's side alone; others by the coordinator and caseworkers of the owner."""
    if goal.section.is_citizens:
        return standing.is_citizens_side
    if goal.is_draft and goal.written_by_id != standing.user_id:
        return False
    return standing.is_caseworker and standing.writes_in(goal.section)


def _contribute(standing: Standing, section: Section) -> bool:
    """Sub-goals, tasks and progress: also providers of the owner."""
    return standing.owns(section) or (standing.is_caseworker and standing.writes_in(section))


def _set_task_status(standing: Standing, task: Task) -> bool:
    if _is_responsible(standing, task):
        return True
    return _contribute(standing, task.section)


def _is_responsible(standing: Standing, task: Task) -> bool:
    if task.responsible_is_citizen:
        return standing.is_citizens_side
    if task.responsible_contact is not None:
        return (
            task.responsible_contact.user_id is not None
            and task.responsible_contact.user_id == standing.user_id
        )
    return task.responsible_id is not None and task.responsible_id == standing.user_id


def _withdraw(standing: Standing, ground: Ground) -> bool:
    """Narrowing is safe: any caseworker on the team may note it; the citizen does it alone."""
    if standing.is_citizen:
        return ground.kind.is_consent
    if standing.is_representative:
        if ground.covers_health and not standing.decides_health:
            return False
        return ground.kind.is_consent and all(area.pk in standing.areas for area in ground.areas.all())
    return standing.is_caseworker


def _lift_block(standing: Standing, block: BlockedPerson) -> bool:
    """What the citizen has closed only the citizen opens again."""
    if standing.is_citizen:
        return True
    return standing.coordinates and standing.is_caseworker and not block.is_by_citizen


def _accept(standing: Standing, offer: HandoverOffer) -> bool:
    return offer.to_id == standing.user_id and standing.user is not None


def _wrote(standing: Standing, note: Any) -> bool:
    return standing.is_on_team and note.written_by_id == standing.user_id


def _remove_attachment(standing: Standing, attachment: Attachment) -> bool:
    """Who put it there; the citizen's side in the citizen's part; the owner's caseworkers and who coordinates."""
    wrote = attachment.written_by_id == standing.user_id
    if attachment.section is None:
        return _coordinates(standing, attachment) or (
            wrote and (standing.is_caseworker or standing.is_citizens_side)
        )
    if attachment.section.is_citizens:
        return standing.is_citizens_side
    return (wrote and standing.is_on_team) or (
        standing.is_caseworker and standing.writes_in(attachment.section)
    )


def _is_caseworker(standing: Standing, _thing: Any) -> bool:
    return standing.is_caseworker


def _coordinates(standing: Standing, _thing: Any) -> bool:
    return standing.coordinates and standing.is_caseworker


def _citizens_side(standing: Standing, _thing: Any) -> bool:
    return standing.is_citizens_side


def _add_own_view(standing: Standing, asked: DataRequest) -> bool:
    """The citizen's side; for who asked in other ways than here, who coordinates writes it down."""
    return standing.is_citizens_side or (asked.is_told and _coordinates(standing, asked))


def _may_publish(standing: Standing, draft: Any) -> bool:
    """The writer, where the place is still open for them to write."""
    if not (_wrote(standing, draft) and draft.is_draft):
        return False
    if draft.section is None:
        return standing.reads_words
    if isinstance(draft, Goal):
        return _edit_goal(standing, draft)
    if isinstance(draft, Measure):
        return edit_measure(standing, draft)
    return _contribute(standing, draft.section)


def _may_move(standing: Standing, draft: Any) -> bool:
    """The writer, from somewhere else to the own department's part of the same area."""
    return (
        _wrote(standing, draft)
        and draft.is_draft
        and draft.section is not None
        and not standing.owns(draft.section)
        and standing.works_in(draft.section.area_id)
    )


def _as_owner(standing: Standing, thing: Any) -> bool:
    """A caseworker of the department it belongs to; of the overall wellbeing, its writer."""
    if thing.section is None:
        return standing.is_caseworker and _wrote(standing, thing)
    return standing.is_caseworker and standing.owns(thing.section)


def _take_out(standing: Standing, thing: Any) -> bool:
    """The writer, the coordinator, and the owner's leader under supervision; never what is the citizen's own."""
    section = thing.section
    leads = On.SUPERVISE in standing.roles and standing.department_id is not None and section is not None
    is_owners = leads and section.owner_id == standing.department_id
    if not (_wrote(standing, thing) or (standing.coordinates and standing.is_caseworker) or is_owners):
        return False
    if isinstance(thing, Rating):
        return thing.is_told or not thing.is_by_citizen
    return not section.is_citizens


def _take_back(standing: Standing, thing: Any) -> bool:
    """Who added it, where they still may write such a thing."""
    if standing.user is None or thing.written_by_id != standing.user_id:
        return False
    if standing.is_citizens_side:
        return _is_citizens_own(thing)
    if not standing.is_on_team:
        return False
    match thing:
        case Goal():
            return _edit_goal(standing, thing)
        case SubGoal():
            return _edit_subgoal(standing, thing)
        case Measure():
            return edit_measure(standing, thing)
        case Rating():
            return not thing.is_by_citizen
        case Comment():
            return False
        case _:
            return _contribute(standing, thing.section)


def _is_citizens_own(thing: Any) -> bool:
    """What the citizen's side writes: a number, and what stands in the citizen's part."""
    match thing:
        case Rating():
            return thing.is_by_citizen
        case Goal() | Task() | Comment():
            return thing.section.is_citizens
        case _:
            return False


def _keep_private(standing: Standing, thing: Goal | Rating | Attachment | Comment) -> bool:
    """The citizen alone, of what stands there as their own."""
    if isinstance(thing, Rating):
        is_own = thing.is_by_citizen
    else:
        is_own = thing.section is not None and thing.section.is_citizens
    return standing.is_citizen and is_own


def _own_comment(standing: Standing, comment: Comment, *, or_told: bool) -> bool:
    """Who wrote it; who acts for the citizen leaves the citizen's alone."""
    wrote = standing.user is not None and comment.written_by_id == standing.user_id
    return standing.is_citizens_side and (wrote or (or_told and comment.is_told))


def _add_subgoal(standing: Standing, goal: Goal) -> bool:
    """Also who is named as carrying out a measure in that part of the plan."""
    return _contribute(standing, goal.section) or standing.carries_out_in(goal.section)


def _edit_subgoal(standing: Standing, subgoal: SubGoal) -> bool:
    return _add_subgoal(standing, subgoal.goal)


MAY: dict[Action, Callable[[Standing, Any], bool]] = {
    Action.VIEW: lambda _standing, _thing: True,
    Action.EDIT_WORDS: _citizens_side,
    Action.PROPOSE_GOAL: _citizens_side,
    Action.TAKE_UP_PROPOSAL: lambda standing, goal: _coordinates(standing, goal) and goal.section.is_citizens,
    Action.ADD_GOAL: _is_caseworker,
    Action.EDIT_GOAL: _edit_goal,
    Action.ADD_SUBGOAL: _add_subgoal,
    Action.EDIT_SUBGOAL: _edit_subgoal,
    Action.NOTE_PROGRESS: _add_subgoal,
    Action.ADD_TASK: _contribute,
    Action.EDIT_TASK: lambda standing, task: _contribute(standing, task.section),
    Action.SET_TASK_STATUS: _set_task_status,
    **MAY_OF_MEASURES,
    Action.BEGIN_TRANSITION: _coordinates,
    Action.EDIT_TRANSITION: _coordinates,
    Action.WRITE_JOURNAL: lambda standing, _plan: standing.is_on_team,
    Action.ADD_TO_JOURNAL: lambda standing, note: _wrote(standing, note) and not note.is_draft,
    Action.EDIT_NOTE_DRAFT: _may_publish,
    Action.PUBLISH_DRAFT: _may_publish,
    Action.MOVE_DRAFT: _may_move,
    Action.WITHHOLD: lambda standing, draft: _may_publish(standing, draft) and _as_owner(standing, draft),
    Action.END_WITHHOLDING: _as_owner,
    Action.TAKE_OUT: _take_out,
    Action.TAKE_BACK: _take_back,
    Action.KEEP_PRIVATE: _keep_private,
    Action.ADD_ATTACHMENT: lambda standing, _plan: standing.is_citizens_side or standing.is_on_team,
    Action.ADD_SCAN: lambda standing, _plan: standing.is_citizens_side or standing.is_caseworker,
    Action.REMOVE_ATTACHMENT: _remove_attachment,
    Action.COMMENT: _citizens_side,
    Action.EDIT_COMMENT: lambda standing, comment: _own_comment(standing, comment, or_told=False),
    Action.WITHDRAW_COMMENT: lambda standing, comment: _own_comment(standing, comment, or_told=True),
    Action.READ_COMMENT: _coordinates,
    Action.RATE_SELF: _citizens_side,
    Action.HOLD_TALK: _is_caseworker,
    Action.NOTE_TOLD: _coordinates,
    Action.RATE_AS_PROFESSIONAL: lambda standing, _plan: standing.is_on_team,
    Action.NOTE_GROUND: _is_caseworker,
    Action.GIVE_CONSENT: _citizens_side,
    Action.WITHDRAW_GROUND: _withdraw,
    Action.SHARE_WITHOUT_CONSENT: _is_caseworker,
    Action.START_VISITATION: _coordinates,
    Action.SEE_TEAM_WHOLE: lambda standing, _plan: standing.is_citizen or standing.coordinates,
    Action.MANAGE_TEAM: _coordinates,
    Action.BLOCK_PERSON: lambda standing, plan: _coordinates(standing, plan) or standing.is_citizen,
    Action.LIFT_BLOCK: _lift_block,
    Action.OFFER_HANDOVER: _coordinates,
    Action.ACCEPT_HANDOVER: _accept,
    Action.REPLACE_PLAN: _coordinates,
    Action.LINK_FAMILY: _coordinates,
    Action.PAUSE_PLAN: _coordinates,
    Action.END_PLAN: _coordinates,
    Action.REOPEN_PLAN: _coordinates,
    Action.ASK_ABOUT_LOOK: lambda standing, _plan: standing.is_citizen,
    Action.ASK_FOR_DATA: _citizens_side,
    Action.NOTE_DATA_REQUEST: _is_caseworker,
    Action.ANSWER_DATA_REQUEST: _coordinates,
    Action.ADD_OWN_VIEW: _add_own_view,
    Action.WRITE_MESSAGE: lambda standing, plan: standing.is_citizens_side or _coordinates(standing, plan),
    Action.NOTE_MESSAGE: _is_caseworker,
    Action.SETTLE_MESSAGE: _coordinates,
    **MAY_IN_DISPUTES,
    **MAY_AT_MEETINGS,
}
