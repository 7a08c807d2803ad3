"""Which adapter serves which connection."""

import json
from functools import lru_cache

from integrations.adapters.fasit.adapter import FasitAdapter
from integrations.adapters.nexus.adapter import NexusAdapter
from integrations.adapters.nova.adapter import NovaAdapter
from integrations.adapters.sbsys.adapter import SbsysAdapter
from integrations.adapters.sf2900.adapter import Sf2900Adapter
from integrations.models import Fagsystem
from integrations.port import Adapter, AdapterFactory, Connection

ADAPTERS: dict[str, AdapterFactory] = {
    Fagsystem.Adapter.SBSYS: SbsysAdapter,
    Fagsystem.Adapter.NOVA: NovaAdapter,
    Fagsystem.Adapter.FASIT: FasitAdapter,
    Fagsystem.Adapter.NEXUS: NexusAdapter,
    Fagsystem.Adapter.SF2900: Sf2900Adapter,
}


def adapter_for(system: Fagsystem) -> Adapter:
    """The connection's adapter; KeyError for a connection without one."""
    return _adapter(system.adapter, connection_of(system))


def connection_of(system: Fagsystem) -> Connection:
    return Connection(system.base_url, system.credentials, json.dumps(system.settings, sort_keys=True))


@lru_cache(maxsize=100)
def _adapter(name: str, connection: Connection) -> Adapter:
    """Kept for the life of the worker: its line stays open and its token is asked for when it has run out."""
    return ADAPTERS[name](connection)
