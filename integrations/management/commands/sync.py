"""`manage.py sync`: delivers what is due, in the foreground."""

from typing import Any

from django.core.management.base import BaseCommand

from integrations.sweeping import deliver_due


class Command(BaseCommand):
    help = "Delivers what is due to the fagsystemer."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{deliver_due()} forsendelser prøvet.")
