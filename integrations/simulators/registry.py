"""Which fagsystemer can be simulated."""

from integrations.simulators.sbsys.simulator import SbsysSimulator
from integrations.simulators.server import Simulator

SIMULATORS: dict[str, type[Simulator]] = {"sbsys": SbsysSimulator}
