"""Disagreements: raised by writing one's view, answered by others with theirs, settled. Each writes only their own."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.models import (
    Disagreement,
    DisagreementView,
    Goal,
    LeaderQuestion,
    Measure,
    Plan,
    Section,
    Settlement,
)
from plans.permissions import standing_of
from plans.services.checks import WHY_NOT, NotAllowed, require, require_area
from plans.services.sections import place_of, section_of
from plans.standing import Action


@transaction.atomic
def raise_disagreement(
    *, by: User, plan: Plan, text: str, about: Goal | Measure | None = None, area_id: str = ""
) -> Disagreement:
    """Write that one disagrees, and one's view: about a goal or a measure, or without one about an area of the plan.

    ValidationError for what is a draft or not shared: nobody else could read what is said of it.
    """
    require(by, Action.RAISE_DISAGREEMENT, about or plan)
    if about is not None and about.section.plan_id != plan.pk:
        raise NotAllowed(WHY_NOT[Action.VIEW])
    _check_text(text)
    if about is None:
        if not standing_of(by, plan).is_citizen:
            require_area(by, plan, area_id)
        section = _own_part(by, plan, area_id)
    else:
        if about.is_draft or about.is_private:
            raise ValidationError(_("Det er ikke vist for de andre endnu."), code="not_shown")
        section = about.section
    disagreement = store_disagreement(by=by, section=section, about=about)
    store_view(by=by, disagreement=disagreement, text=text)
    announce(plan=plan, what="disagreement", by=by)
    return disagreement


@transaction.atomic
def write_view(*, by: User, disagreement: Disagreement, text: str) -> DisagreementView:
    """Write one's own view beside the others'. One for each person; afterwards it is edited."""
    require(by, Action.WRITE_VIEW, disagreement)
    _check_open(disagreement)
    _check_text(text)
    if DisagreementView.objects.filter(disagreement=disagreement, written_by=by).exists():
        raise ValidationError(_("Du har allerede skrevet dit syn. Ret det i stedet."), code="written")
    view = store_view(by=by, disagreement=disagreement, text=text)
    announce(plan=disagreement.plan, what="disagreement", by=by)
    return view


@transaction.atomic
def edit_view(*, by: User, view: DisagreementView, seen: int, text: str) -> DisagreementView:
    """Change one's own view. Raises Conflict when `seen` is stale: the same person in two windows."""
    require(by, Action.EDIT_VIEW, view)
    _check_open(view.disagreement)
    _check_text(text)
    on_behalf = view.is_by_representative
    saved = save_seen(
        view, seen=seen, fields={"text": text}, by=by, place=place_of(view.section), on_behalf=on_behalf
    )
    announce(plan=view.plan, what="disagreement", by=by)
    return saved


@transaction.atomic
def settle_disagreement(*, by: User, disagreement: Disagreement, how: str, text: str) -> Settlement:
    """The team has agreed, or still disagrees. Questions about it that wait for a leader are taken back."""
    require(by, Action.SETTLE_DISAGREEMENT, disagreement)
    _check_open(disagreement)
    if how not in (Settlement.How.AGREED, Settlement.How.STILL):
        raise ValidationError({"how": "Vælg, hvordan det endte."})
    if how == Settlement.How.AGREED and not text.strip():
        raise ValidationError({"text": "Skriv kort, hvad I er blevet enige om. Borgeren kan læse det."})
    settlement = Settlement.objects.create(
        disagreement=disagreement, how=how, text=text.strip(), by=by, at=clock.now()
    )
    waiting = LeaderQuestion.objects.filter(
        to_be_decided=disagreement, answered_at__isnull=True, withdrawn_at__isnull=True
    )
    waiting.update(withdrawn_at=clock.now(), withdrawn_by=by)
    store_settled(by=by, disagreement=disagreement)
    announce(plan=disagreement.plan, what="disagreement", by=by)
    return settlement


def store_disagreement(*, by: User, section: Section, about: Goal | Measure | None) -> Disagreement:
    """Store one without any view yet. For services and loading; asks nobody's permission."""
    return Disagreement.objects.create(
        section=section,
        goal=about if isinstance(about, Goal) else None,
        measure=about if isinstance(about, Measure) else None,
        written_by=by,
        written_at=clock.now(),
        is_by_representative=standing_of(by, section.plan).is_representative,
    )


def store_view(*, by: User, disagreement: Disagreement, text: str) -> DisagreementView:
    """Store a view in its holder's own part. For services and loading; asks nobody's permission."""
    plan = disagreement.plan
    on_behalf = standing_of(by, plan).is_representative
    view = DisagreementView.objects.create(
        disagreement=disagreement,
        section=_own_part(by, plan, disagreement.section.area_id),
        text=text,
        written_by=by,
        written_at=clock.now(),
        is_by_representative=on_behalf,
    )
    record_change(
        by=by, thing=view, place=place_of(view.section), fields={"text": (None, text)}, on_behalf=on_behalf
    )
    return view


def store_settled(*, by: User, disagreement: Disagreement) -> None:
    """It is over. For services; asks nobody's permission."""
    now = clock.now()
    Disagreement.objects.filter(pk=disagreement.pk).update(settled_at=now)
    place = place_of(disagreement.section)
    record_change(by=by, thing=disagreement, place=place, fields={"settled_at": (None, now)})


def _own_part(by: User, plan: Plan, area_id: str) -> Section:
    """The citizen's part for the citizen's side, else the own department's."""
    is_citizens = standing_of(by, plan).is_citizens_side
    return section_of(plan, area_id=area_id, owner_id=None if is_citizens else by.department_id)


def _check_text(text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": _("Skriv, hvordan du ser på det.")})


def _check_open(disagreement: Disagreement) -> None:
    if not Disagreement.objects.filter(pk=disagreement.pk, settled_at__isnull=True).exists():
        raise ValidationError(
            _("Uenigheden er afsluttet. Din tekst står stadig her, så du kan kopiere den."), code="settled"
        )
