"""Loading connections to fagsystemer, and queueing the first delivery to each of them."""

import os
from typing import Any

from enplan import clock
from enplan.demo.scenario.cast import Cast
from enplan.demo.scenario.shapes import ScenarioError
from integrations.models import Fagsystem
from integrations.wanting import want_everything

# Nothing answers on this port, so what is to be sent waits, and is said to wait, until somebody names the system.
NOWHERE = "http://127.0.0.1:9"
# What a municipality would have to say of such a connection. The KLE number is KL's example of one.
MADE_UP: dict[str, dict[str, Any]] = {"sf2900": {"cvr": "29189846", "kle": "27.24.00", "facet": "G01"}}


def load_fagsystemer(cast: Cast, systems: dict[str, dict[str, Any]]) -> None:
    """Connections by department and name: files may share them, but must agree on the adapter."""
    # Not later than now, or what a file queues for a day to come would not be sent today.
    with clock.standing_at(min(cast.now, cast.loaded_at)):
        for key, one in systems.items():
            cast.fagsystemer[key] = _system(cast, key, one)
        want_everything(cast.plan)


def _system(cast: Cast, key: str, one: dict[str, Any]) -> Fagsystem:
    system, is_new = Fagsystem.objects.get_or_create(
        department=cast.department(one["department"]),
        name=one["name"],
        defaults={
            "adapter": one["adapter"],
            "receives": one["receives"],
            "base_url": cast.addresses.get(key) or _demo_address(one["adapter"]),
            "credentials": one["adapter"].upper(),
            "settings": MADE_UP.get(one["adapter"], {}),
        },
    )
    if system.adapter != one["adapter"]:
        raise ScenarioError(f"fagsystemer.{key}: {system.name} is known with another adapter")
    if not is_new:  # one file may use it for more than another
        system.receives = list(dict.fromkeys([*system.receives, *one["receives"]]))
        system.save(update_fields=["receives"])
    return system


def _demo_address(adapter: str) -> str:
    """Where the demo's simulator of that system answers."""
    return os.environ.get(f"ENPLAN_DEMO_{adapter.upper()}_URL", NOWHERE)
