"""Who a plan is about, who stands beside them, and the grounds that open parts of the plan to others."""

from citizens.models.citizen import Citizen
from citizens.models.custody import CustodyAnswer
from citizens.models.glossary import GlossaryWord
from citizens.models.grounds import AreaWithdrawal, DismissedReminder, Ground, GroundParty
from citizens.models.invitations import Invitation
from citizens.models.kinds import ConsentPurpose, GroundKind
from citizens.models.persons import NetworkPerson, Representative
from citizens.models.reviews import GroundReview

__all__ = [
    "AreaWithdrawal",
    "Citizen",
    "ConsentPurpose",
    "CustodyAnswer",
    "DismissedReminder",
    "GlossaryWord",
    "Ground",
    "GroundKind",
    "GroundParty",
    "GroundReview",
    "Invitation",
    "NetworkPerson",
    "Representative",
]
