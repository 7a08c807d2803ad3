"""Scoped getters of one's own running conversations. See `plans.lookups`."""

from uuid import UUID

from django.db.models import Exists, Max, OuterRef
from django.http import Http404

from enplan.accounts.models import User
from plans.grants import On
from plans.models import CitizenWords, Plan, Talk, TalkLine
from plans.permissions import plans_as, visible_to


def talk_of(user: User, plan_id: UUID) -> Talk | None:
    """The person's own conversation on this plan, also when the plan itself is closed to them by now."""
    rows = Talk.objects.filter(plan=plan_id, user=user).select_related("plan__citizen")
    return visible_to(user, rows).first()


def lines_of(user: User, talk: Talk) -> list[TalkLine]:
    """Its lines in the order they were written, the struck ones too."""
    return list(visible_to(user, TalkLine.objects.filter(talk=talk)).select_related("area"))


def line_for(user: User, plan: Plan, line_id: UUID) -> TalkLine:
    """A line of one's own conversation on this plan, or 404."""
    rows = TalkLine.objects.filter(talk__plan=plan).select_related("talk__plan__citizen", "area")
    line = visible_to(user, rows).filter(pk=line_id).first()
    if line is None:
        raise Http404
    return line


def word_numbers(user: User, plan: Plan) -> dict[str, int]:
    """The number of the citizen's newest words of each kind, taken back ones too."""
    rows = visible_to(user, CitizenWords.objects.filter(plan=plan)).order_by()
    return dict(rows.values_list("kind").annotate(newest=Max("number")))


def open_talks(user: User) -> list[tuple[Talk, bool]]:
    """Every conversation of `user` that is not sorted into its plan yet, the oldest first; and whether they are still
    on the team, so that they may know whose it is.
    """
    on_team = plans_as(user, On.COORDINATE, On.WORK).filter(pk=OuterRef("plan"))
    rows = Talk.objects.filter(user=user).select_related("plan__citizen").order_by("begun_at")
    talks = visible_to(user, rows).annotate(is_on_team=Exists(on_team))
    return [(talk, bool(getattr(talk, "is_on_team", False))) for talk in talks]
