"""Checking what somebody uploads: read within the limit, cleaned in a process apart, and given a title.

What reads pictures and PDFs is large, written in C, and meets files from anywhere. So it runs in a process of its own
with limits on memory and time, and without the program's environment: no key, no address of the database.
"""

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from plans.files.kinds import Kind, kind_of
from plans.files.titles import title_from

SECONDS = 60
MEGABYTE = 1024 * 1024
UNREADABLE = "Filen kan ikke læses. Prøv at gemme den igen, eller vælg en anden."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept. Only `check_upload` makes it."""

    content: bytes
    kind: Kind
    made_from: Kind  # what was uploaded
    title: str  # from the file's name

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def check_upload(upload: "UploadedFile[Any]") -> CheckedFile:
    """ValidationError for what is too large, empty, or not what we take. Takes from a tenth of a second to several."""
    size = upload.size or 0
    if size > settings.LARGEST_UPLOAD:
        raise ValidationError(too_large(size), code="too_large")
    content = upload.read()
    cleaned, kind = _cleaned_apart(content)
    made_from = kind_of(content)
    if made_from is None:
        raise ValidationError(UNREADABLE, code="refused")
    return CheckedFile(cleaned, kind, made_from, title_from(upload.name or ""))


def too_large(size: int) -> str:
    most = settings.LARGEST_UPLOAD // MEGABYTE
    return (
        f"Filen fylder {max(most + 1, round(size / MEGABYTE))} MB, og der er plads til {most} MB. "
        "Gem den i en mindre størrelse, eller del den op."
    )


def _cleaned_apart(content: bytes) -> tuple[bytes, Kind]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "plans.files"],
            input=content,
            capture_output=True,
            check=True,
            timeout=SECONDS,
            cwd=settings.BASE_DIR,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        # What the file's readers say may quote the file, so only how it ended is logged.
        ended = error.returncode if isinstance(error, subprocess.CalledProcessError) else "too slow"
        log.warning("A file was refused: cleaning it ended with %s.", ended)
        raise ValidationError(UNREADABLE, code="refused") from None
    head, _, cleaned = done.stdout.partition(b"\n")
    answer = json.loads(head)
    if "refused" in answer:
        raise ValidationError(answer["refused"], code="refused")
    return cleaned, Kind(answer["kind"])
