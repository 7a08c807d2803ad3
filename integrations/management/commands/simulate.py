"""`manage.py simulate ADAPTER --port P`: a fagsystem as a web server with switchable faults."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from integrations.simulators.faults import Fault
from integrations.simulators.registry import SIMULATORS
from integrations.simulators.sf2900.simulator import Sf2900Simulator


class Command(BaseCommand):
    help = "Runs a simulated fagsystem on localhost."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("adapter", choices=sorted(SIMULATORS))
        parser.add_argument("--port", type=int, required=True)
        faults = ", ".join(Fault)
        parser.add_argument("--fault", action="append", default=[], choices=list(Fault), help=faults)
        parser.add_argument("--receipts-to", default="", help="sf2900: the address its receipts are sent to")

    def handle(self, *_args: Any, **options: Any) -> None:
        name, port = options["adapter"], options["port"]
        if options["receipts_to"] and name != "sf2900":
            raise CommandError("Kun sf2900 sender kvitteringer.")
        if name == "sf2900":
            secret = os.environ.get("SF2900_RECEIPT_SECRET", "")
            simulator: Any = Sf2900Simulator(port, receipts_to=options["receipts_to"], secret=secret)
        else:
            simulator = SIMULATORS[name](port)
        for fault in options["fault"]:
            simulator.faults.set(Fault(fault))
        self.stdout.write(f"{name} simuleres på {simulator.base_url}")
        try:
            simulator.serve()
        except KeyboardInterrupt:
            self.stdout.write("Stoppet.")
