"""The log as JSON lines, for whoever gathers logs: one object for each line, and nothing about anyone in it.

What may stand beside the text is named here. Of an error stand its kind and where it came from, never its own words:
those may hold what was being worked on. A number that looks like a CPR number is taken out of any text.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FIELDS = (
    "delivery",
    "connection",
    "adapter",
    "kind",
    "outcome",
    "code",
    "attempts",
    "milliseconds",
    "account",
)
CPR = re.compile(r"(?<![\dA-Fa-f-])\d{6}[- ]?\d{4}(?![\dA-Fa-f-])")  # but not in the middle of an id


class JsonLines(logging.Formatter):
    """{"at": …, "level": …, "logger": …, "text": …} and those of FIELDS that were given."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "text": without_numbers(record.getMessage()),
        }
        line |= {name: getattr(record, name) for name in FIELDS if getattr(record, name, None) is not None}
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])
            line["error"] = record.exc_info[0].__name__
            line["where"] = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]
        return json.dumps(line, ensure_ascii=False, default=str)


def without_numbers(text: str) -> str:
    return CPR.sub("[CPR]", text)
