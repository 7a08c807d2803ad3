"""Asking for a booklet of many plans, stopping it, and deleting what has had its hour. Printing it is a job's work
(`plans.services.booklet_making`). It changes no plan; that one is handed out is a look like any print.
"""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from enplan import clock
from enplan.accounts.models import User
from plans.grants import On
from plans.models import Booklet, BookletPart, PrintedPart
from plans.models.booklets import KEPT
from plans.permissions import is_let_in, plans_as
from plans.services.checks import NotAllowed

MOST = 200


def order_booklet(*, by: User, plans: Sequence[UUID]) -> Booklet:
    """One's own plans, by the citizens' names. The same ones asked for again while it is made are the same booklet.

    Printed by workers afterwards. NotAllowed where `by` is not on the team of one of them.
    """
    wanted = set(plans)
    if not is_let_in(by):
        raise NotAllowed("Et hæfte er for dem, der arbejder med planer.")
    rows = plans_as(by, On.COORDINATE, On.WORK).filter(pk__in=wanted, ended_at__isnull=True)
    found = list(rows.order_by("citizen__name", "pk").values_list("pk", flat=True))
    if len(found) < len(wanted):
        raise NotAllowed("Du er ikke på teamet i alle de planer. Gå tilbage, og vælg igen.")
    if not 0 < len(found) <= MOST:
        raise ValidationError({"plans": f"Vælg mindst én og højst {MOST} borgere."})
    key = sha256("".join(str(pk) for pk in sorted(found)).encode()).hexdigest()
    with transaction.atomic():
        # Two at once: the second waits for the first's row, and is given it.
        booklet, is_new = Booklet.objects.get_or_create(
            user=by, key=key, state=Booklet.State.MAKING, defaults={"asked_at": clock.now()}
        )
        if is_new:
            BookletPart.objects.bulk_create(
                BookletPart(booklet=booklet, plan_id=plan, position=place) for place, plan in enumerate(found)
            )
    return booklet


def stop_booklet(*, by: User, booklet: Booklet) -> None:
    """It is not wanted any more: nothing more is printed, and what was is not handed out."""
    if booklet.user_id != by.pk:
        raise NotAllowed("Kun den, der har bestilt hæftet, kan stoppe det.")
    Booklet.objects.filter(pk=booklet.pk, state=Booklet.State.MAKING).update(
        state=Booklet.State.STOPPED, settled_at=clock.now()
    )


def delete_old_booklets(*, is_trial: bool = False) -> int:
    """What was asked for, or printed, more than an hour ago. Answers how many booklets and printed parts."""
    now = clock.now()
    late = Q(settled_at__lte=now - KEPT) | Q(settled_at__isnull=True, asked_at__lte=now - KEPT)
    booklets, printed = Booklet.objects.filter(late), PrintedPart.objects.filter(kept_until__lte=now)
    amount = booklets.count() + printed.count()
    if not is_trial:
        booklets.delete()
        printed.delete()
    return amount
