"""SBSYS over HTTP: the token, one refresh on 401, and what an answer or its absence means for a write.

Observed behaviour of public clients, no contract (integrations note): Keycloak with password grant; writes may answer
with something that is not JSON; a POST is never blindly sent again.
"""

import os
from datetime import timedelta
from typing import Any

import requests

from integrations.port import Answer, Outcome

TIMEOUT = (5, 30)  # seconds: to connect, to answer
TOKEN_PATH = "/auth/realms/sbsys/protocol/openid-connect/token"  # noqa: S105  # an address
REJECTED = {400: "bad_request", 403: "forbidden", 404: "not_found", 409: "closed_case", 422: "rejected"}


class CannotAskError(Exception):
    """A read did not get through; nothing was written. Holds the answer to give."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.code)
        self.answer = answer


class SbsysClient:
    """One session with one SBSYS. Credentials come from {prefix}_USERNAME, _PASSWORD, _CLIENT_ID, _CLIENT_SECRET."""

    def __init__(self, base_url: str, credentials: str) -> None:
        self._base = base_url.rstrip("/")
        self._prefix = credentials
        self._session = _session(self._base)
        self._token = ""

    def read(self, method: str, path: str, **request: Any) -> Any:
        """The JSON of a read. Raises CannotAskError when it did not get through."""
        try:
            response = self._send(method, path, **request)
        except requests.RequestException as error:
            raise CannotAskError(Answer(Outcome.RETRYABLE, code=type(error).__name__)) from None
        if response.status_code in REJECTED:
            raise CannotAskError(Answer(Outcome.REJECTED, code=REJECTED[response.status_code]))
        if not response.ok:
            raise CannotAskError(_not_now(response))
        try:
            return response.json()
        except ValueError:
            raise CannotAskError(Answer(Outcome.RETRYABLE, code="not_json")) from None

    def write(self, path: str, **request: Any) -> Answer:
        """Send a write and say what became of it. Only what surely did not arrive is retryable."""
        try:
            response = self._send("POST", path, **request)
        except requests.ConnectTimeout:
            return Answer(Outcome.RETRYABLE, code="ConnectTimeout")
        except requests.ConnectionError as error:
            never_sent = "NewConnectionError" in repr(error)
            return Answer(Outcome.RETRYABLE if never_sent else Outcome.UNKNOWN, code="ConnectionError")
        except requests.RequestException as error:
            return Answer(Outcome.UNKNOWN, code=type(error).__name__)
        if response.ok:
            return Answer(Outcome.ACCEPTED)
        if response.status_code in REJECTED:
            return Answer(Outcome.REJECTED, code=REJECTED[response.status_code])
        if response.status_code in (401, 429, 503):
            return _not_now(response)
        return Answer(Outcome.UNKNOWN, code=f"http_{response.status_code}")

    def _send(self, method: str, path: str, **request: Any) -> requests.Response:
        if not self._token:
            self._token = self._fetch_token()
        response = self._authorised(method, path, **request)
        if (
            response.status_code == 401
        ):  # expired meanwhile: one fresh token, one more try; a 401 wrote nothing
            self._token = self._fetch_token()
            response = self._authorised(method, path, **request)
        return response

    def _authorised(self, method: str, path: str, **request: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}
        return self._session.request(method, self._base + path, headers=headers, timeout=TIMEOUT, **request)

    def _fetch_token(self) -> str:
        secrets = {
            name: os.environ.get(f"{self._prefix}_{name.upper()}", "")
            for name in ("username", "password", "client_id", "client_secret")
        }
        response = self._session.post(
            self._base + TOKEN_PATH, data={"grant_type": "password", **secrets}, timeout=TIMEOUT
        )
        if response.status_code != 200:
            raise requests.ConnectTimeout  # no token, so nothing can have been written
        token: str = response.json()["access_token"]
        return token


def _session(base_url: str) -> requests.Session:
    """A session that has asked the environment for proxy and certificates once, instead of at every call, and never
    takes somebody's password from a .netrc.
    """
    session = requests.Session()
    found = session.merge_environment_settings(base_url, {}, None, None, None)
    session.proxies, session.verify, session.cert = found["proxies"], found["verify"], found["cert"]
    session.trust_env = False
    return session


def _not_now(response: requests.Response) -> Answer:
    wait = response.headers.get("Retry-After", "")
    seconds = timedelta(seconds=int(wait)) if wait.isdigit() else None
    return Answer(Outcome.RETRYABLE, code=f"http_{response.status_code}", wait=seconds)
