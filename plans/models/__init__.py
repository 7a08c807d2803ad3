"""The one shared plan and what stands in it."""

from plans.grants import PlanGrant, SectionGrant
from plans.models.agreements import PlanAnswer
from plans.models.attachments import Attachment
from plans.models.conversation import ConversationDraft
from plans.models.disagreements import DecisionRule, Disagreement, DisagreementView, Settlement
from plans.models.families import FamilyAnswer, FamilyLink, FamilySide
from plans.models.follow_ups import FollowUp, PlanFollowUp
from plans.models.goal_progress import GoalProgress
from plans.models.goals import Goal, SubGoal
from plans.models.journal import JournalAddition, JournalNote
from plans.models.measure_types import MeasureType
from plans.models.measures import Measure, Progress, SupportChange
from plans.models.misfilings import BreachEntry, Misfiling, PersonalDataBreach
from plans.models.plan import BlockedPerson, CitizenWords, Plan
from plans.models.progress import Rating
from plans.models.questions import LeaderQuestion, QuestionItem
from plans.models.referrals import Referral, ReferralGround, ReferralPart
from plans.models.replaced import OtherPlanKind, ReplacedPlan
from plans.models.section import Item, Section
from plans.models.talks import Talk, TalkLine
from plans.models.tasks import Task
from plans.models.team import HandoverOffer, TeamMember
from plans.models.templates import ChecklistLine, GoalTemplate, PlanTemplate, TransitionKind
from plans.models.terms import FfbTerm
from plans.models.transitions import Transition
from plans.models.unsaved import Presence, UnsavedForm
from plans.models.withholdings import Withholding

__all__ = [
    "Attachment",
    "BlockedPerson",
    "BreachEntry",
    "ChecklistLine",
    "CitizenWords",
    "ConversationDraft",
    "DecisionRule",
    "Disagreement",
    "DisagreementView",
    "FamilyAnswer",
    "FamilyLink",
    "FamilySide",
    "FfbTerm",
    "FollowUp",
    "Goal",
    "GoalProgress",
    "GoalTemplate",
    "HandoverOffer",
    "Item",
    "JournalAddition",
    "JournalNote",
    "LeaderQuestion",
    "Measure",
    "MeasureType",
    "Misfiling",
    "OtherPlanKind",
    "PersonalDataBreach",
    "Plan",
    "PlanAnswer",
    "PlanFollowUp",
    "PlanGrant",
    "PlanTemplate",
    "Presence",
    "Progress",
    "QuestionItem",
    "Rating",
    "Referral",
    "ReferralGround",
    "ReferralPart",
    "ReplacedPlan",
    "Section",
    "SectionGrant",
    "Settlement",
    "SubGoal",
    "SupportChange",
    "Talk",
    "TalkLine",
    "Task",
    "TeamMember",
    "Transition",
    "TransitionKind",
    "UnsavedForm",
    "Withholding",
]
