"""Which adapter serves which connection."""

from integrations.adapters.sbsys.adapter import SbsysAdapter
from integrations.models import Fagsystem
from integrations.port import Adapter, AdapterFactory

ADAPTERS: dict[str, AdapterFactory] = {Fagsystem.Adapter.SBSYS: SbsysAdapter}


def adapter_for(system: Fagsystem) -> Adapter:
    """A fresh adapter for one delivery; KeyError for a connection without one."""
    return ADAPTERS[system.adapter](system.base_url, system.credentials)
