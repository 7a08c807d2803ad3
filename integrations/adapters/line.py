"""The line to a fagsystem over HTTP: the token, one refresh on 401, and what an answer or its absence means.

A write is never blindly sent again. Only what surely did not arrive is retryable; everything else is unknown.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from integrations.port import Answer, Code, Connection, Outcome

TIMEOUT = (5, 30)  # seconds: to connect, to answer
REJECTED = {400: "bad_request", 403: "forbidden", 404: "not_found", 409: "closed_case", 422: "rejected"}
NOT_NOW = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
LONGEST_WAIT = timedelta(days=1)  # whatever a system asks for: a slip of its must not silence it for a year
LONGEST_WORDS = 300
CPR = re.compile(r"\b\d{6}[- ]?\d{4}\b")
NO_TOKEN = Answer(Outcome.RETRYABLE, code="no_token")
BAD_ANSWER = Answer(Outcome.RETRYABLE, code="bad_answer")
CREDENTIALS = Answer(Outcome.RETRYABLE, code=Code.CREDENTIALS)
CERTIFICATE = Answer(Outcome.RETRYABLE, code=Code.CERTIFICATE)


class CannotAskError(Exception):
    """A read did not get through; nothing was written. Holds the answer to give."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.code)
        self.answer = answer


@dataclass(frozen=True)
class Login:
    """How a token is asked for. `secrets`: the form's fields that the environment holds."""

    path: str
    grant_type: str
    secrets: tuple[str, ...]
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """What became of a write, and what the system said of it where it said something."""

    answer: Answer
    content: bytes = field(default=b"", repr=False)
    location: str = ""

    @property
    def is_accepted(self) -> bool:
        return self.answer.outcome is Outcome.ACCEPTED


class Line:
    """One session with one system. With a client certificate where the environment names one ({prefix}_CERT, _KEY)."""

    def __init__(
        self, connection: Connection, login: Login | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        self.connection = connection
        self._base = connection.base_url.rstrip("/")
        self._login = login
        self._headers = {"Accept": "application/json", **(headers or {})}
        self._session = _session(connection)
        self._token = ""

    def read(self, method: str, path: str, **request: Any) -> Any:
        """The JSON of a read. Raises CannotAskError when it did not get through."""
        try:
            response = self._send(method, path, **request)
        except requests.RequestException as error:
            raise CannotAskError(_never_arrived(error)) from None
        except OSError:
            raise CannotAskError(CERTIFICATE) from None  # the file that the environment names is not there
        if response.status_code in REJECTED:
            code = REJECTED[response.status_code]
            raise CannotAskError(Answer(Outcome.REJECTED, code=code, words=words_of(response.text)))
        if not is_done(response):
            raise CannotAskError(_not_now(response))
        try:
            return response.json()
        except ValueError:
            raise CannotAskError(Answer(Outcome.RETRYABLE, code="not_json")) from None

    def write(self, method: str, path: str, **request: Any) -> Reply:
        """Send a write and say what became of it."""
        try:
            response = self._send(method, path, **request)
        except CannotAskError as error:
            return Reply(error.answer)
        except requests.RequestException as error:
            return Reply(_perhaps_arrived(error))
        except OSError:
            return Reply(CERTIFICATE)
        if is_done(response):
            return Reply(Answer(Outcome.ACCEPTED), response.content, response.headers.get("Location", ""))
        status = response.status_code
        if status in REJECTED:
            words = words_of(response.text)
            return Reply(Answer(Outcome.REJECTED, code=REJECTED[status], words=words), response.content)
        if status in (HTTPStatus.UNAUTHORIZED, *NOT_NOW):
            return Reply(_not_now(response))
        return Reply(Answer(Outcome.UNKNOWN, code=f"http_{status}"), response.content)

    def check(self) -> Answer:
        """Ask for a token, or open the line where there is none to ask for."""
        try:
            if self._login:
                self._token = self._fetch_token()
            else:
                response = self._session.get(self._base, timeout=TIMEOUT, allow_redirects=False)
                if response.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
                    return CREDENTIALS
        except CannotAskError as error:
            return error.answer
        except requests.RequestException as error:
            return _never_arrived(error)
        except OSError:
            return CERTIFICATE
        return Answer(Outcome.ACCEPTED)

    def address(self, path: str) -> str:
        """Of a path, or of a link the system gave. Never elsewhere: the token is for this system alone."""
        found = urljoin(self._base + "/", path) if "://" in path else self._base + path
        if urlsplit(found)[:2] != urlsplit(self._base)[:2]:
            raise CannotAskError(BAD_ANSWER)
        return found

    @property
    def _token_address(self) -> str:
        """Some ask for it at another host, which the connection's settings then name."""
        path = self._login.path if self._login else ""
        return self.connection.setting("token_url") or self._base + path

    def _send(self, method: str, path: str, **request: Any) -> requests.Response:
        address = self.address(path)
        if self._login and not self._token:
            self._token = self._fetch_token()
        response = self._authorised(method, address, **request)
        if self._login and response.status_code == HTTPStatus.UNAUTHORIZED:
            # Expired meanwhile: one fresh token, one more try; a 401 wrote nothing.
            self._token = self._fetch_token()
            response = self._authorised(method, address, **request)
        return response

    def _authorised(self, method: str, address: str, **request: Any) -> requests.Response:
        headers = {**self._headers, **request.pop("headers", {})}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        return self._session.request(
            method, address, headers=headers, timeout=TIMEOUT, allow_redirects=False, **request
        )

    def _fetch_token(self) -> str:
        """Raises CannotAskError without one: so nothing can have been written."""
        if self._login is None:
            return ""
        self._token = ""
        secrets = {name: self.connection.secret(name) for name in self._login.secrets}
        form = {"grant_type": self._login.grant_type, **self._login.fields, **secrets}
        try:
            response = self._session.post(
                self._token_address, data=form, timeout=TIMEOUT, allow_redirects=False
            )
        except requests.exceptions.SSLError:
            raise CannotAskError(CERTIFICATE) from None
        except requests.RequestException:
            raise CannotAskError(NO_TOKEN) from None
        if response.status_code in (400, 401, 403):
            raise CannotAskError(CREDENTIALS)
        if response.status_code in NOT_NOW:
            raise CannotAskError(_not_now(response))
        try:
            return str(response.json()["access_token"])
        except (ValueError, KeyError, TypeError):
            raise CannotAskError(NO_TOKEN) from None


@contextmanager
def reading() -> Iterator[None]:
    """Around code that takes an answer apart: one in another shape than we know was no answer."""
    try:
        yield
    except (KeyError, IndexError, TypeError, AttributeError, ValueError):
        raise CannotAskError(BAD_ANSWER) from None


def is_done(response: requests.Response) -> bool:
    """Not `ok`, which calls a redirect one."""
    return HTTPStatus.OK <= response.status_code < HTTPStatus.MULTIPLE_CHOICES


def words_of(text: str) -> str:
    """What a system said, short and on one line, without anybody's CPR number."""
    said = " ".join(re.sub(r"<[^>]*>", " ", text).split())
    found = re.search(r'"(?:message|detail|title|error_description|FejlTekst)"\s*:\s*"([^"]+)"', said, re.I)
    return CPR.sub("[CPR]", found[1] if found else said)[:LONGEST_WORDS]


def _never_arrived(error: requests.RequestException) -> Answer:
    if isinstance(error, requests.exceptions.SSLError):
        return CERTIFICATE
    return Answer(Outcome.RETRYABLE, code=type(error).__name__)


def _perhaps_arrived(error: requests.RequestException) -> Answer:
    """A line that was never opened carried nothing; one that broke may have."""
    said = repr(error)
    if isinstance(error, requests.exceptions.SSLError) and "EOF" not in said:
        return CERTIFICATE
    if isinstance(error, requests.ConnectTimeout) or "NewConnectionError" in said:
        return Answer(Outcome.RETRYABLE, code=type(error).__name__)
    return Answer(Outcome.UNKNOWN, code=type(error).__name__)


def _not_now(response: requests.Response) -> Answer:
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        return CREDENTIALS
    said = response.headers.get("Retry-After", "").strip()
    wait = min(timedelta(seconds=int(said[:9])), LONGEST_WAIT) if said.isdecimal() else None
    return Answer(Outcome.RETRYABLE, code=f"http_{response.status_code}", wait=wait)


def _session(connection: Connection) -> requests.Session:
    """A session that has asked the environment for proxy and certificates once, instead of at every call, and never
    takes somebody's password from a .netrc.
    """
    session = requests.Session()
    found = session.merge_environment_settings(connection.base_url, {}, None, None, None)
    session.proxies, session.verify, session.cert = found["proxies"], found["verify"], found["cert"]
    session.trust_env = False
    if certificate := connection.secret("cert"):
        session.cert = (certificate, connection.secret("key") or certificate)
    return session
