"""Goals as the citizen reads them: in whose words, how far, and what it means, never a code."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enplan.web import charts, spoken
from enplan.web.parts_in_danish import named
from plans.models import Goal, GoalProgress, SubGoal
from plans.models.goals import Level
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.comments.lines import Comments, comments_on
from plans.pages.disputes.lines import DisputeLine, dispute_line
from plans.reading import Reading
from plans.standing import Action

MOST_STEPS_SIDE_BY_SIDE = 3  # more do not fit a phone
SETTLED = (Goal.Status.REACHED, Goal.Status.NOT_WORKING, Goal.Status.CHANGED, Goal.Status.STOPPED)


@dataclass(frozen=True)
class ShownStep:
    title: str
    is_done: bool
    is_now: bool


@dataclass(frozen=True)
class ShownProgress:
    """How it went when somebody noted it."""

    said: str
    note: str


@dataclass(frozen=True)
class ShownGoal:
    """One goal in words."""

    id: UUID
    title: str
    area: str
    whose_words: str
    why: str
    state: str
    is_good: bool
    reason: str
    steps: tuple[ShownStep, ...]
    bar: SafeString  # where the steps do not fit side by side
    reached: str
    level: str
    facts: str
    theme: str
    progress: tuple[ShownProgress, ...]
    measured_by: str
    readers: str
    is_private: bool
    can_edit: bool
    private: str  # the address of “Del ikke dette”, empty where it is not one's own
    version: int
    comments: Comments
    disputes: tuple[DisputeLine, ...]
    disagree: str  # the address of saying that one sees it in another way


@dataclass(frozen=True)
class Goals:
    current: tuple[ShownGoal, ...]
    earlier: tuple[ShownGoal, ...]


def goals_of(reading: Reading) -> Goals:
    current = tuple(shown_goal(goal, reading) for goal in reading.goals if goal.status not in SETTLED)
    earlier = tuple(shown_goal(goal, reading) for goal in reading.goals if goal.status in SETTLED)
    return Goals(current, earlier)


def shown_goal(goal: Goal, reading: Reading) -> ShownGoal:
    subgoals = list(goal.subgoals.all())
    done = sum(step.status == SubGoal.Status.DONE for step in subgoals)
    side_by_side = len(subgoals) <= MOST_STEPS_SIDE_BY_SIDE
    return ShownGoal(
        id=goal.pk,
        title=goal.title,
        area=goal.section.area.said_name,
        whose_words=_whose_words(goal, reading),
        why=goal.why,
        state=_state(goal, reading),
        is_good=goal.status == Goal.Status.REACHED or _goes_as_agreed(goal, reading),
        reason=goal.reason,
        steps=_steps(subgoals),
        bar=SafeString("") if side_by_side else charts.step_bar(done, len(subgoals)),
        reached=_("%(done)s af %(all)s skridt") % {"done": done, "all": len(subgoals)} if subgoals else "",
        level=_level(goal) if reading.standing.is_citizens_side else "",
        facts=_facts(goal, reading),
        theme=reading.theme_of(goal) if reading.standing.is_citizens_side else "",
        progress=tuple(_progress(entry, reading) for entry in goal.lately),
        measured_by=goal.measured_by,
        readers=_readers(goal, reading),
        is_private=goal.is_private,
        can_edit=reading.plan.is_active and reading.standing.may(Action.EDIT_GOAL, goal),
        private=reverse("min-plan-goal-private", args=[reading.plan.pk, goal.pk])
        if reading.plan.is_active and reading.standing.may(Action.KEEP_PRIVATE, goal)
        else "",
        version=goal.version,
        comments=comments_on(goal, reading),
        disputes=tuple(dispute_line(one, reading) for one in reading.disputes_about(goal)),
        disagree=_disagree(goal, reading),
    )


def _disagree(goal: Goal, reading: Reading) -> str:
    """Where nobody has said so yet: a disagreement that is there is gone into instead."""
    is_there = any(one.disagreement.is_open for one in reading.disputes_about(goal))
    may = reading.plan.is_active and reading.standing.may(Action.RAISE_DISAGREEMENT, goal)
    if is_there or not may or goal.is_private or goal.is_draft:
        return ""
    return reverse("min-plan-dispute-goal", args=[reading.plan.pk, goal.pk])


def _steps(subgoals: list[SubGoal]) -> tuple[ShownStep, ...]:
    """The step one is at: one that is begun, or the first that is not done."""
    begun = [step for step in subgoals if step.status == SubGoal.Status.IN_PROGRESS]
    undone = [step for step in subgoals if step.status != SubGoal.Status.DONE]
    now = next(iter(begun or undone), None)
    return tuple(ShownStep(step.title, step.status == SubGoal.Status.DONE, step is now) for step in subgoals)


def _whose_words(goal: Goal, reading: Reading) -> str:
    if goal.words == Goal.Words.CITIZEN:
        return Wording.of(reading).own_words
    if goal.words == Goal.Words.HYPOTHESIS:
        return _("Et bud fra %s") % (named(goal.section.owner) if goal.section.owner else _("teamet"))
    return _("Skrevet sammen")


def _state(goal: Goal, reading: Reading) -> str:
    if goal.status == Goal.Status.PROPOSED:
        if goal.is_private:
            return _("Kun for dig selv")
        return (
            _("Foreslået. I taler om det, næste gang I ses")
            if reading.standing.is_citizen
            else _("Foreslået")
        )
    if _goes_as_agreed(goal, reading):
        return _("Går som aftalt")
    words: dict[str, str] = {
        Goal.Status.ACTIVE: _("I gang"),
        Goal.Status.REACHED: _("Nået"),
        Goal.Status.NOT_WORKING: _("Det virkede ikke på den måde"),
        Goal.Status.CHANGED: _("Lavet om"),
        Goal.Status.STOPPED: _("Stoppet"),
        Goal.Status.BLOCKED: _("Noget udefra står i vejen"),
    }
    return words[goal.status]


def _goes_as_agreed(goal: Goal, reading: Reading) -> bool:
    """Known only where both levels are: to maintain succeeds when nothing got worse."""
    if not reading.standing.reads_assessments or goal.status != Goal.Status.ACTIVE:
        return False
    if goal.actual is None or goal.expected is None:
        return False
    return goal.actual <= goal.expected


def _level(goal: Goal) -> str:
    """Functioning in words, from now to what is hoped for. An assessment: not for the network, as ratings are not."""
    if goal.actual is None and goal.expected is None:
        return ""
    now = Level(goal.actual).label if goal.actual is not None else _("ikke vurderet")
    if goal.expected is None or goal.expected == goal.actual:
        return _("Funktionsevne lige nu: %s") % now
    return _("Funktionsevne lige nu: %(now)s. På vej mod: %(hoped)s") % {
        "now": now,
        "hoped": Level(goal.expected).label,
    }


def _progress(entry: GoalProgress, reading: Reading) -> ShownProgress:
    words: dict[str, str] = {
        GoalProgress.Direction.FORWARD: _("Det går fremad"),
        GoalProgress.Direction.SAME: _("Ingen ændring"),
        GoalProgress.Direction.BACK: _("Det er blevet sværere"),
        "": _("Sådan går det"),
    }
    by = _("%(who)s, %(day)s") % {
        "who": reading.name_of(entry.written_by),
        "day": spoken.near(entry.noted_on),
    }
    return ShownProgress(f"{words[entry.direction]} ({by})", entry.note)


def _facts(goal: Goal, reading: Reading) -> str:
    """Who stands for it and by when."""
    said = []
    if goal.responsible_is_citizen:
        own = _("Du står selv for det")
        said.append(own if reading.standing.is_citizen else _("%s står for det") % reading.plan.citizen.name)
    elif who := reading.responsible_name(goal):
        said.append(
            (_("%s hjælper dig med det") if reading.standing.is_citizen else _("%s står for det")) % who
        )
    if goal.due_on and goal.status in (Goal.Status.ACTIVE, Goal.Status.BLOCKED):
        said.append(_("aftalt til %s") % spoken.day_near(goal.due_on))
    return " · ".join(said)


def _readers(goal: Goal, reading: Reading) -> str:
    """Which of the team read it, for the citizen: the coordinator by name, others by department."""
    readers = reading.readers.get(goal.section_id)
    if readers is None or not reading.standing.is_citizen:
        return ""
    if goal.is_private or goal.is_draft:
        return _("Kun du kan se det.")
    seen: dict[str, None] = {}
    unseen: dict[str, None] = {}
    for member in reading.team:
        name = member.user.name if member.is_coordinating else named(member.user.department)
        (seen if member.user_id in readers else unseen).setdefault(name)
    others = [name for name in unseen if name not in seen]
    if not seen:
        return _("Ingen på teamet kan se det.")
    said = _("På teamet kan det ses af: %s.") % ", ".join(seen)
    return f"{said} {_('Ikke af: %s.') % ', '.join(others)}" if others else said
