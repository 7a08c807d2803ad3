"""The faults that a simulator can be told to show, while it runs."""

from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock


class Fault(StrEnum):
    """What goes wrong. The three words of the scenario files are among them."""

    DOWN = "down"
    TIMEOUT_AFTER_COMMIT = "timeout_after_commit"  # the write took effect, its answer was lost
    REJECT = "reject"
    TOKEN_EXPIRED = "token_expired"  # noqa: S105  # a fault, no secret; 401 once
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CLOSED_CASE = "closed_case"
    TOO_MANY = "too_many"  # 429 with a wait
    ERROR = "error"  # 500
    GATEWAY = "gateway"  # 504
    NOT_JSON = "not_json"
    LATE_READING = "late_reading"  # written, but not readable for some seconds


STATUS = {
    Fault.DOWN: 503,
    Fault.REJECT: 422,
    Fault.FORBIDDEN: 403,
    Fault.NOT_FOUND: 404,
    Fault.CLOSED_CASE: 409,
    Fault.TOO_MANY: 429,
    Fault.ERROR: 500,
    Fault.GATEWAY: 504,
}


@dataclass
class Switchboard:
    """Which faults are on; safe to change from another thread."""

    _on: set[Fault] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def set(self, fault: Fault) -> None:
        with self._lock:
            self._on.add(fault)

    def clear(self) -> None:
        with self._lock:
            self._on.clear()

    def is_on(self, fault: Fault) -> bool:
        with self._lock:
            return fault in self._on

    def take(self, fault: Fault) -> bool:
        """Is a fault on that shows only once? Then it is off from now on."""
        with self._lock:
            if fault in self._on:
                self._on.discard(fault)
                return True
            return False
