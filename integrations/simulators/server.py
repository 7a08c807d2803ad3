"""What every simulator has in common: a real HTTP server, its switchboard, and what it has received.

Control while it runs: POST /_simulator/break {"how": …}, POST /_simulator/mend, GET /_simulator/received.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, ClassVar, Self

from integrations.simulators.faults import Fault, Switchboard


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

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: what went wrong on the line is the client's to notice."""


class Simulator:
    """A fagsystem as a web server on localhost. Use as a context manager, or `serve` in the foreground."""

    handler: ClassVar[type["Handler"]]

    def __init__(self, port: int = 0) -> None:
        self.faults = Switchboard()
        self.store = Store()
        self.server = _Server(("127.0.0.1", port), self.handler)
        self.server.simulator = self  # type: ignore[attr-defined]  # how a handler finds its system
        self.port: int = self.server.server_address[1]

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self) -> None:
        self.server.serve_forever(poll_interval=0.05)

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

    def _handle(self) -> None:
        data = self.body()
        if self.path.startswith("/_simulator/"):
            self._control(data)
        else:
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
