"""The one shared plan and what stands in it."""

from plans.grants import PlanGrant, SectionGrant
from plans.models.attachments import Attachment
from plans.models.conversation import ConversationDraft
from plans.models.goals import Goal, SubGoal
from plans.models.journal import JournalAddition, JournalNote
from plans.models.misfilings import BreachEntry, Misfiling, PersonalDataBreach
from plans.models.plan import BlockedPerson, CitizenWords, Plan
from plans.models.progress import Rating
from plans.models.section import Item, Section
from plans.models.tasks import Task
from plans.models.team import HandoverOffer, TeamMember
from plans.models.withholdings import Withholding

__all__ = [
    "Attachment",
    "BlockedPerson",
    "BreachEntry",
    "CitizenWords",
    "ConversationDraft",
    "Goal",
    "HandoverOffer",
    "Item",
    "JournalAddition",
    "JournalNote",
    "Misfiling",
    "PersonalDataBreach",
    "Plan",
    "PlanGrant",
    "Rating",
    "Section",
    "SectionGrant",
    "SubGoal",
    "Task",
    "TeamMember",
    "Withholding",
]
