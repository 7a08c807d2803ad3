"""Who a plan is about, who stands beside them, and the grounds that open parts of the plan to others."""

from citizens.models.citizen import Citizen
from citizens.models.custody import CustodyAnswer
from citizens.models.grounds import (
    AreaWithdrawal,
    ConsentPurpose,
    DismissedReminder,
    Ground,
    GroundKind,
    GroundParty,
)
from citizens.models.persons import NetworkPerson, Representative

__all__ = [
    "AreaWithdrawal",
    "Citizen",
    "ConsentPurpose",
    "CustodyAnswer",
    "DismissedReminder",
    "Ground",
    "GroundKind",
    "GroundParty",
    "NetworkPerson",
    "Representative",
]
