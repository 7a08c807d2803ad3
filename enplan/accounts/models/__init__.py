"""The organisation, the people who log in, and their logins."""

from enplan.accounts.models.login import ClaimMeaning, Identity
from enplan.accounts.models.organisation import Department, LifeArea
from enplan.accounts.models.roles import Role
from enplan.accounts.models.sessions import Session
from enplan.accounts.models.users import User

__all__ = ["ClaimMeaning", "Department", "Identity", "LifeArea", "Role", "Session", "User"]
