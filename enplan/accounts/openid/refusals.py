"""Why somebody is not let in. The page says it in words (templates/accounts/openid); the log only which it was."""

from enum import StrEnum


class Why(StrEnum):
    """What the person can do about it differs; how the answer was wrong is told to nobody."""

    NOT_TRUSTED = (
        "not_trusted"  # an answer that proves nothing: old, for another, used before, signed by nobody
    )
    CANCELLED = "cancelled"
    UNREACHABLE = "unreachable"
    TOO_LOW = "too_low"
    NO_CPR = "no_cpr"
    UNKNOWN_CPR = "unknown_cpr"
    CHANGED_CPR = "changed_cpr"
    CLOSED = "closed"
    NO_ROLE = "no_role"
    STILL_COORDINATES = "still_coordinates"
    NAME_TAKEN = "name_taken"


class Refused(Exception):
    """Nobody is let in. `detail` is for the log and holds nothing about anybody."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(why.value)
        self.why = why
        self.detail = detail
