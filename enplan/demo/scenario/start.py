"""Loading how a plan begins: the citizen, the plan with its coordinator, the citizen's words, the team."""

from typing import Any

from citizens.services import register_citizen
from enplan import clock
from enplan.demo.scenario.cast import Cast, Working, found
from enplan.demo.scenario.people import load_login
from plans.models import CitizenWords, TeamMember
from plans.services.plans import agree_to_plan, start_plan
from plans.services.team import store_member
from plans.services.words import write_words


def load_citizen(cast: Cast, citizen: dict[str, Any]) -> None:
    """The citizen with a login. ValidationError when the CPR number is none, or known already."""
    cast.citizen = register_citizen(
        by=cast.coordinator,
        name=citizen["name"],
        cpr=citizen["cpr"],
        user=load_login(cast, citizen["username"], citizen["name"]),
        address=citizen.get("address", ""),
        phone=citizen.get("phone", ""),
        has_protected_address=citizen.get("protected_address", False),
        language=citizen.get("language", "da"),
    )


def load_plan(cast: Cast, plan: dict[str, Any]) -> None:
    """The plan from 00:00 of the day it started, which is where the clock stands."""
    agreed = plan.get("agreed")
    agreed_at_start = agreed is not None and agreed <= plan["started"]
    cast.plan = start_plan(
        by=cast.coordinator,
        citizen=cast.citizen,
        coordinator=cast.coordinator,
        started_on=plan["started"],
        agreed_on=agreed if agreed_at_start else None,
    )
    cast.team[plan["coordinator"]] = Working(areas=None, since=clock.now())
    if agreed is not None and not agreed_at_start:
        with clock.standing_at(clock.start_of(agreed)):
            agree_to_plan(by=cast.coordinator, plan=cast.plan, on=agreed)
    for kind in (CitizenWords.Kind.DREAM, CitizenWords.Kind.MATTERS):
        if kind in plan:
            write_words(by=cast.citizen_user, plan=cast.plan, kind=kind, text=plan[kind], seen=0)


def load_team(cast: Cast, team: list[dict[str, Any]]) -> None:
    """Members in the order they joined. The coordinator works in all areas and need not be listed."""
    start = clock.now()
    for one in team:
        user = found(cast.staff.get(one["who"]), one["who"], "staff")
        if user == cast.coordinator:
            TeamMember.objects.filter(plan=cast.plan, user=user).update(role=one.get("role", ""))
            continue
        since = clock.start_of(one["from"]) if "from" in one else start
        with clock.standing_at(since):
            store_member(
                by=cast.coordinator,
                plan=cast.plan,
                user=user,
                areas=one["areas"],
                role=one.get("role", ""),
                starts_at=since,
                ends_at=clock.end_of(one["to"]) if "to" in one else None,
            )
        # Whoever comes back to other areas is taken to have worked only in those of both times: see `writers`.
        earlier = cast.team.get(one["who"], Working(areas=None, since=since))
        areas = frozenset(area for area in one["areas"] if earlier.in_area(area))
        cast.team[one["who"]] = Working(areas=areas, since=min(since, earlier.since))
