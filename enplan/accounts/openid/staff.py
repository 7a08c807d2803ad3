"""An employee behind an answer of the municipality's login."""

from enplan.accounts.models import User
from enplan.accounts.openid.checks import Claims, value_of, words_of
from enplan.accounts.openid.refusals import Refused, Why
from enplan.accounts.services.admitting import Said, admit_employee
from enplan.login_providers import Provider


def wanted_of(provider: Provider) -> tuple[str, ...]:
    """The claims that are needed."""
    return provider.username_claim, provider.name_claim, provider.roles_claim, provider.departments_claim


def employee_behind(claims: Claims, provider: Provider) -> User:
    """The employee, with the role and department that are said. Refused where they may not come in."""
    username = value_of(claims, provider.username_claim)
    name = value_of(claims, provider.name_claim)
    if not isinstance(username, str) or not username.strip():
        raise Refused(Why.NOT_TRUSTED, "username")
    return admit_employee(
        Said(
            issuer=provider.issuer,
            subject=claims["sub"],
            username=User.normalize_username(username.strip()),
            name=name.strip() if isinstance(name, str) else "",
            roles=tuple(words_of(claims, provider.roles_claim)),
            departments=tuple(words_of(claims, provider.departments_claim)),
        )
    )
