"""What people do while it goes on, and what comes from outside: somebody looks in the system, and receipts arrive."""

from random import Random

from django.core.exceptions import ValidationError

from integrations.adapters.markup import parsed
from integrations.adapters.sf2900.messages import receipt_in
from integrations.chaos.world import World
from integrations.dealing import needs_an_answer, settle, try_again
from integrations.models import Delivery
from integrations.receiving import receive
from integrations.simulators.server import Received
from integrations.simulators.sf2900.simulator import Sf2900Simulator

LATE, AGAIN = 0.2, 0.2  # of the receipts: how many come a round later, and how many come once more


def deal_with_what_is_stuck(world: World, random: Random, *, share: float) -> int:
    """Somebody of the system's own department looks there and says what they see, or lets it be tried again."""
    dealt = 0
    titles = {adapter: _marks(simulator.store.all()) for adapter, simulator in world.simulators.items()}
    for row in Delivery.objects.filter(state__in=Delivery.STUCK).select_related("fagsystem", "plan__citizen"):
        if random.random() >= share:
            continue
        by = next(user for user in world.workers if user.department_id == row.fagsystem.department_id)
        try:
            if needs_an_answer(row):
                is_there = row.reference is None or str(row.reference) in titles[row.fagsystem.adapter]
                settle(by=by, delivery=row, is_there=is_there)
            else:
                try_again(by=by, delivery=row)
        except ValidationError:  # a worker was there first
            continue
        dealt += 1
    return dealt


class Post:
    """Carries the receipts that are owed: some late, some twice."""

    def __init__(self, world: World, random: Random) -> None:
        self._simulators = [one for one in world.simulators.values() if isinstance(one, Sf2900Simulator)]
        self._systems = {system.base_url: system for system in world.systems.values()}
        self._random = random
        self._late: list[tuple[str, bytes]] = []
        self.carried = 0

    def carry(self, *, everything: bool = False) -> None:
        owed = self._late + [(one.base_url, each) for one in self._simulators for each in one.take_receipts()]
        self._late = []
        for address, message in owed:
            if not everything and self._random.random() < LATE:
                self._late.append((address, message))
                continue
            for _ in range(2 if self._random.random() < AGAIN else 1):
                receive(self._systems[address], receipt_in(parsed(message)))
                self.carried += 1


def _marks(documents: list[Received]) -> str:
    return "\n".join(one.title for one in documents)
