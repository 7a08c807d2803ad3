"""Which adapter serves which connection."""

from functools import lru_cache

from integrations.adapters.sbsys.adapter import SbsysAdapter
from integrations.models import Fagsystem
from integrations.port import Adapter, AdapterFactory

ADAPTERS: dict[str, AdapterFactory] = {Fagsystem.Adapter.SBSYS: SbsysAdapter}


def adapter_for(system: Fagsystem) -> Adapter:
    """The connection's adapter; KeyError for a connection without one."""
    return _adapter(system.adapter, system.base_url, system.credentials)


@lru_cache(maxsize=100)
def _adapter(name: str, base_url: str, credentials: str) -> Adapter:
    """Kept for the life of the worker: its line stays open and its token is asked for when it has run out."""
    return ADAPTERS[name](base_url, credentials)
