"""manage.py load_scenario FILE…: citizens' courses in the database, with the dates the files have."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from enplan.demo.scenario.course import read_file
from enplan.demo.scenario.loading import load
from enplan.demo.scenario.shapes import ScenarioError


class Command(BaseCommand):
    help = "Loads the courses in scenario files: all of them, or none when one cannot be loaded. Steps are not run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)

    def handle(self, *_args: Any, files: list[Path], **_options: Any) -> None:
        with transaction.atomic():
            lines = [self._load(path) for path in files]
        for line in lines:
            self.stdout.write(line)

    def _load(self, path: Path) -> str:
        try:
            course = read_file(path)
            cast = load(course)
        except ScenarioError as error:
            raise CommandError(f"{path.name}: {error}") from error
        return f"{course['id']}: {cast.citizen.name}, plan {cast.plan.pk}, as of {cast.now:%Y-%m-%d %H:%M}"
