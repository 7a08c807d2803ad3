"""Rating wellbeing on the ruler."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import Plan, Rating
from plans.permissions import standing_of
from plans.services.checks import NotAllowed, lock_plan, require, require_area
from plans.services.sections import place_of, place_of_plan, section_of
from plans.standing import Action


@transaction.atomic
def rate(
    *,
    by: User,
    plan: Plan,
    area_id: str | None,
    value: int | None,
    note: str = "",
    rated_on: date | None = None,
    is_private: bool = False,
    is_draft: bool = False,
) -> Rating:
    """Put a number 0–10 (None: "ved ikke") on an area, or overall when `area_id` is None.

    The citizen's number stands in the citizen's part; a professional's beside it, in their own department's part.
    """
    lock_plan(plan)
    standing = standing_of(by, plan)
    require(by, Action.RATE_SELF if standing.is_citizens_side else Action.RATE_AS_PROFESSIONAL, plan)
    if value is not None and not 0 <= value <= 10:
        raise ValidationError({"value": _("Vælg et tal fra 0 til 10.")})
    if is_private and not standing.is_citizen:
        raise NotAllowed(_("Kun borgeren selv kan bestemme, at noget ikke skal deles."))
    if area_id is not None and not standing.is_citizen:
        require_area(by, plan, area_id)
    if area_id is None and not standing.reads_words:
        raise NotAllowed(_("Du kan ikke se borgerens samlede trivsel, så du kan heller ikke vurdere den."))
    return store_rating(
        by=by,
        plan=plan,
        area_id=area_id,
        value=value,
        note=note,
        rated_on=rated_on or clock.today(),
        is_private=is_private,
        is_draft=is_draft,
        is_by_citizen=standing.is_citizens_side,
        on_behalf=standing.is_representative,
    )


@transaction.atomic
def rate_as_told(
    *, by: User, plan: Plan, area_id: str | None, value: int | None, note: str = "", rated_on: date
) -> Rating:
    """The citizen's own number, said to `by` and marked so. Stands in the citizen's part, as their own."""
    require(by, Action.NOTE_TOLD, plan)
    if value is not None and not 0 <= value <= 10:
        raise ValidationError({"value": "Vælg et tal fra 0 til 10."})
    if rated_on > clock.today():
        raise ValidationError({"rated_on": "Skriv en dag, der har været."})
    return store_rating(
        by=by,
        plan=plan,
        area_id=area_id,
        value=value,
        note=note,
        rated_on=rated_on,
        is_by_citizen=True,
        is_told=True,
    )


def store_rating(
    *,
    by: User,
    plan: Plan,
    area_id: str | None,
    value: int | None,
    note: str,
    rated_on: date,
    is_by_citizen: bool,
    on_behalf: bool = False,
    is_private: bool = False,
    is_draft: bool = False,
    is_told: bool = False,
) -> Rating:
    """Store a number in the rater's part. For services and loading; asks nobody's permission."""
    owner_id = None if is_by_citizen else by.department_id
    section = section_of(plan, area_id=area_id, owner_id=owner_id) if area_id is not None else None
    rating = Rating.objects.create(
        plan=plan,
        section=section,
        value=value,
        note=note,
        rated_on=rated_on,
        is_by_citizen=is_by_citizen,
        is_by_representative=on_behalf,
        is_told=is_told,
        is_private=is_private,
        is_draft=is_draft,
        written_by=by,
        written_at=clock.now(),
    )
    record_change(
        by=by,
        thing=rating,
        place=place_of(section) if section else place_of_plan(plan),
        fields={"told" if is_told else "value": (None, "ved ikke" if value is None else value)},
        on_behalf=on_behalf,
    )
    announce(plan=plan, what="rating", by=by)
    return rating
