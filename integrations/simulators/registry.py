"""Which fagsystemer can be simulated."""

from integrations.simulators.fasit.simulator import FasitSimulator
from integrations.simulators.nexus.simulator import NexusSimulator
from integrations.simulators.nova.simulator import NovaSimulator
from integrations.simulators.sbsys.simulator import SbsysSimulator
from integrations.simulators.server import Simulator
from integrations.simulators.sf2900.simulator import Sf2900Simulator

SIMULATORS: dict[str, type[Simulator]] = {
    "sbsys": SbsysSimulator,
    "nova": NovaSimulator,
    "fasit": FasitSimulator,
    "nexus": NexusSimulator,
    "sf2900": Sf2900Simulator,
}
