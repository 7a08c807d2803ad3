"""`manage.py chaos`: does its worst to the deliveries, and says what stands in the systems afterwards."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from integrations.chaos.course import Course, Result, Size
from plans.models import Plan

SHOWN = 40  # of what is wrong


class Command(BaseCommand):
    help = (
        "Makes changes on the plans of a made-up municipality while its five simulated fagsystemer fail, workers are "
        "killed, Redis is flushed and restarted and the database's connections are cut; then checks that everything "
        "has arrived once and in order. In an empty database on PostgreSQL; starts a Redis of its own."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--changes", type=int, default=2000)
        parser.add_argument("--plans", type=int, default=100)
        parser.add_argument("--faults", type=float, default=0.3, help="the share of requests that meet one")
        parser.add_argument("--kills", type=int, default=50)
        parser.add_argument("--seed", type=int, default=1, help="another course with the same figures")

    def handle(self, *_args: Any, **options: Any) -> None:
        _check(options)
        size = Size(**{name: options[name] for name in ("changes", "plans", "faults", "kills", "seed")})
        with TemporaryDirectory(prefix="enplan-chaos-") as folder:
            result = Course(size, Path(folder), self.stderr.write).run()
        self._print(size, result)
        if result.wrong:
            raise CommandError(f"{len(result.wrong)} things are wrong.")

    def _print(self, size: Size, result: Result) -> None:
        rows = {"seed": size.seed, **dict(sorted(result.done.items())), **result.found}
        width = max(len(name) for name in rows)
        for name, value in rows.items():
            self.stdout.write(f"{name:<{width}}  {value}")
        for one in result.wrong[:SHOWN]:
            self.stdout.write(f"WRONG: {one}")
        if not result.wrong:
            self.stdout.write("Every newest plan and every document is there, once and in order.")


def _check(options: dict[str, Any]) -> None:
    if settings.IS_PRODUCTION:
        raise CommandError("Made-up people never go where real ones are: not with ENPLAN_MODE=production.")
    if connection.vendor != "postgresql" or shutil.which("redis-server") is None:
        raise CommandError("chaos needs DATABASE_URL to name PostgreSQL, and redis-server to be installed.")
    if Plan.objects.exists():
        raise CommandError("chaos makes people and plans of its own: give it an empty database.")
    if not 0 <= options["faults"] < 1 or min(options["changes"], options["plans"], options["kills"]) < 1:
        raise CommandError("--faults is a share from 0 to below 1; the other figures are 1 or more.")
