"""SBSYS over HTTP: Keycloak with password grant ({prefix}_USERNAME, _PASSWORD, _CLIENT_ID, _CLIENT_SECRET).

Observed behaviour of public clients, no contract: writes may answer with something that is not JSON.
"""

from typing import Any

from integrations.adapters.line import Line, Login
from integrations.port import Answer, Connection

LOGIN = Login(
    path="/auth/realms/sbsys/protocol/openid-connect/token",
    grant_type="password",
    secrets=("username", "password", "client_id", "client_secret"),
)


class SbsysClient(Line):
    """One session with one SBSYS."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, LOGIN)

    def post(self, path: str, **request: Any) -> Answer:
        """Send a write and say what became of it."""
        return self.write("POST", path, **request).answer
