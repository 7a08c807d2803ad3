"""`manage.py delete_old_looks [--dry-run]`: what the nightly job does, in the foreground or only counted."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from enplan.audit.retention import delete_expired


class Command(BaseCommand):
    help = "Deletes looks that are older than ENPLAN_LOOK_LOG_MONTHS, and leaves a count of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count them, and delete nothing")

    def handle(self, *_args: Any, dry_run: bool, **_options: Any) -> None:
        verb = "would be deleted" if dry_run else "deleted"
        for one in delete_expired(is_trial=dry_run):
            self.stdout.write(f"{one.thing}: {one.amount} older than {one.older_than:%Y-%m-%d} {verb}")
