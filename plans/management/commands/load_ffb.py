"""`manage.py load_ffb FILE`: reads KL's joint professional terms from KL's own file. Again with each new version."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from enplan.web.danish import count
from plans.ffb_file import NotTerms, read_terms
from plans.services.terms import store_terms


class Command(BaseCommand):
    help = "Reads KL's joint professional terms (FFB) from a CodeSystem file, so that goals can be given a theme."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="KL's CodeSystem-FFB.json")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            terms = read_terms(file.read_bytes())
        except OSError as error:
            raise CommandError(f"Filen kan ikke åbnes: {error.strerror}. Intet er ændret.") from None
        except NotTerms as error:
            raise CommandError(f"{error} Intet er ændret.") from None
        loaded = store_terms(terms)
        version = f" (version {terms.version})" if terms.version else ""
        self.stdout.write(
            f"Indlæst{version}: {count(loaded.themes, 'tema', 'temaer')} og "
            f"{count(loaded.subthemes, 'undertema', 'undertemaer')}. {loaded.new} er nye, og {loaded.gone} bruges ikke "
            "mere i listen; de bliver stående på de mål, der har dem."
        )
