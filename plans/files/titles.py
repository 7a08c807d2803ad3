"""Names of files: a title from the name somebody's phone gave it, and a safe name for the download."""

import re
import unicodedata

LONGEST = 120
UNNAMED = "Uden titel"
# A CPR number in a file's name would stand wherever the title does.
CPR = re.compile(r"\d{6}[-_ ]?\d{4}")
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|%\s]+')


def title_from(name: str) -> str:
    """ "C:\\Scan\\samtykke_rasmus.PDF" → "samtykke rasmus"."""
    last = re.split(r"[\\/]", name)[-1]
    stem = last.rpartition(".")[0] or last
    return clean_title(CPR.sub("", stem).replace("_", " ").strip(" -.")) or UNNAMED


def clean_title(text: str) -> str:
    """One line without characters that are not seen or that turn the order of the others."""
    seen = "".join(" " if unicodedata.category(c).startswith(("C", "Z")) else c for c in text)
    return " ".join(unicodedata.normalize("NFC", seen).split())[:LONGEST].strip()


def download_name(title: str, extension: str) -> str:
    """A name that every system takes."""
    return (NOT_IN_NAMES.sub(" ", clean_title(title)).strip(" .") or "fil") + extension
