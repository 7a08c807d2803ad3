"""The professional's pages in tests: every address with what it takes, and what each form is sent."""

from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse

from enplan import clock
from enplan.audit.models import Change
from plans.models import Goal, ReplacedPlan, SubGoal, Task
from plans.services.attachments import add_attachment
from plans.services.goals import add_subgoal
from plans.services.journal import write_journal
from plans.services.measures import add_measure
from plans.services.tasks import add_task
from tests.cast import HOUSING, give_consent
from tests.conftest import Cast
from tests.uploads import checked_photo, photo, upload

# Addresses beneath /planer/<uuid>/: name → what else it takes.
PLAIN = (
    "workspace",
    "workspace-history",
    "workspace-goal-new",
    "workspace-task-new",
    "workspace-rate",
    "workspace-team",
    "workspace-member-new",
    "workspace-deputy",
    "workspace-block",
    "workspace-handover",
    "workspace-network-new",
    "workspace-representative-new",
    "workspace-consents",
    "workspace-consent-new",
    "workspace-agreement",
    "workspace-share",
    "workspace-end",
    "workspace-who-sees",
    "workspace-conversation-begin",
    "workspace-file-new",
    "workspace-obtain",
    "workspace-visitation",
    "workspace-consents-renew",
    "workspace-consents-day",
    "workspace-handover-back",
    "workspace-takeover",
    "workspace-pause",
    "workspace-resume",
    "workspace-reopen",
    "workspace-replaced",
    "workspace-measure-new",
    "workspace-follow-ups",
    "workspace-follow-up-plan",
    "workspace-rhythm",
    "workspace-tasks",
    "workspace-task-new-anywhere",
    "workspace-presence",
)
OF_A_GOAL = (
    "workspace-goal-edit",
    "workspace-goal-take-up",
    "workspace-goal-history",
    "workspace-subgoal-new",
    "workspace-task-new-line",
    "workspace-goal-progress",
)
OF_A_TASK = ("workspace-task-edit", "workspace-task-tick", "workspace-task-history")
OF_A_SUBGOAL = ("workspace-subgoal-edit",)
OF_A_MEMBER = ("workspace-member-end", "workspace-who-sees-person")
OF_A_GROUND = ("workspace-consent-withdraw", "workspace-consent-scan")
OF_A_FILE = ("workspace-file-remove", "workspace-file-history")
OF_A_NOTE = ("workspace-note-history", "workspace-thing-history")
OF_A_CHANGE = ("workspace-undo",)
OF_A_MEASURE = (
    "workspace-measure",
    "workspace-measure-edit",
    "workspace-measure-support",
    "workspace-measure-end",
    "workspace-measure-history",
    "workspace-measure-follow-up",
)
OF_A_REPLACED = ("workspace-replaced-held", "workspace-replaced-end", "workspace-replaced-made")
OF_A_STEP = ("workspace-conversation",)
EVERY = (
    *PLAIN,
    *OF_A_GOAL,
    *OF_A_TASK,
    *OF_A_SUBGOAL,
    *OF_A_MEMBER,
    *OF_A_GROUND,
    *OF_A_FILE,
    *OF_A_STEP,
    *OF_A_REPLACED,
    *OF_A_NOTE,
    *OF_A_CHANGE,
    *OF_A_MEASURE,
)
ONLY_POST = frozenset(
    {
        "workspace-goal-take-up",
        "workspace-goal-progress",
        "workspace-task-new-line",
        "workspace-task-tick",
        "workspace-handover-back",
        "workspace-resume",
        "workspace-presence",
        "workspace-task-new-anywhere",
        *OF_A_REPLACED,
    }
)
FOR_WHO_COORDINATES = (
    "workspace-team",
    "workspace-member-new",
    "workspace-deputy",
    "workspace-block",
    "workspace-handover",
    "workspace-network-new",
    "workspace-representative-new",
    "workspace-end",
    "workspace-who-sees",
    "workspace-who-sees-person",
    "workspace-conversation-begin",
    "workspace-conversation",
    "workspace-consents-renew",
    "workspace-consents-day",
    "workspace-takeover",
    "workspace-pause",
    "workspace-reopen",
    "workspace-replaced",
)


def make_replaced(cast: Cast) -> ReplacedPlan:
    """The cast's plan stands in place of a § 141 plan, which holds one thing."""
    return ReplacedPlan.objects.create(
        plan=cast.plan,
        kind_id="handleplan",
        kind_name="Handleplan for voksne",
        law="serviceloven § 141",
        must_hold=["formålet"],
        agreed_on=clock.today(),
        noted_by=cast.sofie,
        noted_at=clock.now(),
    )


class Things:
    """One of each in the cast's plan, written by Beskæftigelse in housing."""

    def __init__(self, cast: Cast, goal: Goal) -> None:
        self.cast = cast
        self.goal = goal
        self.subgoal: SubGoal = add_subgoal(by=cast.jan, goal=goal, title="Se tre værelser")
        self.task: Task = add_task(by=cast.jan, goal=goal, title="Ringe til udlejeren")
        self.ground = give_consent(cast.sofie, cast.plan, to=[cast.social], sources=[cast.job])
        self.member = cast.plan.members.get(user=cast.jan)
        self.replaced = make_replaced(cast)
        self.note = write_journal(
            by=cast.jan,
            plan=cast.plan,
            area_id=HOUSING,
            title="Besøg",
            text="Han vil gerne flytte",
            day=clock.today(),
        )
        self.change = Change.objects.get(thing_id=goal.pk)
        self.measure = add_measure(
            by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Bostøtte", starts_on=clock.today()
        )
        self.file = add_attachment(by=cast.jan, plan=cast.plan, area_id=HOUSING, file=checked_photo())

    def key(self, name: str) -> UUID | str | None:
        if name in OF_A_STEP:
            return "team"
        for names, thing in (
            (OF_A_GOAL, self.goal),
            (OF_A_TASK, self.task),
            (OF_A_SUBGOAL, self.subgoal),
            (OF_A_MEMBER, self.member),
            (OF_A_GROUND, self.ground),
            (OF_A_FILE, self.file),
            (OF_A_REPLACED, self.replaced),
            (OF_A_NOTE, self.note),
            (OF_A_CHANGE, self.change),
            (OF_A_MEASURE, self.measure),
        ):
            if name in names:
                return thing.pk
        return None

    def address(self, name: str, *, plan_id: UUID | None = None, key: UUID | None = None) -> str:
        thing = self.key(name)
        more: list[UUID | str] = [] if thing is None else [key or thing]
        return reverse(name, args=[plan_id or self.cast.plan.pk, *more])


def sent(things: Things) -> dict[str, dict[str, Any]]:
    """What each form of the workspace is sent when everything is right, by the coordinator."""
    cast = things.cast
    goal = {
        "title": "Et nyt mål",
        "words": "agreed",
        "why": "",
        "type": "develop",
        "responsible": "borger",
        "due_on": "1/6",
        "measured_by": "",
        "actual": "3",
        "expected": "",
    }
    task = {
        "title": "En ny aftale",
        "responsible": str(cast.jan.pk),
        "due_on": "12/3",
        "status": "in_progress",
    }
    return {
        "workspace-goal-new": {**goal, "area": HOUSING},
        "workspace-goal-edit": {**goal, "status": "active", "reason": "", "version": "1"},
        "workspace-subgoal-new": {"title": "Et skridt", "status": "not_started"},
        "workspace-subgoal-edit": {"title": "Et andet skridt", "status": "done", "version": "1"},
        "workspace-task-new": {**task, "area": HOUSING},
        "workspace-goal-progress": {"said": "same", "note": "Han venter på svar"},
        "workspace-task-new-line": {"line": "Find arbejdstøj @jan 12/3"},
        "workspace-task-edit": {**task, "version": "1"},
        "workspace-task-tick": {"done": "1", "version": "1"},
        "workspace-rate": {"area": HOUSING, "value": "6", "note": "Det går fremad"},
        "workspace-member-new": {"user": str(cast.ulla.pk), "areas": [HOUSING], "role": "Mentor"},
        "workspace-member-end": {},
        "workspace-deputy": {"user": str(cast.ulla.pk), "starts_on": "i dag", "ends_on": "1/5"},
        "workspace-block": {"user": str(cast.grethe.pk)},
        "workspace-handover": {"to": str(cast.ulla.pk)},
        "workspace-network-new": {"name": "Frida Holm", "relation": "nabo", "phone": "", "user": ""},
        "workspace-representative-new": {
            "name": "Erik Holm",
            "relation": "onkel",
            "kind": "attorney",
            "document": "J. 14",
            "areas": [HOUSING],
            "until": "1/9",
        },
        "workspace-consent-new": {
            "decision": "yes",
            "kind": "sharing_consent",
            "areas": [HOUSING],
            "sources": [str(cast.job.pk)],
            "parties": ["koordinator", f"afd-{cast.social.pk}", f"p-{cast.jan.pk}"],
            "purpose": "Én plan",
            "form": "oral",
            "given_on": "i dag",
        },
        "workspace-file-new": {"area": HOUSING, "title": "", "file": upload(photo())},
        "workspace-consent-scan": {"file": upload(photo())},
        "workspace-file-remove": {"reason": "Forkert billede"},
        "workspace-consent-withdraw": {"scope": "alt"},
        "workspace-agreement": {"agreed_on": "i går"},
        "workspace-pause": {"reason": "Rejser til foråret", "look_again_on": "1/5"},
        "workspace-end": {"outcome": "manages"},
    }


def somebodys_id() -> str:
    """An id of nobody here."""
    return str(uuid4())
