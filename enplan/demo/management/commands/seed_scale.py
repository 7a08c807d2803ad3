"""manage.py seed_scale: a made-up country of many plans, for measuring and for looking at full lists."""

from datetime import date
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from enplan import clock
from enplan.demo.scale.load import NotEmpty, load_country
from enplan.demo.scale.organisation import PLANS_PER_CASEWORKER
from enplan.demo.scale.world import STANDS_ON, world_of

MOST = 1_000_000
EVERY = 5  # seconds between two lines of progress


class Command(BaseCommand):
    help = (
        "Loads a made-up country of N plans into an empty database: the same for the same seed, "
        f"{PLANS_PER_CASEWORKER} plans to each coordinator at every size. Refused in production."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--plans", type=int, required=True, help="how many; Denmark has about 110000 that overlap"
        )
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--on",
            default=STANDS_ON.isoformat(),
            help="the day at which the country stands: a date, or `today` (%(default)s)",
        )

    def handle(self, *_args: Any, plans: int, seed: int, on: str, **_options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError(
                "Made-up people never go where real ones are: not with ENPLAN_MODE=production."
            )
        if not 1 <= plans <= MOST:
            raise CommandError(f"--plans is a number from 1 to {MOST}.")
        started = monotonic()
        last = started

        def progress(done: int) -> None:
            nonlocal last
            if done < plans and monotonic() - last < EVERY:
                return
            last = monotonic()
            self.stdout.write(f"{done} of {plans} plans, {done / (last - started):.0f} a second")
            self.stdout.flush()

        try:
            load_country(world_of(seed=seed, plans=plans, today=_day(on)), progress)
        except NotEmpty:
            raise CommandError("There are citizens in the database already. Use an empty one.") from None
        self.stdout.write(f"Loaded {plans} plans in {monotonic() - started:.0f} seconds.")


def _day(on: str) -> date:
    if on == "today":
        return clock.today()
    try:
        return date.fromisoformat(on)
    except ValueError:
        raise CommandError("--on is a date like 2026-03-10, or `today`.") from None
