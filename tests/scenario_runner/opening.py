"""Opening things over the real addresses, logged in as the person."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from enplan.demo.scenario.shapes import NotBuilt, ScenarioError
from tests.scenario_runner.form_fields import fields_of_form
from tests.scenario_runner.reading import Answer
from tests.scenario_runner.stage import Stage

NOBODY = "nobody"
WORK_REASON = "Borgeren har ringet og spurgt efter sin sagsbehandler"

Request = Callable[[Client, Stage, str, str], Any]
"""Client, stage, who opens, and what follows the colon in `opens`."""


def open_as(stage: Stage, who: str, opens: str) -> Answer:
    """The answer to the person who opens it. ScenarioError for what cannot be opened."""
    rest = opens.partition(":")[2]
    request = request_for(opens)
    client = Client()
    if who != NOBODY:
        client.force_login(stage.user(who))
    return Answer.of(request(client, stage, who, rest))


def save_goal_as(stage: Stage, who: str, goal_key: str, *, title: str, seen: int) -> Answer:
    """The answer to the person who saves the form of a goal that they had opened at the version `seen`."""
    goal = stage.cast.goal(goal_key)
    address = f"{_beginning(stage, who)}{stage.cast.plan.pk}/maal/{goal.pk}/"
    client = Client()
    client.force_login(stage.user(who))
    fields = fields_of_form(client.get(address).content.decode(), having="title")
    return Answer.of(client.post(address, fields | {"title": title, "version": str(seen)}))


def _beginning(stage: Stage, who: str) -> str:
    """Where the addresses begin of those who write goals."""
    return "/min-plan/" if is_citizens_side(stage, who) else "/planer/"


def is_citizens_side(stage: Stage, who: str) -> bool:
    """The citizen, or somebody who acts for them."""
    cast = stage.cast
    return who in cast.representatives or cast.logins.get(who) == cast.citizen.user


def request_for(opens: str) -> Request:
    """How a thing is asked for. ScenarioError for an unknown thing, NotBuilt for one that does not exist yet."""
    name, colon, rest = opens.partition(":")
    if name in NOT_BUILT:
        raise NotBuilt(name)
    if name not in OPENS or bool(rest) != (name in WITH_MORE) or (colon and not rest):
        raise ScenarioError(f"opens: {opens} is not understood")
    return OPENS[name]


def _plan(client: Client, stage: Stage, who: str, _rest: str) -> Any:
    """The page of the plan that is that person's: the citizen's, the network's, or the workspace."""
    if is_citizens_side(stage, who):
        return client.get("/min-plan/")
    if who in stage.cast.contacts:
        return client.get("/min-del/")
    return client.get(f"/planer/{stage.cast.plan.pk}/")


def _plan_pdf(client: Client, stage: Stage, _who: str, _rest: str) -> Any:
    return client.get(f"/planer/{stage.cast.plan.pk}/pdf/")


def _api_plan(client: Client, stage: Stage, _who: str, _rest: str) -> Any:
    return client.get(f"/api/v1/plans/{stage.cast.plan.pk}/")


def _meeting(client: Client, stage: Stage, _who: str, rest: str) -> Any:
    """One address for everybody who may see it."""
    return client.get(f"/planer/{stage.cast.plan.pk}/moeder/{stage.cast.meeting(rest).pk}/")


def _meeting_pdf(client: Client, stage: Stage, _who: str, rest: str) -> Any:
    return client.get(f"/planer/{stage.cast.plan.pk}/moeder/{stage.cast.meeting(rest).pk}/pdf/")


def _search(client: Client, _stage: Stage, _who: str, rest: str) -> Any:
    return client.post("/soeg/", {"q": rest, "reason": WORK_REASON})


def _page(address: str) -> Request:
    return lambda client, _stage, _who, _rest: client.get(address)


OPENS: dict[str, Request] = {
    "plan": _plan,
    "plan-pdf": _plan_pdf,
    "api-plan": _api_plan,
    "caseload": _page("/planer/"),
    "consents": _page("/min-plan/samtykker/"),
    "access-log": _page("/min-plan/adgang/"),
    "search": _search,
    "meeting": _meeting,
    "meeting-pdf": _meeting_pdf,
}
WITH_MORE = frozenset({"search", "meeting", "meeting-pdf"})
NOT_BUILT = frozenset({"insight"})
