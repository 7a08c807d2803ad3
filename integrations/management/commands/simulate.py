"""`manage.py simulate ADAPTER --port P`: a fagsystem as a web server with switchable faults."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from integrations.simulators.registry import SIMULATORS


class Command(BaseCommand):
    help = "Runs a simulated fagsystem on localhost."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("adapter", choices=sorted(SIMULATORS))
        parser.add_argument("--port", type=int, required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        simulator = SIMULATORS[options["adapter"]](options["port"])
        self.stdout.write(f"{options['adapter']} simuleres på {simulator.base_url}")
        try:
            simulator.serve()
        except KeyboardInterrupt:
            self.stdout.write("Stoppet.")
