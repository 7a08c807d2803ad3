"""The faults that a simulator can be told to show, while it runs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from threading import Lock, local


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
    WRONG_CREDENTIALS = "wrong_credentials"  # no token for us, or no line
    NO_TOKEN = "no_token"  # noqa: S105  # the place that gives tokens never answers
    BAD_FORMAT = "bad_format"  # answers of another shape than agreed
    ORPHAN = "orphan"  # the second of two steps is lost on the way
    CHANGED_CPR = "changed_cpr"  # the citizen has another number by now
    RECEIPT_REFUSED = "receipt_refused"
    RECEIPT_LATE = "receipt_late"
    RECEIPT_NEVER = "receipt_never"
    RECEIPT_TWICE = "receipt_twice"


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

    def begin(self) -> None:
        """A request has come."""

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


class Chances(Switchboard):
    """A share of the requests meets one fault each, drawn anew every time; `shown` counts those that could be seen."""

    def __init__(self, share: float, faults: Sequence[Fault], seed: str) -> None:
        super().__init__()
        self.share = share
        self.requests = 0
        self.shown: Counter[Fault] = Counter()
        self._faults = tuple(faults)
        self._random = Random(seed)  # noqa: S311  # drawn the same way again; nothing is secret
        self._this = local()

    def begin(self) -> None:
        with self._lock:
            self.requests += 1
            is_faulty = self._random.random() < self.share
            self._this.fault = self._random.choice(self._faults) if is_faulty else None
            self._this.is_counted = False

    def is_on(self, fault: Fault) -> bool:
        if getattr(self._this, "fault", None) is not fault:
            return False
        with self._lock:
            self.shown[fault] += not self._this.is_counted
            self._this.is_counted = True
        return True

    def take(self, fault: Fault) -> bool:
        is_on = self.is_on(fault)
        if is_on:
            self._this.fault = None
        return is_on
