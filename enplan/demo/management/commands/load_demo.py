"""manage.py load_demo: the demo municipality, in a database that holds nothing else."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from citizens.models import Citizen
from enplan.demo.municipal import FOLDER, load_demo
from enplan.demo.scenario.shapes import ScenarioError
from plans.models import Plan


class Command(BaseCommand):
    help = (
        "Empties the database and loads the made-up municipality, with its dates moved to this week. "
        "Again and again to the same state. Refused in production."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=FOLDER, help="another municipality's files")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        if settings.MODE not in ("demo", "test"):
            raise CommandError("load_demo empties the database: it runs only with ENPLAN_MODE=demo or test.")
        try:
            casts = load_demo(folder)
        except (ScenarioError, OSError) as error:
            raise CommandError(str(error)) from error
        staff = {name for cast in casts for name in cast.staff}
        citizens, plans = Citizen.objects.count(), Plan.objects.count()
        self.stdout.write(f"Loaded {citizens} citizens with {plans} plans, and {len(staff)} employees.")
