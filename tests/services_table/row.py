"""A line of the table: who may, and how each is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Ask = Callable[[Any, Any], object]
"""The scene and who asks."""

CITIZENS_SIDE = {"rasmus", "anne"}
CASEWORKERS = {"sofie", "jan", "rikke"}
TEAM = CASEWORKERS | {"pia"}
HOLDS_CONVERSATION = {"sofie", "rasmus", "anne"}  # it names everybody on the team
OF_JOBS_GOAL = {"sofie", "jan", "pia"}  # the coordinator has a ground for it
PRIVATE_PERSONS = {"kirsten", "mads", "anne", "vera", "villy", "frida", "rut", "finn"}
COLLEAGUES = CASEWORKERS | {"ulla", "bent", "mette", "lone"}  # caseworkers, on this team or not


@dataclass(frozen=True)
class Row:
    """Who may, and the call. A refusal must leave nothing behind."""

    may: set[str]
    call: Ask
    ready: Callable[[Any], object] | None = None  # what happens before any is asked
    after_end: bool = False  # also when the plan has ended, or it is about no plan
    own: bool = False  # everybody's, of what is their own alone
    elsewhere: Ask | None = None  # the same with what belongs to another plan: nobody may


Table = dict[Callable[..., Any], Row]
