"""Scoped getters of disagreements and the views in them. See `plans.lookups`."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from enplan.accounts.models import User
from plans.keys import LoadedKeys
from plans.models import Disagreement, DisagreementView, Plan, Settlement
from plans.permissions import visible_to, visible_with

WITH = ("section__area", "section__owner", "section__plan__citizen", "goal", "measure")


@dataclass(frozen=True)
class Dispute:
    """One disagreement as one person reads it: the views open to them, the citizen's first, then as they came."""

    disagreement: Disagreement
    views: tuple[DisagreementView, ...]
    settlements: tuple[Settlement, ...] = ()

    @property
    def goal_id(self) -> UUID | None:
        return self.disagreement.goal_id

    @property
    def measure_id(self) -> UUID | None:
        return self.disagreement.measure_id

    @property
    def of_id(self) -> UUID | None:
        """What it is about; None where that is the area."""
        return self.goal_id or self.measure_id


def disputes_with(keys: LoadedKeys | None, plan: Plan) -> tuple[Dispute, ...]:
    """Every disagreement of one plan for whom the keys are, open ones first. One query: a view that one reads is in a
    disagreement that one sees.
    """
    views = DisagreementView.objects.filter(section__plan=plan)
    rows = visible_with(keys, views).select_related(
        "disagreement__goal",
        "disagreement__measure",
        "disagreement__section__area",
        "section__owner",
        "written_by__department",
    )
    return _together(rows)


def disagreement_for(user: User, plan: Plan, disagreement_id: UUID) -> Dispute:
    """One disagreement of this plan, or 404."""
    rows = Disagreement.objects.filter(section__plan=plan, pk=disagreement_id).select_related(*WITH)
    views = visible_to(user, DisagreementView.objects.all()).select_related(
        "section__owner", "written_by__department"
    )
    settlements = Settlement.objects.select_related("by__department", "responsible")
    found = visible_to(user, rows).prefetch_related(
        Prefetch("views", queryset=views), Prefetch("settlements", queryset=settlements)
    )
    disagreement = found.first()
    if disagreement is None:
        raise Http404
    return Dispute(
        disagreement, _citizen_first(disagreement.views.all()), tuple(disagreement.settlements.all())
    )


def _together(views: QuerySet[DisagreementView]) -> tuple[Dispute, ...]:
    found: dict[Disagreement, list[DisagreementView]] = {}
    for view in views:
        found.setdefault(view.disagreement, []).append(view)
    disputes = [Dispute(one, _citizen_first(its)) for one, its in found.items()]
    return tuple(sorted(disputes, key=lambda one: (not one.disagreement.is_open, one.views[0].written_at)))


def _citizen_first(views: Iterable[DisagreementView]) -> tuple[DisagreementView, ...]:
    return tuple(sorted(views, key=lambda view: (view.section.owner_id is not None, view.written_at)))
