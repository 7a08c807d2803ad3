"""Life areas: which of KL's themes are suggested for goals in them."""

from collections.abc import Collection

from django.db import transaction

from enplan.accounts.models import LifeArea, User
from enplan.accounts.services.checks import require_administrator
from enplan.audit.record import Place
from enplan.audit.versions import save_seen


@transaction.atomic
def edit_area_themes(*, by: User, area: LifeArea, seen: int, themes: Collection[str]) -> LifeArea:
    """Suggest these themes (their codes) in the area from now on; no goal is changed. Conflict when `seen` is stale."""
    require_administrator(by)
    return save_seen(area, seen=seen, fields={"ffb_themes": sorted(themes)}, by=by, place=Place())
