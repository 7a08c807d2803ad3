"""`manage.py retention [--dry-run]`: what the nightly jobs delete, in the foreground or only counted."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from enplan.audit.periods import periods


class Command(BaseCommand):
    help = (
        "Deletes what has been kept as long as it may be, kind by kind, and says how many and what decides."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, and delete nothing")

    def handle(self, *_args: Any, dry_run: bool, **_options: Any) -> None:
        for period in periods():
            verb = "would be deleted" if dry_run else "deleted"
            if not period.job:
                verb = "to be archived and deleted by a person"
            for one in period.delete(is_trial=dry_run):
                limit = f"{one.older_than:%Y-%m-%d %H:%M}"
                self.stdout.write(
                    f"{one.thing}: {one.amount} older than {limit} {verb} ({period.decided_by})"
                )
