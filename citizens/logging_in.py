"""A citizen who logs in with MitID is found by the CPR number. Registered in apps.py; makes no citizen and no plan.

Relatives and representatives are kept without a CPR number, so nobody finds them here: they log in as invited.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction

from citizens.cpr import clean_cpr
from citizens.models import Citizen
from enplan.accounts.events import announce
from enplan.accounts.models import User
from enplan.accounts.openid.refusals import Refused, Why
from enplan.accounts.services.private_people import add_login_by_mitid
from enplan.audit.record import Place, record_change
from enplan.audit.versions import save_seen

# Tells of a citizen for whom no login is made; those above register.
Objection = Callable[[Citizen], bool]
_objections: list[Objection] = []


def make_no_login_where(objection: Objection) -> None:
    """For AppConfig.ready."""
    _objections.append(objection)


def citizen_with_cpr(cpr: str, before: User | None) -> User:
    """The citizen's login, made where there is none. `before` is whom the same MitID has logged in until now.

    Refused where nobody here has that CPR number, where the login is closed, and where it was another's before.
    """
    try:
        digits = clean_cpr(cpr)
    except ValidationError:
        raise Refused(Why.NO_CPR, "no CPR number") from None
    if before is not None and not Citizen.objects.filter(cpr=digits, user=before).exists():
        _record_refusal(before)
        raise Refused(Why.CHANGED_CPR)
    citizen = Citizen.objects.filter(cpr=digits).select_related("user").first()
    if citizen is None:
        raise Refused(Why.UNKNOWN_CPR)
    login = citizen.user or _make_login(citizen)
    if not login.is_active or login.shut_out_at is not None or login.is_employee or login.is_superuser:
        raise Refused(Why.CLOSED)
    return login


@transaction.atomic
def _make_login(citizen: Citizen) -> User:
    # Without the login joined on: PostgreSQL would give that as it was before the wait.
    current = Citizen.objects.select_for_update().get(pk=citizen.pk)
    if current.user is not None:  # made meanwhile, in another window
        return current.user
    if any(objects(current) for objects in _objections):
        raise Refused(Why.CLOSED, "no login is made")
    login = add_login_by_mitid(name=current.name)
    save_seen(
        current,
        seen=current.version,
        fields={"user": login},
        by=login,
        place=Place(citizen_id=current.pk),
    )
    announce(users=User.objects.filter(pk=login.pk))  # what is the citizen's to see is theirs from now on
    return login


@transaction.atomic
def _record_refusal(person: User) -> None:
    """On the person who had the login, without either number."""
    record_change(
        by=person, thing=person, place=Place(), fields={"login": ("MitID", "afvist: et andet CPR-nummer")}
    )
