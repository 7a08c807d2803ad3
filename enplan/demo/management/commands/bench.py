"""manage.py bench: how fast the program is, as ratios within one run."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from enplan import clock
from enplan.demo.bench.countries import Countries
from enplan.demo.bench.figures import Figure
from enplan.demo.bench.measures import MEASURES
from enplan.demo.bench.pages import DifferentPeople, PageFailed
from enplan.demo.bench.people import NobodyThere
from enplan.demo.bench.report import environment, read_report, report, table, write_report
from enplan.demo.scale.organisation import PLANS_PER_MUNICIPALITY
from enplan.demo.scale.world import world_of


class Command(BaseCommand):
    help = (
        "Loads made-up countries of several sizes into databases of their own beside DATABASE_URL's, measures pages, "
        "the permission part and prints as ordinary people, and drops the databases again. Refused in production."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", type=Path, required=True, help="where the figures are written")
        parser.add_argument("--plans", default="1000,20000,110000", help="the sizes (%(default)s)")
        parser.add_argument("--previous", type=Path, help="the figures of the run before, to stand beside")
        parser.add_argument("--rounds", type=int, default=60, help="how often each is done (%(default)s)")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--only", choices=list(MEASURES), action="append", help="not all of it")
        parser.add_argument(
            "--keep",
            action="store_true",
            help="leave the databases, and use those that are there (PostgreSQL)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError(
                "Made-up people never go where real ones are: not with ENPLAN_MODE=production."
            )
        sizes = _sizes(options["plans"])
        previous = _previous(options["previous"])
        countries = Countries(sizes, seed=options["seed"], keep=options["keep"], say=self.say)
        figures: list[Figure] = []
        try:
            with countries.made():
                with countries.at(min(sizes)):
                    now = world_of(seed=options["seed"], plans=min(sizes)).now
                with clock.standing_at(now):
                    for name in options["only"] or MEASURES:
                        self.say(f"Measuring: {name} …")
                        figures += MEASURES[name](countries, options["rounds"])
        except PageFailed as error:
            raise CommandError(f"A page could not be measured: {error}") from error
        except (NobodyThere, DifferentPeople):
            raise CommandError("The countries are too small to hold the same people at every size.") from None
        about = environment(sizes=sizes, rounds=options["rounds"], seed=options["seed"])
        whole = report(figures, about, previous)
        write_report(whole, Path(options["json"]))
        self.stdout.write(table(whole))

    def say(self, text: str) -> None:
        """Progress, beside the table."""
        self.stderr.write(text, ending="\n")
        self.stderr.flush()


def _sizes(text: str) -> list[int]:
    try:
        sizes = sorted({int(part) for part in text.split(",")})
    except ValueError:
        raise CommandError("--plans are numbers with commas between, like 1000,20000.") from None
    if min(sizes) < 1 or (len(sizes) > 1 and min(sizes) < PLANS_PER_MUNICIPALITY):
        raise CommandError(
            f"--plans begins at {PLANS_PER_MUNICIPALITY} when there are several: the people who are measured live "
            "in the first municipality, which must be whole at every size."
        )
    return sizes


def _previous(path: Path | str | None) -> dict[str, Any] | None:
    if path is None:
        return None
    try:
        return read_report(Path(path))
    except (OSError, ValueError) as error:
        raise CommandError(f"--previous cannot be read: {error}") from error
