"""Scoped getters for what stands, or stood, on the wrong citizen; and of the breaches that it began."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from enplan.accounts.models import User
from enplan.audit.models import Look
from plans.lookups.drafts import KINDS, Draft
from plans.lookups.things import thing_for
from plans.models import BreachEntry, JournalNote, Misfiling, PersonalDataBreach, Plan, Rating
from plans.permissions import visible_to


def written_thing_for(user: User, plan: Plan, thing_id: UUID) -> Draft:
    """A goal, task, measure, note or number of this plan by its id, as far as `user` sees it, or 404."""
    for model in KINDS:
        of_plan = Q(plan=plan) if model is Rating else Q(section__plan=plan)
        rows: QuerySet[Any] = model._default_manager.filter(of_plan, pk=thing_id)
        related = ("section__area", "section__owner", "section__plan__citizen", "written_by")
        thing: Draft | None = visible_to(user, rows.select_related(*related)).first()
        if thing is not None:
            return thing
    raise Http404


def misfilings_of(user: User, plan: Plan, *, notes_only: bool = False) -> list[Misfiling]:
    """What was taken out of this plan, for those who may know that something was."""
    rows = visible_to(user, Misfiling.objects.filter(plan=plan))
    if notes_only:
        rows = rows.filter(thing=JournalNote._meta.model_name)
    return list(rows.select_related("section__area", "taken_out_by"))


def misfiling_for(user: User, plan: Plan, misfiling_id: UUID) -> Misfiling:
    """The trace of something that was taken out, or 404."""
    rows = Misfiling.objects.filter(plan=plan).select_related("section__area", "taken_out_by")
    return thing_for(user, rows, misfiling_id)


def own_words_of(user: User, misfiling: Misfiling) -> Draft | None:
    """What was taken out, for who wrote it and nobody else: to be written where it belongs."""
    if misfiling.written_by_id != user.pk:
        return None
    model = next(model for model in KINDS if model._meta.model_name == misfiling.thing)
    return model._default_manager.filter(pk=misfiling.thing_id, written_by=user).first()


def breaches_for(user: User) -> QuerySet[PersonalDataBreach]:
    """Every breach, for auditors."""
    rows = PersonalDataBreach.objects.select_related("department", "reported_by", "misfiling")
    return visible_to(user, rows).order_by("-discovered_at", "pk")


def breach_for(user: User, breach_id: UUID) -> PersonalDataBreach:
    """One breach, or 404."""
    breach = breaches_for(user).select_related("misfiling__taken_out_by").filter(pk=breach_id).first()
    if breach is None:
        raise Http404
    return breach


def entries_of(user: User, breach: PersonalDataBreach) -> list[BreachEntry]:
    """What has been noted on it, oldest first."""
    return list(visible_to(user, breach.entries.select_related("written_by")))


@dataclass(frozen=True)
class Exposure:
    """Who opened the plan while it stood there, at most: not who read it."""

    people: int
    has_citizen_looked: bool


def exposure_of(breach: PersonalDataBreach) -> Exposure:
    """Counted from the look-log, without names. For a breach that one may see."""
    trace = breach.misfiling
    looks = Look.objects.filter(
        plan_id=trace.plan_id, at__gte=trace.written_at, at__lte=trace.taken_out_at
    ).exclude(user_id=trace.written_by_id)
    people = set(looks.exclude(kind__in=(Look.Kind.LIST, Look.Kind.SEARCH)).values_list("user_id", flat=True))
    return Exposure(len(people), trace.plan.citizen.user_id in people and trace.was_shown_to_citizen)
