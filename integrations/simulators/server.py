"""What every simulator has in common: a real HTTP server, its switchboard, and what it has received.

Control while it runs: POST /_simulator/break {"how": …}, POST /_simulator/mend, GET /_simulator/received.
"""

import json
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Condition, Lock, Thread
from typing import Any, ClassVar, Self

from integrations.simulators.faults import STATUS, Fault, Switchboard

AT_READS = (Fault.DOWN, Fault.TOO_MANY, Fault.FORBIDDEN)


@dataclass(frozen=True)
class Received:
    """One document as a person in that system would read it."""

    kind: str  # plan or journal
    cpr: str
    title: str
    text: str


@dataclass
class Store:
    """What a simulated fagsystem holds."""

    documents: list[Received] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def add(self, document: Received) -> None:
        with self.lock:
            self.documents.append(document)

    def all(self) -> list[Received]:
        with self.lock:
            return list(self.documents)


class _Server(ThreadingHTTPServer):
    """A client that dies in the middle is no news: nothing is printed."""

    daemon_threads = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._lines: set[socket.socket] = set()
        self._changed = Condition()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._changed:
            self._lines.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        with self._changed:
            self._lines.discard(request)
            self._changed.notify_all()

    def come_to_rest(self) -> None:
        """Answer what has been asked by now, and hang up. A new line afterwards is a new beginning."""
        # Lines are taken in turn: when this one is answered, those that were opened before it are known.
        with socket.create_connection(("127.0.0.1", self.server_port)) as last:
            last.sendall(b"GET /_simulator/rest HTTP/1.0\r\n\r\n")
            while last.recv(65536):
                pass
        with self._changed:
            for line in self._lines:
                with suppress(OSError):  # hung up meanwhile
                    line.shutdown(socket.SHUT_RD)
            if not self._changed.wait_for(lambda: not self._lines, timeout=120):
                raise TimeoutError("a simulator does not come to rest")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: what went wrong on the line is the client's to notice."""


class Simulator:
    """A fagsystem as a web server on localhost. Use as a context manager, or `serve` in the foreground."""

    handler: ClassVar[type["Handler"]]
    late_seconds = 2.0  # how long what is written cannot be read yet, with that fault

    def __init__(self, port: int = 0) -> None:
        self.faults: Switchboard = Switchboard()
        self.store = Store()
        self.server = _Server(("127.0.0.1", port), self.handler)
        self.server.simulator = self  # type: ignore[attr-defined]  # how a handler finds its system
        self.port: int = self.server.server_address[1]

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self) -> None:
        self.server.serve_forever(poll_interval=0.05)

    def come_to_rest(self) -> None:
        """Until nobody is in the middle of anything here: also what a dead client has asked has taken effect."""
        self.server.come_to_rest()

    def __enter__(self) -> Self:
        self._thread = Thread(target=self.serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Base of the simulators' request handlers. Says nothing to the terminal."""

    protocol_version = "HTTP/1.1"
    # An answer's head and body are two writes: without this the second waits 40 ms for the receipt of the first.
    disable_nagle_algorithm = True
    routes: ClassVar[list[tuple[str, str, Callable[..., None]]]] = []

    @property
    def simulator(self) -> Any:
        return self.server.simulator  # type: ignore[attr-defined]  # how a handler finds its system

    def log_message(self, *_parts: Any) -> None:
        """Requests hold personal data: nothing is logged."""

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, status: int, content: Any = None, headers: dict[str, str] | None = None) -> None:
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def hang_up(self) -> None:
        """Close the line without an answer."""
        self.close_connection = True
        self.connection.close()

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def do_PUT(self) -> None:
        self._handle()

    def do_PATCH(self) -> None:
        self._handle()

    def _handle(self) -> None:
        data = self.body()
        if self.path.startswith("/_simulator/"):
            self._control(data)
        else:
            self.simulator.faults.begin()
            self.respond(data)

    def _control(self, data: bytes) -> None:
        match self.path.removeprefix("/_simulator/"):
            case "break":
                self.simulator.faults.set(Fault(json.loads(data)["how"]))
                self.answer(200, {})
            case "mend":
                self.simulator.faults.clear()
                self.answer(200, {})
            case "received":
                self.answer(200, [asdict(document) for document in self.simulator.store.all()])
            case _:
                self.answer(404, {})

    def respond(self, data: bytes) -> None:
        """Answer a request of the system's own protocol."""
        raise NotImplementedError

    def give_token(self) -> None:
        """The token endpoint that these systems have in common."""
        faults = self.simulator.faults
        if faults.is_on(Fault.DOWN):
            self.answer(503, {})
        elif faults.is_on(Fault.WRONG_CREDENTIALS):
            self.answer(401, {"error": "invalid_client"})
        elif faults.is_on(Fault.NO_TOKEN):
            self.hang_up()
        else:
            self.answer(200, {"access_token": "simulated", "expires_in": 300})

    def is_unknown(self) -> bool:
        """Without the token that was given, or with one that has run out: answered with 401."""
        if self.headers.get("Authorization") == "Bearer simulated":
            if not self.simulator.faults.take(Fault.TOKEN_EXPIRED):
                return False
        self.answer(401, {})
        return True

    def is_refused(self, *, is_write: bool) -> bool:
        """Answers with a fault that is on; most show at writes alone."""
        faults = self.simulator.faults
        for fault, status in STATUS.items():
            if faults.is_on(fault) and (is_write or fault in AT_READS):
                wait = {"Retry-After": "120"} if fault is Fault.TOO_MANY else None
                self.answer(status, {"Message": "simuleret fejl"}, wait)
                return True
        if not is_write and faults.is_on(Fault.BAD_FORMAT):
            self.answer(200, {"noget": "andet"})
            return True
        return False

    def written(self, content: Any, status: int = 200) -> None:
        """Answer a write that has taken effect, unless its answer is to be lost."""
        faults = self.simulator.faults
        if faults.is_on(Fault.TIMEOUT_AFTER_COMMIT):
            self.hang_up()
        elif faults.is_on(Fault.NOT_JSON):
            self.answer(status, b"OK")
        else:
            self.answer(status, content)

    def parts(self, data: bytes) -> dict[str, bytes]:
        """Of a multipart form, by name."""
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        found: dict[str, bytes] = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + data).iter_parts():
            content = part.get_payload(decode=True)
            name = part.get_param("name", header="content-disposition")
            found[str(name)] = content if isinstance(content, bytes) else b""
        return found


def pdf_text(pdf: bytes) -> str:
    """What a person reads in a PDF. pypdf is there where tests are; elsewhere the size says that something came."""
    try:
        from pypdf import PdfReader
    except ImportError:
        return f"PDF, {len(pdf)} bytes"
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
