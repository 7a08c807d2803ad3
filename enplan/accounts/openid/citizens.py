"""A private person behind an answer of MitID. Who has which CPR number is known above: they register here."""

from collections.abc import Callable

from enplan.accounts.models import User
from enplan.accounts.openid.checks import Claims, value_of
from enplan.accounts.openid.refusals import Refused, Why
from enplan.accounts.services.private_people import known_by, remember_identity
from enplan.login_providers import Provider

# Takes the CPR number as it was said, and whom this MitID has logged in before (None: nobody).
Finder = Callable[[str, User | None], User]
_finders: list[Finder] = []


def find_with(finder: Finder) -> None:
    """Let `finder` answer with the person's login, or raise Refused. For AppConfig.ready."""
    _finders[:] = [finder]


def citizen_behind(claims: Claims, provider: Provider) -> User:
    """The citizen's login. Refused where there is none, and where this MitID had another CPR number before."""
    cpr = value_of(claims, provider.cpr_claim)
    if not isinstance(cpr, str) or not cpr.strip():
        raise Refused(Why.NO_CPR, "missing")
    before = known_by(issuer=provider.issuer, subject=claims["sub"])
    [find] = _finders
    person = find(cpr, before)
    remember_identity(person=person, issuer=provider.issuer, subject=claims["sub"])
    return person
