"""The one shared plan and what stands in it."""

from plans.grants import PlanGrant, SectionGrant
from plans.models.agreements import PlanAnswer
from plans.models.attachments import Attachment
from plans.models.booklets import Booklet, BookletPart, PrintedPart
from plans.models.coherence import CoherenceAnswer, CoherenceLater
from plans.models.comments import Comment
from plans.models.conversation import ConversationDraft
from plans.models.data_requests import DataRequest
from plans.models.disagreements import DecisionRule, Disagreement, DisagreementView, Settlement
from plans.models.families import FamilyAnswer, FamilyLink, FamilySide
from plans.models.follow_ups import FollowUp, PlanFollowUp
from plans.models.goal_progress import GoalProgress
from plans.models.goals import Goal, SubGoal
from plans.models.journal import JournalAddition, JournalNote
from plans.models.measure_types import MeasureType
from plans.models.measures import Measure, Progress, SupportChange
from plans.models.meeting_lines import Decision, MeetingPoint
from plans.models.meeting_preparation import MeetingNote, MeetingOpening
from plans.models.meetings import Meeting, MeetingKind, Participant
from plans.models.messages import Message, MessageOpening
from plans.models.misfilings import BreachEntry, Misfiling, PersonalDataBreach
from plans.models.noted import NotedForCitizen
from plans.models.notices import Notice, NoticeChoice
from plans.models.plan import BlockedPerson, CitizenWords, Plan
from plans.models.progress import Rating
from plans.models.protected_times import ProtectedTime
from plans.models.questions import LeaderQuestion, QuestionItem
from plans.models.referrals import Referral, ReferralGround, ReferralPart
from plans.models.replaced import OtherPlanKind, ReplacedPlan
from plans.models.section import Item, Section
from plans.models.summaries import Summary, SummaryCopy
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
    "Booklet",
    "BookletPart",
    "BreachEntry",
    "ChecklistLine",
    "CitizenWords",
    "CoherenceAnswer",
    "CoherenceLater",
    "Comment",
    "ConversationDraft",
    "DataRequest",
    "Decision",
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
    "Meeting",
    "MeetingKind",
    "MeetingNote",
    "MeetingOpening",
    "MeetingPoint",
    "Message",
    "MessageOpening",
    "Misfiling",
    "NotedForCitizen",
    "Notice",
    "NoticeChoice",
    "OtherPlanKind",
    "Participant",
    "PersonalDataBreach",
    "Plan",
    "PlanAnswer",
    "PlanFollowUp",
    "PlanGrant",
    "PlanTemplate",
    "Presence",
    "PrintedPart",
    "Progress",
    "ProtectedTime",
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
    "Summary",
    "SummaryCopy",
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
