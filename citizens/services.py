"""Registering citizens."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from citizens.cpr import clean_cpr
from citizens.models import Citizen
from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import Place, record_change


@transaction.atomic
def register_citizen(
    *,
    by: User,
    name: str,
    cpr: str,
    user: User | None = None,
    address: str = "",
    phone: str = "",
    has_protected_address: bool = False,
    language: str = "da",
) -> Citizen:
    """Register a citizen. ValidationError with the field for a CPR that is none or is known already."""
    if by.role is None or not by.role.can_start_plans or not by.is_active:
        raise PermissionDenied("Borgere oprettes af sagsbehandlere.")
    digits = _valid(cpr)
    known = ValidationError({"cpr": "Borgeren er allerede oprettet. Søg borgeren frem i stedet."})
    if Citizen.objects.filter(cpr=digits).exists():
        raise known
    try:
        with transaction.atomic():
            citizen = Citizen.objects.create(
                user=user,
                name=name,
                cpr=digits,
                address=address,
                phone=phone,
                has_protected_address=has_protected_address,
                language=language,
                registered_at=clock.now(),
            )
    except IntegrityError:
        raise known from None
    record_change(by=by, thing=citizen, place=Place(citizen_id=citizen.pk), fields={"name": (None, name)})
    return citizen


def _valid(cpr: str) -> str:
    try:
        return clean_cpr(cpr)
    except ValidationError as error:
        raise ValidationError({"cpr": error.messages}) from None
