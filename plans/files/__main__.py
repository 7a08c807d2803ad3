"""`python -m plans.files`: cleans what comes in on standard input, in a process with little memory and time.

Answers a line of JSON (the kind, or why it is refused) and then the content.
"""

import json
import resource
import sys

from plans.files.cleaning import clean
from plans.files.kinds import Refused

MOST_MEMORY = 1536 * 1024 * 1024  # bytes
MOST_SECONDS = 30  # of the processor


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        cleaned = clean(sys.stdin.buffer.read())
    except Refused as refused:
        answer, content = {"refused": str(refused)}, b""
    else:
        answer, content = {"kind": cleaned.kind}, cleaned.content
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
