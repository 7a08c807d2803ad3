"""Compiles the translations, after the set-up and after each change; `--update` first reads the texts out anew."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from enplan.web import catalogue


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--update", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["update"]:
            for language, name in settings.LANGUAGES:
                if language != settings.LANGUAGE_CODE:
                    for text in catalogue.update(language):
                        self.stdout.write(f"{name} is missing: {text}")
        catalogue.compile_all()
