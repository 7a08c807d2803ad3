"""The course of chaos: changes, faults, kills and cuts in one order that a seed decides, and then the checks."""

import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from enplan import clock
from enplan.celery import app
from integrations.chaos.changes import make_change
from integrations.chaos.checks import everything_is_there, nothing_twice_and_in_order, unsettled
from integrations.chaos.looking import Post, deal_with_what_is_stuck
from integrations.chaos.processes import Broker, cut_connections, kill, start_worker
from integrations.chaos.turnstile import Turnstile
from integrations.chaos.world import make_world
from integrations.models import Delivery
from integrations.simulators.faults import Chances, Fault
from integrations.simulators.registry import SIMULATORS
from integrations.simulators.server import Simulator

WORKERS = 2
READABLE_AFTER = 0.2  # seconds, with the fault that what is written cannot be read yet
STEPS = tuple(timedelta(minutes=one) for one in (2, 10, 45, 120))
LAST_STEP = timedelta(hours=7)  # longer than the longest wait
MOST_STEPS = 400
SWEEP_EVERY = 10.0  # seconds, while something is due
PATIENCE = 600.0  # seconds for the workers to get through what is due
FLUSH_EVERY, RESTART_EVERY, CUT_EVERY = 4, 7, 3  # of the kills


@dataclass(frozen=True)
class Size:
    changes: int
    plans: int
    faults: float
    kills: int
    seed: int


@dataclass
class Result:
    """What was done, how often; what was found; and what is wrong."""

    done: Counter[str] = field(default_factory=Counter)
    found: dict[str, object] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


class Course:
    """One run, from an empty database to the checks."""

    def __init__(self, size: Size, folder: Path, say: Callable[[str], None]) -> None:
        self.size = size
        self.result = Result()
        self._say = say
        self._random = Random(size.seed)  # noqa: S311  # the same course again
        self._folder = folder
        self._turnstile = Turnstile(folder)
        self._broker = Broker(folder)
        self._workers: list[subprocess.Popen[bytes]] = []
        self._time = ExitStack()
        self._swept = 0.0
        self._chances: dict[str, Chances] = {}

    def run(self) -> Result:
        began = time.monotonic()
        with ExitStack() as stack:
            stack.callback(self._stop)
            self._broker.start()
            app.conf.update(broker_url=self._broker.url)  # nudges go there
            simulators = {name: stack.enter_context(made()) for name, made in SIMULATORS.items()}
            self._world = make_world(simulators, self.size.plans, self._random)
            self._post = Post(self._world, self._random)
            self._let_them_fail(simulators)
            self._say(f"{self.size.plans} plans are made.")
            self._workers = [start_worker(self._broker, self._folder) for _ in range(WORKERS)]
            self._changes_and_kills()
            self._end()
        self.result.found["seconds in all"] = round(time.monotonic() - began)
        return self.result

    def _let_them_fail(self, simulators: dict[str, Simulator]) -> None:
        for name, simulator in simulators.items():
            faults = [one for one in Fault if name == "sf2900" or not one.startswith("receipt")]
            simulator.late_seconds = READABLE_AFTER
            simulator.faults = self._chances[name] = Chances(
                self.size.faults, faults, f"{self.size.seed} {name}"
            )

    def _changes_and_kills(self) -> None:
        made = 0
        for round_ in range(1, self.size.kills + 1):
            arrived = self._arrived()
            while made < self.size.changes * round_ // self.size.kills:
                made += 1
                self.result.done[make_change(self._world, made, self._random)] += 1
            self._wait_for_more_than(arrived)
            self._kill_one()
            self._break_something(round_)
            self._step(self._random.choice(STEPS))
            if not round_ % 10:
                self._say(f"{made} changes, {round_} kills, {self._arrived()} documents have arrived.")

    def _wait_for_more_than(self, arrived: int) -> None:
        """Until the workers are in the middle of it. Where all systems are left alone, time must pass."""
        deadline = time.monotonic() + PATIENCE
        while self._arrived() <= arrived:
            if time.monotonic() > deadline:
                raise TimeoutError("the workers deliver nothing")
            if not self._is_anything_due():
                self._step(STEPS[-1])
            self._sweep_now_and_then()
            time.sleep(0.05)

    def _kill_one(self) -> None:
        time.sleep(self._random.random() / 2)  # at any moment of what it does
        place = self._random.randrange(len(self._workers))
        kill(self._workers[place])
        self._workers[place] = start_worker(self._broker, self._folder)
        self.result.done["workers killed"] += 1

    def _break_something(self, round_: int) -> None:
        if not round_ % FLUSH_EVERY:
            self._broker.flush()
            self.result.done["Redis flushed"] += 1
        if not round_ % RESTART_EVERY:
            self._broker.stop()
            self._broker.start()
            self.result.done["Redis killed and started"] += 1
        if not round_ % CUT_EVERY:
            self.result.done["database connections cut"] += cut_connections()

    def _step(self, much: timedelta, *, share: float = 0.3, everything: bool = False) -> None:
        """Time passes while nobody is in the middle of anything; receipts come, somebody looks at the board."""
        with self._turnstile.alone():
            for simulator in self._world.simulators.values():
                simulator.come_to_rest()
            time.sleep(READABLE_AFTER)
            self._turnstile.move(much)
        self._time.close()
        self._time.enter_context(clock.ahead_by(self._turnstile.ahead))
        self._post.carry(everything=everything)
        dealt = deal_with_what_is_stuck(self._world, self._random, share=share)
        self.result.done["looked at and settled by somebody"] += dealt
        self.result.done["steps of the clock"] += 1
        self._sweep()

    def _sweep(self) -> None:
        """As beat does every minute: whatever nudges and sweeps are lost, the next one finds."""
        app.send_task("integrations.tasks.sweep", ignore_result=True)
        self._swept = time.monotonic()

    def _end(self) -> None:
        """The systems are well again. First what only a person can settle stays, then somebody looks at it."""
        self._say("All changes are made; the systems are well again.")
        for chances in self._chances.values():
            self.result.found[f"faults shown ({self._name(chances)})"] = sum(chances.shown.values())
            chances.share = 0
        kinds = {fault for chances in self._chances.values() for fault in chances.shown}
        self.result.found["kinds of faults shown"] = f"{len(kinds)} of {len(Fault)}"
        self._bring_home(share=0.0)
        left, on_no_board = unsettled(self._world)
        self.result.found["left to people, on the board"] = len(left)
        self.result.wrong += on_no_board
        self.result.wrong += nothing_twice_and_in_order(self._world)
        self.result.wrong += everything_is_there(self._world, but=left)
        self._bring_home(share=1.0)
        self.result.wrong += nothing_twice_and_in_order(self._world)
        self.result.wrong += everything_is_there(self._world, but=set())
        self.result.wrong += [
            f"{row.fagsystem.name}: {row.pk} is {row.state} ({row.error_code})"
            for row in Delivery.objects.exclude(state=Delivery.State.DELIVERED).select_related("fagsystem")
        ]
        self._count()

    def _bring_home(self, *, share: float) -> None:
        for _ in range(MOST_STEPS):
            self._step(LAST_STEP, share=share, everything=True)
            deadline = time.monotonic() + PATIENCE
            while self._is_anything_due() and time.monotonic() < deadline:
                self._sweep_now_and_then()
                time.sleep(0.1)
            moving = Delivery.objects.filter(state__in=[Delivery.State.WAITING, Delivery.State.SENT])
            stuck = Delivery.objects.filter(state__in=Delivery.STUCK) if share else moving.none()
            if not moving.exists() and not stuck.exists():
                return
        self.result.wrong.append("the deliveries never come to an end")

    def _sweep_now_and_then(self) -> None:
        if time.monotonic() - self._swept > SWEEP_EVERY:
            self._sweep()

    def _is_anything_due(self) -> bool:
        now = clock.now()
        rows = Delivery.objects.filter(state=Delivery.State.WAITING, next_try_at__lte=now)
        return rows.exclude(fagsystem__paused_until__gt=now).exclude(lease_until__gt=now).exists()

    def _arrived(self) -> int:
        return sum(len(simulator.store.all()) for simulator in self._world.simulators.values())

    def _name(self, chances: Chances) -> str:
        return next(name for name, one in self._chances.items() if one is chances)

    def _count(self) -> None:
        for name, simulator in self._world.simulators.items():
            kinds = Counter(one.kind for one in simulator.store.all())
            self.result.found[f"{name} holds"] = (
                f"{kinds['journal']} notes, {kinds['plan']} versions of plans"
            )
        self.result.found["requests to the systems"] = sum(one.requests for one in self._chances.values())
        self.result.found["receipts taken in"] = self._post.carried
        self.result.found["time that passed"] = str(self._turnstile.ahead)

    def _stop(self) -> None:
        for worker in self._workers:
            kill(worker)
        self._broker.stop()
        self._time.close()
